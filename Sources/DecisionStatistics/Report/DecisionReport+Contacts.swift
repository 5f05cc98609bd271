import Journeys
import Rules

extension DecisionReport {
  /// All outcomes but that a contact was given back.
  private static let shown = Outcome.allCases.filter { $0 != .notSent }

  var contactsByAction: ReportTable {
    table("contacts_by_action", "action", result.actions, "\(Self.rates) \(knowledge)")
  }

  var contactsByRule: ReportTable { table("contacts_by_rule", "rule", result.rules, Self.rates) }

  private static let rates = "Shares of the contacts, each with its 95 % interval (Wilson)."

  private func table(_ key: String, _ what: String, _ counts: [Int: OutcomeCounts], _ remark: String)
    -> ReportTable
  {
    let all = counts.map { (names: [name($0.key)], counts: $0.value) }.sorted {
      Self.order(($0.names, $0.counts.contacts), ($1.names, $1.counts.contacts))
    }
    // People are shown what there is.
    let seen = Self.shown.filter { outcome in all.contains { $0.counts.outcomes[outcome.place] > 0 } }
    let columns = Self.shown.flatMap { outcome in
      [
        ReportColumn("count", in: outcome.rawValue, isHidden: true),
        ReportColumn(
          "rate", in: outcome.rawValue, outcome.rawValue.uppercased(), isHidden: !seen.contains(outcome),
          isEstimate: true),
      ]
    }
    return ReportTable(
      key, title: "What came of contacts, by \(what)",
      remark: remark,
      columns: [ReportColumn(what), ReportColumn("contacts")] + columns + [
        ReportColumn("not_sent", isHidden: true)
      ],
      rows: all.map { name, counts in
        let values = Self.shown.flatMap { outcome -> [ReportValue] in
          let count = counts.outcomes[outcome.place]
          let interval = Wilson.interval(of: count, among: counts.contacts)
          return [
            .count(count),
            counts.contacts > 0 ? .estimate(Double(count) / Double(counts.contacts), interval) : .absent,
          ]
        }
        return ReportRow(
          cell: nil, [.text(name[0]), .count(counts.contacts)] + values + [.count(counts.notSent)])
      }, shownRows: top)
  }

  /// Of how many decisions it is known what came of them.
  var knowledge: String {
    let (known, all) = (result.decisions, tally.contacts.decisions)
    return
      "Known of \(known.grouped) of \(all.grouped) decisions that recommend something: the log sees what came of a "
      + "contact when its journey, or one of its account, is decided again."
  }
}
