import JSON

/// A decision for a person to read: what to do, what was held back and why.
struct DecisionTable {
  private let document: JSONDocument
  private let since: StateResult.Since

  /// - Parameters:
  ///   - document: a decision.
  ///   - since: what became of what it reserved.
  init(_ document: JSONDocument, _ since: StateResult.Since = .init()) {
    self.document = document
    self.since = since
  }

  /// - Parameter json: a decision.
  init(_ json: [UInt8]) { self.init((try? JSONDocument(parsing: json)) ?? JSONDocument()) }

  func rendered(for terminal: Terminal) -> String {
    let root = document.root
    var output = "\(terminal.bold(text("journey", root))): \(outcome)\n"
    output += "  stage \(place("stage")), persona \(place("persona")), at \(text("now", root))\n"
    for found in entries("detected") {
      let what = text("pain_point", found) + text("trigger", found)
      output += "  detected \(what), by \(text("rule", found))\n"
    }
    let reserved = entries("reserved").count
    var recommended = TextTable(["RANK", "ACTION", "CHANNEL", "PRIORITY", "RESERVED", "BECAUSE"])
    for (index, entry) in entries("recommendations").enumerated() {
      let because = text("because", entry)
      let isFallback = document.member("fallback", of: entry) != nil
      recommended.add([
        text("rank", entry), text("action", entry), text("channel", entry), text("priority", entry),
        // What is reserved is the first of what is recommended.
        index < reserved ? standing(of: text("action", entry)) : "",
        isFallback ? "(fallback)" : because.isEmpty ? text("title", entry) : because,
      ])
    }
    if !entries("recommendations").isEmpty { output += "\n" + recommended.rendered(for: terminal) }
    output += passedOver()
    var heldBack = TextTable(["HELD BACK", "REASON", "BY", "CHANNEL", "UNTIL", "BECAUSE"])
    for entry in entries("held_back") {
      heldBack.add([
        text("action", entry), text("reason", entry), text("by", entry), text("channel", entry),
        text("until", entry), text("because", entry),
      ])
    }
    if !entries("held_back").isEmpty { output += "\n" + heldBack.rendered(for: terminal) }
    let remarks =
      entries("alerts").map { "alert \(text("severity", $0)): \(text("summary", $0)) (\(text("rule", $0)))" }
      + entries("errors").map { "error in \(text("rule", $0))\(text("action", $0)): \(text("message", $0))" }
      + entries("warnings").map { warning in
        let pointer = text("pointer", warning)
        return "warning: \(text("detail", warning))\(pointer.isEmpty ? "" : " (\(pointer))")"
      }
    if !remarks.isEmpty { output += "\n" + remarks.map { "\($0)\n" }.joined() }
    return output
  }

  /// What is reserved may not be any more.
  private func standing(of action: String) -> String {
    since.released.contains(action) ? "given back" : since.closed.contains(action) ? "not to be sent" : "yes"
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

  private func place(_ key: StaticString) -> String {
    guard let value = member(key, document.root) else { return "unknown" }
    let id = text("id", value)
    return id.isEmpty ? "unknown" : text("source", value) == "placed" ? "\(id) (placed)" : id
  }

  /// A line for each channel that a recommendation would rather have taken: `guide not by email: no-consent`.
  private func passedOver() -> String {
    var lines = ""
    for entry in entries("recommendations") {
      for passed in entries("passed_over", of: entry) {
        let (channel, by, until) = (text("channel", passed), text("by", passed), text("until", passed))
        lines += "\(text("action", entry)) not by \(channel): \(text("reason", passed))"
        // The channel itself says nothing new.
        lines += by.isEmpty || by == channel ? "" : " by \(by)"
        lines += until.isEmpty ? "\n" : " until \(until)\n"
      }
    }
    return lines
  }

  private func entries(_ key: StaticString) -> [JSONToken] { entries(key, of: document.root) }

  private func entries(_ key: StaticString, of token: JSONToken) -> [JSONToken] {
    member(key, token).map { Array(document.elements(of: $0)) } ?? []
  }

  private func member(_ key: StaticString, _ token: JSONToken) -> JSONToken? {
    document.member(key, of: token)
  }

  private func text(_ key: StaticString, _ token: JSONToken) -> String { document.shown(key, of: token) }
}
