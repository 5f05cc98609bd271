import DecisionLog
import Diagnostics
import JSON
import Replay
import Rules
import Time

/// A rule that had a part in a decision, and where its lines come from.
struct BlamedRule {
  let entry: DecisionRules.Entry
  let text: RuleText
  /// By line; empty where that is not known.
  let origins: [RuleHistory.Origin]
}

/// The rules behind a decision, for people or for programs.
struct BlameView {
  private let logged: LoggedDecision
  private let rules: [BlamedRule]
  private let note: String?

  init(_ logged: LoggedDecision, _ rules: [BlamedRule], note: String?) {
    self.logged = logged
    self.rules = rules
    self.note = note
  }

  func text(for terminal: Terminal) -> String {
    let record = logged.record
    var text = "\(terminal.bold("decision")) \(record.id), recorded at \(record.recorded), "
    text += "by rule book \(record.revision)\n"
    if rules.isEmpty { text += "\nno rule had a part in it\n" }
    for rule in rules { text += "\n" + self.text(of: rule, terminal) }
    if let note, !rules.isEmpty { text += "\nnote: \(note)\n" }
    return text.visibleLines
  }

  private func text(of rule: BlamedRule, _ terminal: Terminal) -> String {
    let last = rule.text.first + max(0, rule.text.lines.count - 1)
    let lines = last > rule.text.first ? "\(rule.text.first)-\(last)" : "\(rule.text.first)"
    var text = "\(terminal.bold("rule '\(rule.entry.rule.id)'")) (\(rule.text.file):\(lines)) "
    text += "\(rule.entry.parts.joined(separator: "; "))\n"
    let width = String(last).count
    let authors = rule.origins.map(\.author.count).max() ?? 0
    for (index, line) in rule.text.lines.enumerated() {
      let number = "\(rule.text.first + index)"
      let gutter = String(repeating: " ", count: width - number.count) + number
      text += "  \(origin(rule, index, authors))\(gutter) | \(line)\n"
    }
    var seen: Set<String> = []
    for origin in rule.origins where seen.insert(origin.commit ?? "").inserted {
      text += "  \(origin.short) \(origin.summary)\n"
    }
    return text
  }

  private func origin(_ rule: BlamedRule, _ index: Int, _ width: Int) -> String {
    guard rule.origins.indices.contains(index) else { return "" }
    let origin = rule.origins[index]
    let date = origin.date.isEmpty ? "          " : origin.date
    return
      "\(origin.short) \(date) \(origin.author)\(String(repeating: " ", count: width - origin.author.count))  "
  }

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("decision", logged.record.id)
      $0.member("revision", logged.record.revision)
      $0.array("rules", of: rules) { writer, rule in
        writer.object {
          $0.member("rule", rule.entry.rule.id)
          $0.array("parts", of: rule.entry.parts)
          $0.member("file", rule.text.file)
          $0.array("lines", of: rule.text.lines.indices) { writer, index in
            writer.object { write(rule, index, to: &$0) }
          }
        }
      }
      $0.member("note", ifPresent: note)
    }
    writer.newline()
    return writer.bytes
  }

  private func write(_ rule: BlamedRule, _ index: Int, to writer: inout JSONWriter) {
    writer.member("line", rule.text.first + index)
    writer.member("text", rule.text.lines[index])
    guard rule.origins.indices.contains(index) else { return }
    let origin = rule.origins[index]
    writer.member("commit", ifPresent: origin.commit)
    guard origin.commit != nil else { return }
    writer.member("author", origin.author)
    writer.member("date", origin.date)
    writer.member("summary", origin.summary)
  }
}

extension RuleHistory.Origin {
  /// The commit as people name it.
  var short: String { commit.map { String($0.prefix(8)) } ?? "--------" }
}
