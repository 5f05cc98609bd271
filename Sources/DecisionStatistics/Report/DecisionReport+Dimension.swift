import Journeys
import Rules

extension DecisionReport {
  /// One table of what came of decisions, by what they have in common.
  func table(by dimension: CountDimension) -> ReportTable {
    let rows = rows(by: dimension)
    let sorted =
      dimension == .day
      ? rows.sorted { bytesPrecede($0.name, $1.name) }
      : rows.sorted { Self.order(([$0.name], $0.decisions), ([$1.name], $1.decisions)) }
    return ReportTable(
      "by_\(dimension.rawValue)", title: "By \(dimension.rawValue)", remark: dimension.remark,
      columns: [
        ReportColumn(dimension.rawValue), ReportColumn("decisions"), ReportColumn("recommended"),
        ReportColumn("no_match"), ReportColumn("held_back"), ReportColumn("first"),
      ],
      rows: sorted.map { ReportRow(cell: nil, [.text($0.name), .count($0.decisions)] + $0.values) },
      shownRows: dimension == .day ? .max : top)
  }

  private func rows(by dimension: CountDimension) -> [(name: String, decisions: Int, values: [ReportValue])] {
    switch dimension {
    case .action:
      return tally.actions.all.enumerated().filter { $0.element.decisions > 0 }.map { index, counts in
        let values: [ReportValue] = [
          .count(counts.recommended), .absent, .count(counts.heldBack), .count(counts.first),
        ]
        return (name(index), counts.decisions, values)
      }
    case .rule:
      return tally.rules.all.enumerated().filter { $0.element != RuleCounts() }.map { index, counts in
        let values: [ReportValue] = [
          .count(counts.recommended), .absent, .count(counts.heldBack), .count(counts.first),
        ]
        return (name(index), counts.matched, values)
      }
    case .stage, .persona, .market, .channel, .day:
      return tally.groups.all.enumerated().filter { $0.element.decisions > 0 }.map { index, counts in
        let values: [ReportValue] = [
          .count(counts.recommended), dimension == .channel ? .absent : .count(counts.noMatch),
          .count(counts.heldBack), dimension == .channel ? .count(counts.first) : .absent,
        ]
        return (name(index), counts.decisions, values)
      }
    }
  }
}

extension CountDimension {
  /// What the numbers are.
  fileprivate var remark: String {
    switch self {
    case .action: "Decisions in which an action came up, was recommended, held back, and came first."
    case .rule:
      "Decisions in which a rule matched, led to a recommendation, and to the first; actions that it held back."
    case .channel: "Recommendations that go by a channel; actions, or ways, that were held back on it."
    case .stage, .persona, .market, .day:
      "Decisions, those with a recommendation, those without a match, and those that held something back."
    }
  }
}
