import Diagnostics
import Journeys
import Replay
import Rules
import Time

extension ReplayReport {
  /// For people.
  func text(for terminal: Terminal) -> String {
    var text = heading(terminal) + summary(terminal)
    text += section("CAUSES OF WHAT CUSTOMERS WOULD HAVE NOTICED", causes, terminal)
    text += changes(terminal) + contacts(terminal) + who(terminal)
    text += section("CAUSES OF OTHER REASONS", causesOfReasons, terminal)
    return text + notJudged(terminal) + unreadable(terminal) + coverage(terminal)
  }

  private func heading(_ terminal: Terminal) -> String {
    guard tally.decisions > 0 else { return "no decision to replay\n" }
    let span = [tally.first, tally.last].compactMap { $0?.description }.joined(separator: " to ")
    let books = tally.revisions.count == 1 ? "rule book" : "\(tally.revisions.count) rule books,"
    let names = tally.revisions.keys.sorted().prefix(3).joined(separator: ", ")
    return "\(terminal.bold("\(Self.counted(tally.decisions, "decision"))")) of \(span)\n"
      + "  decided by \(books) \(names)\(tally.revisions.count > 3 ? " …" : ""), now by \(book.revision)\n"
  }

  private func summary(_ terminal: Terminal) -> String {
    guard tally.decisions > 0 else { return lost }
    var rows: [(String, Int)] = [
      ("customers would have noticed", tally.noticed), ("differ in reasons only", tally.reasonsOnly),
      ("the same", tally.unchanged), ("not to be judged", tally.notJudged),
    ]
    if tally.expected > 0 { rows.insert(("  of them expected", tally.expected), at: 1) }
    var table = TextTable(["DECISIONS", "COUNT", "SHARE"])
    for (name, count) in rows { table.add([name, count.grouped, Self.share(count, of: tally.decisions)]) }
    return "\n" + table.rendered(for: terminal) + lost
  }

  /// Decisions that are not in the log any more, or never were.
  private var lost: String {
    var text = ""
    if tally.erased > 0 { text += "\(Self.counted(tally.erased, "line")) erased\n" }
    if tally.dropped > 0 {
      text += "\(Self.counted(tally.dropped, "decision")) dropped when they were made, as the log says\n"
    }
    return text
  }

  private func section(_ title: String, _ causes: [CauseEntry], _ terminal: Terminal) -> String {
    guard !causes.isEmpty else { return "" }
    var text = "\n\(terminal.bold(title))\n"
    for (cause, count) in causes.prefix(listed) {
      let expected = count.expected == 0 ? "" : ", \(count.expected.grouped) expected"
      text += "\(cause.text): \(Self.counted(count.found.count, "decision"))\(expected)\n"
      let places = places(count)
      text += "  \(places.isEmpty ? "" : "\(places); ")first \(count.found.example)\n"
    }
    return text + Self.rest(causes.count - listed)
  }

  private func changes(_ terminal: Terminal) -> String {
    guard !tally.changes.isEmpty else { return "" }
    var text = "\n\(terminal.bold("CHANGED DECISIONS"))\n"
    for change in tally.changes {
      text += "\(change.id) \(change.journey), \(change.recorded) (\(place(change.position)))\n"
      text += "  \(change.old)\n  -> \(change.new)\n"
      for cause in change.causes { text += "  since \(cause.text)\n" }
    }
    return text + Self.rest(tally.unexpected - tally.changes.count)
  }

  private func contacts(_ terminal: Terminal) -> String {
    guard !actions.isEmpty else { return "" }
    var table = TextTable(["ACTION", "FIRST +", "FIRST -", "RECOMMENDED +", "RECOMMENDED -", "OTHERWISE"])
    for (id, tally) in actions.prefix(listed) {
      let numbers = [tally.firstGained, tally.firstLost, tally.gained, tally.lost, tally.otherwise]
      table.add([id] + numbers.map { $0 == 0 ? "" : $0.grouped })
    }
    return "\n" + table.rendered(for: terminal) + Self.rest(actions.count - listed)
  }

  private func who(_ terminal: Terminal) -> String {
    var text = ""
    if !outcomes.isEmpty {
      var table = TextTable(["OUTCOME", "THEN", "CHANGED"])
      for (old, new, count) in outcomes.prefix(listed) { table.add([old, new, count.grouped]) }
      text += "\n" + table.rendered(for: terminal)
    }
    for dimension in ReplayTally.Segment.Dimension.allCases where !segments(dimension).isEmpty {
      var table = TextTable([dimension.rawValue.uppercased(), "CHANGED", "OF", "SHARE"])
      for (name, tally) in segments(dimension).prefix(listed) {
        table.add([
          name, tally.noticed.grouped, tally.decisions.grouped,
          Self.share(tally.noticed, of: tally.decisions),
        ])
      }
      text += "\n" + table.rendered(for: terminal)
    }
    return text
  }

  private func notJudged(_ terminal: Terminal) -> String {
    guard !obstacles.isEmpty else { return "" }
    var text = "\n\(terminal.bold("NOT TO BE JUDGED"))\n"
    for (reason, _, found) in obstacles.prefix(listed) {
      text +=
        "\(reason): \(Self.counted(found.count, "decision"))\n  first \(found.example) (\(place(found.first)))\n"
    }
    return text + Self.rest(obstacles.count - listed)
  }

  private func unreadable(_ terminal: Terminal) -> String {
    guard tally.unreadable.count > 0 else { return "" }
    var text = "\n\(terminal.bold("NOT READ"))\n"
    for (position, problem) in tally.unreadable.listed { text += "\(place(position)): \(problem)\n" }
    return text + Self.rest(tally.unreadable.count - tally.unreadable.listed.count)
  }

  private func coverage(_ terminal: Terminal) -> String {
    let never = neverMatched
    let all = coverage.count
    guard tally.decisions > 0, all > 0 else { return "" }
    var text = "\n\(Self.counted(all - never.count, "rule")) of \(all.grouped) matched in these decisions"
    guard !never.isEmpty else { return "\(text)\n" }
    text += "; these never did:\n"
    var table = TextTable(["RULE", "WHERE"])
    for rule in never.prefix(listed) { table.add([rule.id, newPlace(BookPlace(rule.location)) ?? ""]) }
    return text + table.rendered(for: terminal) + Self.rest(never.count - listed)
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    "\(count.grouped) \(noun)\(count == 1 ? "" : "s")"
  }

  static func rest(_ count: Int) -> String { count > 0 ? "… and \(count.grouped) more\n" : "" }
}
