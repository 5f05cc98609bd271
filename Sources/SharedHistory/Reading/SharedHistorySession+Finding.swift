package import Decisions
package import HistoryRecords
package import PostgreSQL
import Rules
import Time

extension SharedHistorySession {
  /// The journeys of which decisions made contacts.
  package mutating func journeys(of decisions: [DecisionID]) throws(PostgreSQLError) -> [HistoryScope] {
    guard !decisions.isEmpty else { return [] }
    let ids = decisions.map { Parameter.uuid(UUIDBits(high: $0.high, low: $0.low)) }
    let rows = try find(Query(SharedStatements.journeysOfDecisions, [.array(.uuid, ids)]))
    return (0..<rows.count).compactMap { rows.text($0, 0).map { .journey($0) } }
  }

  /// The answers that are kept under keys.
  package mutating func answers(under keys: [Digest]) throws(PostgreSQLError) -> [IdempotentResponse] {
    guard !keys.isEmpty else { return [] }
    let rows = try find(
      Query(SharedStatements.keptAnswers, [.array(.bytes, keys.map { .bytes($0.bytes) })]))
    return (0..<rows.count).compactMap { row in
      guard let key = rows.bytes(row, 0), let question = rows.bytes(row, 1),
        let journey = rows.text(row, 2), let at = rows.int(row, 3), let revision = rows.text(row, 4),
        let body = rows.bytes(row, 5)
      else { return nil }
      return IdempotentResponse(
        key: Digest(key), question: Digest(question), journey: journey, at: Instant(microseconds: at),
        revision: revision, body: body)
    }
  }

  /// The key under which journeys are hashed.
  package mutating func secret() throws(PostgreSQLError) -> [UInt8]? {
    let rows = try connection.run(
      Query("SELECT value FROM waymark.setting WHERE name = 'secret'"), within: time)
    return rows.count == 0 ? nil : rows.bytes(0, 0)
  }

  private mutating func find(_ query: Query) throws(PostgreSQLError) -> Rows {
    guard let rows = try connection.read([query], within: time).first else {
      throw .lost("an answer is missing")
    }
    return rows
  }
}
