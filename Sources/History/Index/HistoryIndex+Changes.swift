import Decisions
import DequeModule
import HistoryRecords
import Rules
import Time

extension HistoryIndex {
  /// All that it holds, as changes to an empty file. Of kept answers it has the keys: their
  /// bytes were on disk only.
  func changes(under secret: [UInt8]) -> [HistoryChange] {
    var changes: [HistoryChange] = []
    changes.reserveCapacity(contactCount)
    for (number, row) in contacts.rows.enumerated() where row.id > 0 {
      changes.append(
        .contact(
          ContactRecord(
            id: row.id, journey: journeys.names[Int(row.journey)],
            account: row.account < 0 ? nil : accounts.names[Int(row.account)],
            stamp: stamps[Int(row.stamp)], stampNumber: row.stamp, channel: channelName(row.channel),
            at: row.instant, decision: row.hasDecision ? row.decision : nil, isDelivered: row.isDelivered,
            origin: row.origin)))
      for result in results(of: Int32(number)) {
        guard let outcome = Outcome(place: Int(result.outcome)) else { continue }
        changes.append(
          .outcome(
            OutcomeRecord(
              contact: row.id, outcome: outcome, at: result.instant, value: result.givenValue)))
      }
    }
    changes += storedWithdrawals(under: secret).map { .withdrawal($0) }
    for kept in storedAnswers {
      guard let row = answers[kept.key], row.id == kept.id else { continue }
      changes.append(.lostAnswer(id: row.id, key: kept.key, question: row.question, at: row.at))
    }
    return changes
  }
}

extension ResultRow {
  var givenValue: Double? { value.isNaN ? nil : value }
}
