import Journeys
import Replay
import Rules
import Time

extension ReplayReport {
  /// For the comment of a pull request.
  var markdown: String {
    var text = "### Replay under rule book \(book.revision)\n\n"
    guard tally.decisions > 0 else { return text + "No decision to replay.\n" }
    text += "\(Self.counted(tally.decisions, "decision"))"
    text += " of \([tally.first, tally.last].compactMap { $0?.description }.joined(separator: " to ")).\n\n"
    text += Self.table(
      ["Decisions", "Count", "Share"],
      [
        ["**Customers would have noticed**", tally.noticed], ["of them expected", tally.expected],
        ["Differ in reasons only", tally.reasonsOnly], ["The same", tally.unchanged],
        ["Not to be judged", tally.notJudged],
      ].compactMap { row in
        guard let name = row[0] as? String, let count = row[1] as? Int else { return nil }
        return [name, count.grouped, Self.share(count, of: tally.decisions)]
      })
    text += section("Causes", causes) + contacts + changedDecisions
    if !causesOfReasons.isEmpty { text += section("Causes of other reasons", causesOfReasons) }
    if !obstacles.isEmpty {
      text += "\n#### Not to be judged\n\n"
      text += Self.table(
        ["Why", "Decisions", "First"],
        obstacles.prefix(listed).map { [$0.text, $0.found.count.grouped, "`\($0.found.example)`"] })
    }
    if tally.unreadable.count > 0 {
      text += "\n#### Not read\n\n"
      for (position, problem) in tally.unreadable.listed {
        text += "- `\(place(position))`: \(Self.cell(problem))\n"
      }
    }
    let never = neverMatched
    text += "\n\(Self.counted(coverage.count - never.count, "rule")) of \(coverage.count.grouped) matched."
    if !never.isEmpty {
      let names = never.prefix(listed).map { "`\($0.id)`" }.joined(separator: ", ")
      text += " Never: \(names)\(never.count > listed ? " and \((never.count - listed).grouped) more" : "")."
    }
    return text + "\n"
  }

  private func section(_ title: String, _ causes: [CauseEntry]) -> String {
    guard !causes.isEmpty else { return "" }
    return "\n#### \(title)\n\n"
      + Self.table(
        ["Cause", "Where", "Decisions", "Expected", "First"],
        causes.prefix(listed).map { cause, count in
          [
            cause.text, places(count), count.found.count.grouped,
            count.expected == 0 ? "" : count.expected.grouped, "`\(count.found.example)`",
          ]
        }) + Self.rest(causes.count - listed)
  }

  private var contacts: String {
    guard !actions.isEmpty else { return "" }
    return "\n#### Contacts\n\n"
      + Self.table(
        ["Action", "First +", "First −", "Recommended +", "Recommended −", "Otherwise"],
        actions.prefix(listed).map { id, tally in
          ["`\(id)`"]
            + [tally.firstGained, tally.firstLost, tally.gained, tally.lost, tally.otherwise].map {
              $0.grouped
            }
        })
  }

  private var changedDecisions: String {
    guard !tally.changes.isEmpty else { return "" }
    return "\n<details><summary>Changed decisions</summary>\n\n"
      + Self.table(
        ["Decision", "Before", "After", "Since"],
        tally.changes.map { change in
          ["`\(change.id)`", change.old, change.new, change.causes.map(\.text).joined(separator: "; ")]
        }) + Self.rest(tally.unexpected - tally.changes.count) + "\n</details>\n"
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    let lines = [header, header.map { _ in "---" }] + rows
    return lines.map { "| \($0.map(cell).joined(separator: " | ")) |\n" }.joined()
  }

  /// A text that does not end its cell, nor begins anything.
  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ").replacing("<", with: "&lt;")
  }
}
