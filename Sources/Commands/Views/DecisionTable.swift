import JSON

/// A decision for a person to read: what to do, what was held back and why.
struct DecisionTable {
  private let document: JSONDocument

  /// - Parameter json: a decision.
  init(_ json: [UInt8]) {
    document = (try? JSONDocument(parsing: json)) ?? JSONDocument()
  }

  func rendered(for terminal: Terminal) -> String {
    let root = document.root
    var output = "\(terminal.bold(text("journey", root))): \(outcome)\n"
    output += "  stage \(place("stage")), persona \(place("persona")), at \(text("now", root))\n"
    for found in entries("detected") {
      let what = ["pain_point", "trigger"].map { text($0, found) }.joined()
      output += "  detected \(what), by \(text("rule", found))\n"
    }
    var recommended = TextTable(["RANK", "ACTION", "CHANNEL", "PRIORITY", "BECAUSE"])
    for entry in entries("recommendations") {
      let because = text("because", entry)
      let isFallback = document.member("fallback", of: entry) != nil
      recommended.add([
        text("rank", entry), text("action", entry), text("channel", entry), text("priority", entry),
        isFallback ? "(fallback)" : because.isEmpty ? text("title", entry) : because,
      ])
    }
    if !entries("recommendations").isEmpty { output += "\n" + recommended.rendered(for: terminal) }
    var heldBack = TextTable(["HELD BACK", "REASON", "BY", "CHANNEL", "UNTIL"])
    for entry in entries("held_back") {
      heldBack.add(["action", "reason", "by", "channel", "until"].map { text($0, entry) })
    }
    if !entries("held_back").isEmpty { output += "\n" + heldBack.rendered(for: terminal) }
    let remarks =
      entries("alerts").map { "alert \(text("severity", $0)): \(text("summary", $0)) (\(text("rule", $0)))" }
      + entries("errors").map { "error in \(text("rule", $0))\(text("action", $0)): \(text("message", $0))" }
      + entries("warnings").map { "warning: \(text("detail", $0)) (\(text("pointer", $0)))" }
    if !remarks.isEmpty { output += "\n" + remarks.map { "\($0)\n" }.joined() }
    return output
  }

  private var outcome: String {
    let possible = text("next_possible", document.root)
    let next = possible.isEmpty ? "" : "; next possible at \(possible)"
    return switch text("outcome", document.root) {
    case "matched": "\(entries("recommendations").count) recommended"
    case "fallback": "nothing matched that may be sent; fallback actions"
    case "held_back": "everything is held back\(next)"
    case "no_match": "no rule recommends anything"
    case "holdout": "held out, to measure by"
    case let other: other
    }
  }

  private func place(_ key: String) -> String {
    guard let value = member(key, document.root) else { return "unknown" }
    let id = text("id", value)
    return id.isEmpty ? "unknown" : text("source", value) == "placed" ? "\(id) (placed)" : id
  }

  private func entries(_ key: String) -> [JSONToken] {
    member(key, document.root).map { Array(document.elements(of: $0)) } ?? []
  }

  private func member(_ key: String, _ token: JSONToken) -> JSONToken? {
    document.members(of: token).first { document.string(at: $0.key) == key }?.value
  }

  /// A text as a terminal may show it, or a number; empty where there is none.
  private func text(_ key: String, _ token: JSONToken) -> String {
    guard let value = member(key, token) else { return "" }
    guard document.kind(of: value) == .string else {
      return String(decoding: document.rawBytes(of: value), as: UTF8.self)
    }
    return String(document.string(at: value).map { $0.isNewline ? " " : $0.isControl ? "�" : $0 })
  }
}

extension Character {
  fileprivate var isControl: Bool {
    unicodeScalars.contains {
      $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
    }
  }
}
