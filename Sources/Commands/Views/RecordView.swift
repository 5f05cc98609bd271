import DecisionLog
import Decisions
import Diagnostics
import JSON
import Time

/// A line of the decision log for a person to read.
struct RecordView {
  private let found: LogSearch.Found
  private let record: RecordedDecision
  private let folder: LogFolder

  /// Nil where the line is not of a decision.
  init?(_ found: LogSearch.Found, in folder: LogFolder) {
    guard let record = RecordedDecision(found.record) else { return nil }
    self.found = found
    self.record = record
    self.folder = folder
  }

  func rendered(for terminal: Terminal) -> String {
    let document = record.document
    var output = "\(terminal.bold("decision")) \(record.id.visible)\n"
    output += "  \(query), recorded at \(record.recorded), decided in \(microseconds) µs\n"
    output += "  line \(found.line) of \(found.file.name); rule book \(record.revision.visible) in "
    output += "\(folder.booksPath.visible)/\(record.revision.visible)\n"
    output += "\n\(terminal.bold("known"))\n"
    for (key, value) in document.members(of: record.state) {
      let text = String(decoding: document.rawBytes(of: value), as: UTF8.self)
      output += "  \(document.string(at: key).visible): \(text.visible)\n"
    }
    output += considered(terminal)
    output += "\n" + DecisionTable(answer).rendered(for: terminal)
    var rules = TextTable(["RULE THAT MATCHED", "WHERE"])
    let matched = document.member("matched", of: document.root).map { Array(document.elements(of: $0)) } ?? []
    for rule in matched {
      rules.add([
        document.shown("rule", of: rule),
        "\(document.shown("file", of: rule)):\(document.shown("line", of: rule))",
      ])
    }
    return matched.isEmpty ? "\(output)\nno rule matched\n" : "\(output)\n\(rules.rendered(for: terminal))"
  }

  private var query: String {
    var text = record.call.rawValue
    if let limit = record.limit { text += ", limit \(limit)" }
    if record.explanation != .none { text += ", explain \(record.explanation.rawValue)" }
    if let reserve = record.reserve { text += ", to reserve \(reserve)" }
    return text
  }

  private var microseconds: Int64 {
    let document = record.document
    guard let value = document.member("nanoseconds", of: document.root) else { return 0 }
    return (document.int64(at: value) ?? 0) / 1_000
  }

  /// What the daemon remembered, beside what the state says.
  private func considered(_ terminal: Terminal) -> String {
    let document = record.document
    var contacts = TextTable(["CONSIDERED", "WHOSE", "ACTION", "CHANNEL", "OUTCOMES"])
    var count = 0
    func add(_ list: JSONToken?, of whose: String) {
      for contact in list.map({ Array(document.elements(of: $0)) }) ?? [] {
        let outcomes = document.member("outcomes", of: contact).map { Array(document.elements(of: $0)) } ?? []
        contacts.add([
          document.shown("at", of: contact), whose, document.shown("action", of: contact),
          document.shown("channel", of: contact),
          outcomes.map { document.shown("outcome", of: $0) }.joined(separator: ", "),
        ])
        count += 1
      }
    }
    add(document.member("contacts", of: record.considered), of: "")
    let others =
      document.member("others", of: record.considered).map { Array(document.elements(of: $0)) } ?? []
    for other in others {
      add(document.member("contacts", of: other), of: document.shown("journey", of: other))
    }
    let withdrawals =
      document.member("withdrawals", of: record.considered).map { Array(document.elements(of: $0)) } ?? []
    let lines = withdrawals.map {
      "opted out of \(document.shown("channel", of: $0)) at \(document.shown("at", of: $0))\n"
    }
    guard count > 0 || !lines.isEmpty else { return "\nno contacts were remembered\n" }
    return "\n" + (count > 0 ? contacts.rendered(for: terminal) : "") + lines.joined()
  }

  /// The answer, put together again of what the line holds.
  private var answer: [UInt8] {
    let document = record.document
    var writer = JSONWriter()
    writer.object {
      $0.member("journey", document.shown("journey", of: record.state))
      $0.member("now", record.now.description)
      for (key, value) in document.members(of: record.decision) {
        $0.member(named: document.string(at: key)) { $0.copy(value, of: document) }
      }
    }
    return writer.bytes
  }
}
