import Journeys
import Rules
import Time

extension DecisionReport {
  /// Rules by their ids, as far as they were counted.
  private var counted: [(name: String, counts: RuleCounts)] {
    tally.rules.all.enumerated().filter { $0.element != RuleCounts() }
      .map { (name: name($0.offset), counts: $0.element) }
  }

  private var entries: [ExactText: BookOutline.Entry] {
    Dictionary((book?.entries ?? []).map { (ExactText($0.rule), $0) }, uniquingKeysWith: { one, _ in one })
  }

  /// The rules that matched, and what they did.
  var rules: ReportTable {
    let entries = entries
    let all = counted.sorted {
      Self.order(([$0.name], $0.counts.matched), ([$1.name], $1.counts.matched))
    }
    return ReportTable(
      "rules", title: "Rules",
      remark:
        "Decisions in which a rule matched, led to a recommendation, and to the first one; actions that it "
        + "held back.",
      columns: [
        ReportColumn("rule"), ReportColumn("verb"), ReportColumn("matched"), ReportColumn("recommended"),
        ReportColumn("first"), ReportColumn("held_back"), ReportColumn("last_matched", "LAST"),
        ReportColumn("since", "IN THE BOOK SINCE"), ReportColumn("in_book", "STILL IN IT"),
      ],
      rows: all.map { rule in
        let entry = entries[ExactText(rule.name)]
        return ReportRow(
          cell: nil,
          [
            .text(rule.name), ReportValue(entry?.verb.rawValue), .count(rule.counts.matched),
            .count(rule.counts.recommended), .count(rule.counts.first), .count(rule.counts.heldBack),
            ReportValue(rule.counts.last?.inSeconds), ReportValue(entry?.since?.inSeconds),
            book == nil || entry != nil ? .absent : .flag(false),
          ])
      }, shownRows: top)
  }

  /// The rules of the newest book that never matched, those that are there for the longest first.
  var unusedRules: ReportTable {
    let matched = Set(counted.filter { $0.counts.matched > 0 }.map { ExactText($0.name) })
    let unused = (book?.entries ?? []).filter { !matched.contains(ExactText($0.rule)) }
    let all = unused.sorted {
      let (one, other) = ($0.since ?? Instant.writable.lowerBound, $1.since ?? Instant.writable.lowerBound)
      return one == other ? bytesPrecede($0.rule, $1.rule) : one < other
    }
    return ReportTable(
      "unused_rules", title: "Rules that never matched",
      remark: book.map { "Those of rule book \($0.revision), the newest that decided." },
      columns: [
        ReportColumn("rule"), ReportColumn("verb"), ReportColumn("since", "IN THE BOOK SINCE"),
        ReportColumn("enabled"),
      ],
      rows: all.map { entry in
        ReportRow(
          cell: nil,
          [
            .text(entry.rule), .text(entry.verb.rawValue), ReportValue(entry.since?.inSeconds),
            entry.isEnabled ? .absent : .flag(false),
          ])
      }, shownRows: top)
  }

  /// What was held back, and for which reason.
  var heldBack: ReportTable {
    let all = tally.heldBack.all.map { (names: [name($0.one), name($0.other)], count: $0.count) }
    return ReportTable(
      "held_back", title: "What was held back, and why",
      remark: "A decision lists the ten best that it held back, or all with explain=full.",
      columns: [ReportColumn("action"), ReportColumn("reason"), ReportColumn("count")],
      rows: all.sorted(by: Self.order).map {
        ReportRow(cell: nil, [.text($0.names[0]), .text($0.names[1]), .count($0.count)])
      }, shownRows: top)
  }

  /// What held it back: policies, rules, channels.
  var causes: ReportTable {
    var counts: [[Int]: (heldBack: Int, passedOver: Int)] = [:]
    for cause in tally.causes.all {
      counts[[cause.one, cause.other], default: (0, 0)].heldBack += cause.count
    }
    for cause in tally.passedOver.all {
      counts[[cause.one, cause.other], default: (0, 0)].passedOver += cause.count
    }
    let all = counts.map { (names: $0.key.map(name), counts: $0.value) }.sorted {
      Self.order(
        ($0.names, $0.counts.heldBack + $0.counts.passedOver),
        ($1.names, $1.counts.heldBack + $1.counts.passedOver))
    }
    return ReportTable(
      "held_back_by", title: "By which policy, rule or channel",
      remark: "Passed over: the action went by another channel.",
      columns: [
        ReportColumn("reason"), ReportColumn("by"), ReportColumn("held_back"), ReportColumn("passed_over"),
      ],
      rows: all.map {
        ReportRow(
          cell: nil,
          [.text($0.names[0]), .text($0.names[1]), .count($0.counts.heldBack), .count($0.counts.passedOver)])
      }, shownRows: top)
  }
}
