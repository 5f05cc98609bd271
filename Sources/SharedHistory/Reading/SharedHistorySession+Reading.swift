import Decisions
package import HistoryRecords
package import PostgreSQL
import Rules
import Time

extension SharedHistorySession {
  /// Reads scopes, all at one instant: their versions and what they stand for.
  ///
  /// - Returns: one for each, in their order.
  package mutating func read(_ wanted: [HistoryScope]) throws(PostgreSQLError) -> [ScopeCopy] {
    guard !wanted.isEmpty else { return [] }
    func ids(_ kind: HistoryScope.Kind) -> Parameter {
      .array(.text, wanted.filter { $0.kind == kind }.map { .text($0.id.text) })
    }
    let (journeys, accounts) = (ids(.journey), ids(.account))
    let rows = try connection.read(
      [
        Query(SharedStatements.scopes, wanted.keys),
        Query(SharedStatements.journeyContacts, [journeys]),
        Query(SharedStatements.accountContacts, [accounts]),
        Query(SharedStatements.journeyOutcomes, [journeys]),
        Query(SharedStatements.accountOutcomes, [accounts]),
        Query(SharedStatements.journeyWithdrawals, [journeys]),
      ], within: time)
    guard rows.count == 6 else { throw .lost("an answer is missing") }
    var outcomes = Self.outcomes(rows[3])
    outcomes.merge(Self.outcomes(rows[4])) { first, _ in first }
    var copies = Self.versions(rows[0])
    for (place, kind) in [(1, HistoryScope.Kind.journey), (2, .account)] {
      for row in 0..<rows[place].count {
        guard var contact = StoredContact(rows[place], row) else { continue }
        contact.outcomes = outcomes[ContactPlace(contact.journey, contact.number)] ?? []
        let id = kind == .journey ? contact.journey : contact.record.account ?? ""
        copies[HistoryScope(kind: kind, id: ExactText(id))]?.contacts.append(contact)
      }
    }
    for row in 0..<rows[5].count {
      guard let journey = rows[5].text(row, 0), let channel = rows[5].text(row, 1),
        let at = rows[5].int(row, 2)
      else { continue }
      copies[.journey(journey)]?.withdrawals.append(
        StoredOptOut(channel: channel, at: Instant(microseconds: at)))
    }
    return wanted.map { copies[$0] ?? ScopeCopy(scope: $0, version: nil, contactsMade: 0) }
  }

  private struct ContactPlace: Hashable {
    let journey: ExactText
    let number: Int64

    init(_ journey: String, _ number: Int64) {
      self.journey = ExactText(journey)
      self.number = number
    }
  }

  private static func versions(_ rows: Rows) -> [HistoryScope: ScopeCopy] {
    var copies: [HistoryScope: ScopeCopy] = [:]
    for row in 0..<rows.count {
      guard let code = rows.int(row, 0),
        let kind = Int16(exactly: code).flatMap({ HistoryScope.Kind(rawValue: $0) }),
        let id = rows.text(row, 1)
      else { continue }
      let scope = HistoryScope(kind: kind, id: ExactText(id))
      copies[scope] = ScopeCopy(
        scope: scope, version: rows.uuid(row, 2).map { WriteID($0) }, contactsMade: rows.int(row, 3) ?? 0)
    }
    return copies
  }

  private static func outcomes(_ rows: Rows) -> [ContactPlace: [OutcomeRecord]] {
    var found: [ContactPlace: [OutcomeRecord]] = [:]
    for row in 0..<rows.count {
      guard let journey = rows.text(row, 0), let number = rows.int(row, 1), let at = rows.int(row, 3),
        let outcome = rows.text(row, 2).flatMap({ Outcome(rawValue: $0) })
      else { continue }
      found[ContactPlace(journey, number), default: []].append(
        OutcomeRecord(
          contact: number, outcome: outcome, at: Instant(microseconds: at), value: rows.double(row, 4)))
    }
    return found
  }
}

extension Sequence<HistoryScope> {
  /// As two lists, as the statements take them.
  var keys: [Parameter] {
    [.array(.int2, map { .int2($0.kind.rawValue) }), .array(.text, map { .text($0.id.text) })]
  }
}
