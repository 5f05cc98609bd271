import JSON

/// An account for a person to read: who is in its buying group and who is missing, and what to do next for whom.
struct AccountView {
  private let document: JSONDocument

  /// - Parameter json: what `/v1/accounts/decide` answers.
  init(_ json: [UInt8]) {
    document = (try? JSONDocument(parsing: json)) ?? JSONDocument()
  }

  func rendered(for terminal: Terminal) -> String {
    let members = entries("members")
    let size = members.count == 1 ? "1 person" : members.isEmpty ? "nobody" : "\(members.count) people"
    let parts = [
      "\(terminal.bold(text("account", document.root))): \(size); \(outcome)\n" + groupLines,
      seats(for: terminal), people(for: terminal), recommended(for: terminal), heldBack(for: terminal),
      remarks,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var outcome: String {
    let count = entries("recommendations").count
    if count > 0 { return "\(count) recommended" }
    let possible = text("next_possible", document.root)
    if !possible.isEmpty { return "everything is held back, next possible at \(possible)" }
    return entries("held_back").isEmpty ? "nothing is recommended" : "everything is held back"
  }

  // MARK: The group

  /// How far it is complete, whom it lacks, and who went quiet.
  private var groupLines: String {
    var lines: [String] = []
    if let coverage = document.member("coverage", of: document.root) {
      lines.append(
        "buying group \(share("completeness", coverage)) complete, "
          + "\(share("engaged_completeness", coverage)) by people who are engaged")
      let missing = entries("roles", of: coverage).compactMap { seat in
        let count = text("missing", seat)
        return count == "0" ? nil : "\(count) \(text("role", seat))"
      }
      if !missing.isEmpty { lines.append("missing: \(missing.joined(separator: ", "))") }
    }
    let quiet = entries("members").filter { !isEngaged($0) }.map { member in
      let heard = text("last_heard", member)
      return text("journey", member) + (heard.isEmpty ? " (never heard from)" : " (last heard \(heard))")
    }
    if !quiet.isEmpty { lines.append("quiet: \(quiet.joined(separator: ", "))") }
    return lines.map { "  \($0)\n" }.joined()
  }

  private func share(_ key: StaticString, _ token: JSONToken) -> String {
    let value = document.member(key, of: token).map { document.double(at: $0) ?? 0 } ?? 0
    return "\(Int((value * 100).rounded())) %"
  }

  private func seats(for terminal: Terminal) -> String {
    guard let coverage = document.member("coverage", of: document.root) else { return "" }
    var table = TextTable(["ROLE", "REQUIRED", "FILLED", "ENGAGED", "MISSING", "LAST CONTACT"])
    for seat in entries("roles", of: coverage) {
      table.add([
        text("role", seat), text("required", seat), text("filled", seat), text("engaged", seat),
        text("missing", seat), text("last_contact", seat),
      ])
    }
    return table.rendered(for: terminal)
  }

  private func people(for terminal: Terminal) -> String {
    let members = entries("members")
    guard !members.isEmpty else { return "" }
    var table = TextTable(["JOURNEY", "PERSONA", "ROLE", "STAGE", "ENGAGED", "LAST HEARD"])
    for member in members {
      table.add([
        text("journey", member), text("persona", member), text("role", member), text("stage", member),
        isEngaged(member) ? "yes" : "no", text("last_heard", member),
      ])
    }
    return table.rendered(for: terminal)
  }

  private func isEngaged(_ member: JSONToken) -> Bool { text("engaged", member) == "true" }

  // MARK: What to do

  private func recommended(for terminal: Terminal) -> String {
    let list = entries("recommendations")
    guard !list.isEmpty else { return "" }
    var table = TextTable(["NEXT", "ACTION", "CHANNEL", "PRIORITY", "BECAUSE"])
    for entry in list {
      let because = text("because", entry)
      let isFallback = document.member("fallback", of: entry) != nil
      table.add([
        text("journey", entry), text("action", entry), text("channel", entry), text("priority", entry),
        isFallback ? "(fallback)" : because.isEmpty ? text("title", entry) : because,
      ])
    }
    return table.rendered(for: terminal)
  }

  private func heldBack(for terminal: Terminal) -> String {
    let list = entries("held_back")
    guard !list.isEmpty else { return "" }
    var table = TextTable(["HELD BACK", "FROM", "REASON", "BY", "CHANNEL", "UNTIL", "BECAUSE"])
    for entry in list {
      table.add([
        text("action", entry), text("journey", entry), text("reason", entry), text("by", entry),
        text("channel", entry), text("until", entry), text("because", entry),
      ])
    }
    return table.rendered(for: terminal)
  }

  private var remarks: String {
    let lines =
      entries("errors").map { "error in \(text("rule", $0))\(text("action", $0)): \(text("message", $0))\n" }
      + entries("warnings").map { "warning: \(text("detail", $0))\n" }
    return lines.joined()
  }

  private func entries(_ key: StaticString) -> [JSONToken] { entries(key, of: document.root) }

  private func entries(_ key: StaticString, of token: JSONToken) -> [JSONToken] {
    document.member(key, of: token).map { Array(document.elements(of: $0)) } ?? []
  }

  private func text(_ key: StaticString, _ token: JSONToken) -> String { document.shown(key, of: token) }
}
