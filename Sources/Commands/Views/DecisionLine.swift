import Diagnostics
import JSON

/// A record of the decision log on one line: when, for whom, what came of it, by which rules, and what was held back.
struct DecisionLine {
  private let document: JSONDocument

  /// Of how many actions that were held back the reasons stand there.
  private static let listed = 3

  /// - Parameter document: the record of a decision, or of some that were dropped.
  init(_ document: JSONDocument) { self.document = document }

  /// With its line feed.
  func rendered(for terminal: Terminal) -> String {
    let root = document.root
    if document.member("gap", of: root) != nil {
      let times = "from \(text("from", root)) to \(text("to", root))"
      return "\(text("gap", root)) decisions are missing here: they were dropped \(times)\n"
    }
    let decision = document.member("decision", of: root) ?? root
    let journey = document.member("state", of: root).map { text("journey", $0) } ?? ""
    let parts = [result(decision, terminal), rules(decision), heldBack(decision)].filter { !$0.isEmpty }
    return "\(text("at", root)) \(terminal.bold(journey)) \(text("outcome", decision))"
      + (parts.isEmpty ? "\n" : ": \(parts.joined(separator: "; "))\n")
  }

  /// The first recommendation, and how many more there are; without one where the journey stands.
  private func result(_ decision: JSONToken, _ terminal: Terminal) -> String {
    let recommendations = list("recommendations", decision)
    guard let first = recommendations.first else {
      return "stage \(place("stage", decision)), persona \(place("persona", decision))"
    }
    let channel = text("channel", first)
    let action = terminal.bold(text("action", first)) + (channel.isEmpty ? "" : " by \(channel)")
    return recommendations.count == 1 ? action : "\(action), \(recommendations.count - 1) more"
  }

  private func place(_ name: StaticString, _ decision: JSONToken) -> String {
    let id = document.member(name, of: decision).map { text("id", $0) } ?? ""
    return id.isEmpty ? "unknown" : id
  }

  /// Those behind the first recommendation.
  private func rules(_ decision: JSONToken) -> String {
    guard let first = list("recommendations", decision).first else { return "" }
    let rules = list("rules", first).map { document.shown($0) }
    return rules.isEmpty ? "" : "\(rules.count == 1 ? "rule" : "rules") \(rules.joined(separator: ", "))"
  }

  private func heldBack(_ decision: JSONToken) -> String {
    let all = list("held_back", decision)
    guard !all.isEmpty else { return "" }
    var texts = all.prefix(Self.listed).map { entry in
      let by = text("by", entry)
      return "\(text("action", entry)) (\(text("reason", entry))\(by.isEmpty ? "" : " by \(by)"))"
    }
    if all.count > texts.count { texts.append("\(all.count - texts.count) more") }
    return "held back \(texts.joined(separator: ", "))"
  }

  private func list(_ key: StaticString, _ token: JSONToken) -> [JSONToken] {
    document.member(key, of: token).map { Array(document.elements(of: $0)) } ?? []
  }

  private func text(_ key: StaticString, _ token: JSONToken) -> String { document.shown(key, of: token) }
}
