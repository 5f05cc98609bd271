extension Connection {
  /// Runs queries as one transaction: all of them or none, in one round trip. Each sees what others have committed
  /// before it begins.
  ///
  /// - Returns: their rows.
  /// - Throws: `unknown` where it may have been committed or not; after any other error nothing was done.
  package mutating func commit(
    _ queries: [Query], within time: Duration
  ) throws(PostgreSQLError) -> [Rows] {
    guard !isBroken else { throw .lost("it was given up before") }
    let first = Query("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    /// How many come before the commit itself.
    let count = queries.count + 1
    do throws(PostgreSQLError) {
      _ = try exchange([[first] + queries + [Query("COMMIT")]], within: time)
    } catch .lost(let reason) {
      throw refusal(before: count).map(PostgreSQLError.init) ?? .unknown(reason)
    } catch .timedOut {
      throw refusal(before: count).map(PostgreSQLError.init) ?? .unknown("no answer in time")
    }
    if let error = refusal(before: count) ?? refusal(before: count + 1) {
      // A server that ends the session at the commit may have done it.
      if refusal(before: count) == nil, error.state.isConnectionLost { throw .unknown(error.message) }
      if !error.isFatal { rollBack(within: time) }
      throw PostgreSQLError(error)
    }
    let rows = results[0].compactMap(\.rows)
    guard rows.last?.tag == "COMMIT" else { throw .refused(.notCommitted) }
    return Array(rows.dropFirst().dropLast())
  }

  /// The first error among so many queries of the last exchange.
  private func refusal(before count: Int) -> ServerError? {
    for case .failed(let error) in results.first?.prefix(count) ?? [] { return error }
    return nil
  }

  /// Where that fails the session has ended, and the transaction with it: what matters is the error before.
  private mutating func rollBack(within time: Duration) {
    _ = try? exchange([[Query("ROLLBACK")]], within: time)
  }

  /// Reads what stands at one instant.
  package mutating func read(_ queries: [Query], within time: Duration) throws(PostgreSQLError) -> [Rows] {
    let first = Query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    let results = try exchange([[first] + queries + [Query("COMMIT")]], within: time)[0]
    if let error = refusal(before: results.count) {
      if !error.isFatal { rollBack(within: time) }
      throw PostgreSQLError(error)
    }
    return results.compactMap(\.rows).dropFirst().dropLast()
  }

  /// Has the server prepare statements for this session.
  package mutating func prepare(_ statements: [Statement], within time: Duration) throws(PostgreSQLError) {
    let results = try exchange([statements.map { Query(preparing: $0) }], within: time)
    for case .failed(let error) in results[0] { throw PostgreSQLError(error) }
  }

  /// Runs one query by itself.
  package mutating func run(_ query: Query, within time: Duration) throws(PostgreSQLError) -> Rows {
    let results = try exchange([[query]], within: time)
    switch results[0].first {
    case .done(let rows): return rows
    case .failed(let error): throw PostgreSQLError(error)
    default: throw .lost("no result came")
    }
  }
}

extension ServerError {
  /// A commit that the server made a rollback of.
  static let notCommitted = ServerError(
    state: SQLState("25P02"), message: "the transaction was rolled back", isFatal: false)
}

extension PostgreSQLError {
  /// Of a statement that was not done.
  init(_ error: ServerError) {
    self = error.state.isConnectionLost ? .lost(error.message) : .refused(error)
  }
}
