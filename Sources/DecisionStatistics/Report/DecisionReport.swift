package import Journeys
import Time

/// Statistics of a decision log, as tables: for people, as JSON, and as CSV.
package struct DecisionReport: Sendable {
  let tally: DecisionTally
  let read: ReadFiles
  let book: BookOutline?
  let result: OutcomeResult
  /// At most so many rows of each table are shown to people.
  let top: Int

  /// - Parameter book: the newest rule book that decided; nil where it is not there.
  package init(_ tally: DecisionTally, _ read: ReadFiles, book: BookOutline?, top: Int) {
    self.tally = tally
    self.read = read
    self.book = book
    self.top = top
    result = tally.contacts.result()
  }

  /// All tables in their order, or the one by what decisions are counted by.
  package var tables: [ReportTable] {
    if let dimension = tally.dimension { return [table(by: dimension)] }
    return [
      outcomes, calls, revisions, rules, unusedRules, heldBack, causes, contactsByAction, contactsByRule,
      noMatch, warnings,
    ]
  }

  func name(_ index: Int) -> String { tally.names.names[index] }

  /// The biggest first, then by name.
  static func order(_ one: (names: [String], count: Int), _ other: (names: [String], count: Int)) -> Bool {
    if one.count != other.count { return one.count > other.count }
    return one.names.lexicographicallyPrecedes(
      other.names, by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  func share(_ count: Int) -> ReportValue {
    tally.decisions > 0 ? .share(Double(count) / Double(tally.decisions)) : .absent
  }

  /// A row for each name that was counted, the biggest count first.
  func rows(_ counts: IndexedCounts<Int>) -> [ReportRow] {
    counts.all.enumerated().filter { $0.element > 0 }
      .map { (names: [name($0.offset)], count: $0.element) }.sorted(by: Self.order)
      .map { ReportRow(cell: nil, [.text($0.names[0]), .count($0.count), share($0.count)]) }
  }

  var outcomes: ReportTable {
    ReportTable(
      "outcomes", title: "Outcomes",
      columns: [ReportColumn("outcome"), ReportColumn("decisions"), ReportColumn("share")],
      rows: rows(tally.outcomes), shownRows: top)
  }

  var calls: ReportTable {
    ReportTable(
      "calls", title: "How they were asked for",
      columns: [ReportColumn("call"), ReportColumn("decisions"), ReportColumn("share")],
      rows: rows(tally.calls), shownRows: top)
  }

  var revisions: ReportTable {
    let all = tally.revisions.filter { $0.value.decisions > 0 }
      .map { (name: name($0.key), counts: $0.value) }
      .sorted { ($0.counts.first, $0.name) > ($1.counts.first, $1.name) }
    return ReportTable(
      "revisions", title: "Rule books that decided, the newest first",
      columns: [
        ReportColumn("revision"), ReportColumn("decisions"), ReportColumn("first", "FROM"),
        ReportColumn("last", "TO"),
      ],
      rows: all.map {
        ReportRow(
          cell: nil,
          [
            .text($0.name), .count($0.counts.decisions), .instant($0.counts.first.inSeconds),
            .instant($0.counts.last.inSeconds),
          ])
      }, shownRows: top)
  }

  var noMatch: ReportTable {
    let all = tally.noMatch.all.map { (names: [name($0.one), name($0.other)], count: $0.count) }
    return ReportTable(
      "no_match", title: "Where no rule recommends anything",
      columns: [ReportColumn("stage"), ReportColumn("persona"), ReportColumn("decisions")],
      rows: all.sorted(by: Self.order).map {
        ReportRow(cell: nil, [.text($0.names[0]), .text($0.names[1]), .count($0.count)])
      }, shownRows: top)
  }

  var warnings: ReportTable {
    let warnings = tally.warnings
    let all = warnings.counts.indices.map {
      (names: [warnings.names.names[$0], warnings.examples[$0]], count: warnings.counts[$0])
    }
    return ReportTable(
      "warnings", title: "Warnings, by what they point to; * stands for any place in a list",
      columns: [ReportColumn("pointer"), ReportColumn("count"), ReportColumn("example")],
      rows: all.sorted(by: Self.order).map {
        ReportRow(cell: nil, [.text($0.names[0]), .count($0.count), .text($0.names[1])])
      }, shownRows: top)
  }
}

extension Instant {
  /// Without the fraction of a second, which says nothing in statistics.
  var inSeconds: Instant { Instant(microseconds: seconds * 1_000_000) }
}
