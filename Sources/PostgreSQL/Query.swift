/// A statement that a connection prepares once and then runs often.
package struct Statement: Sendable {
  /// Different for each statement of a connection.
  package let name: String
  package let sql: String

  package init(_ name: String, _ sql: String) {
    self.name = name
    self.sql = sql
  }
}

/// A statement with what it is given.
package struct Query: Sendable {
  enum Form: Sendable {
    case text(String)
    case prepared(String)
    case preparing(Statement)
  }

  let form: Form
  let parameters: [Parameter]

  /// One statement, as SQL.
  package init(_ sql: String, _ parameters: [Parameter] = []) {
    form = .text(sql)
    self.parameters = parameters
  }

  /// One that the connection has prepared.
  package init(_ statement: Statement, _ parameters: [Parameter]) {
    form = .prepared(statement.name)
    self.parameters = parameters
  }

  init(preparing statement: Statement) {
    form = .preparing(statement)
    parameters = []
  }
}

/// What became of a query.
package enum QueryResult {
  case done(Rows)
  case failed(ServerError)
  /// One before it in its group failed.
  case skipped

  package var rows: Rows? { if case .done(let rows) = self { rows } else { nil } }
}
