import Foundation
import TestSupport

/// A rule book about buying groups, and what tests ask and tell a daemon that serves it.
enum AccountBook {
  /// The order of the personas is not that of their ids.
  static let text = """
    stages:
      awareness: {phase: before}
      decision: {phase: before}
    exits:
      lost: {}
    personas:
      technician: {role: user}
      chief: {role: decider}
      assistant: {role: user}
    touchpoints:
      webinar: {medium: online, ownership: brand}
    channels:
      email: {consent: none}
    actions:
      proposal: {kind: offer, title: Proposal, channels: [email]}
      news: {kind: mail, title: News, channels: [email]}
      greeting: {kind: mail, title: Greeting, channels: [email]}
    rules:
      send-proposal:
        when: {persona: chief}
        recommend: {action: proposal, score: 80}
        because: "{persona} decides"
      send-news: {when: {stage: {exists: true}}, recommend: {action: news, score: 50}}
    policies:
      buying_group: {decider: 1, user: 2}

    """

  /// - Parameters:
  ///   - cap: how many mails an account may get in a day.
  ///   - more: keys of `policies` beside, each a line.
  static func text(cap: Int?, _ more: String = "") -> String {
    let caps = cap.map { "  caps:\n    mails: {channel: email, at_most: \($0), within: 1d, per: account}\n" }
    return text + (caps ?? "") + more
  }

  static func folder(cap: Int? = nil, _ more: String = "") throws -> TestFolder {
    let folder = try TestFolder(withBook: false)
    try folder.write(text(cap: cap, more), to: "rules/book.yaml")
    return folder
  }

  /// An event that says who somebody of an account is.
  static func person(
    _ journey: String, _ persona: String? = nil, stage: String? = "decision", account: String = "acme"
  ) -> String {
    let stage = stage.map { #", "stage": "\#($0)""# } ?? ""
    let profile = persona.map { #", "profile": {"persona": "\#($0)"}"# } ?? ""
    return
      #"{"journey": "\#(journey)", "account": "\#(account)", "at": "2026-09-01T10:00:00Z", "id": "\#(journey)"\#(stage)\#(profile)}"#
  }
}

extension TestDaemon {
  func tellAll(_ events: String...) throws {
    let answer = try ask("POST", "/v1/events", "[\(events.joined(separator: ","))]", type: "application/json")
    guard answer.status == 200 else { throw NotStarted(description: answer.text) }
  }

  func account(
    _ call: String, _ account: String = "acme", take: Int? = nil, body: String? = nil, key: String? = nil
  ) throws -> Answer {
    let take = take.map { "&take=\($0)" } ?? ""
    return try connect().ask(
      "POST", "/v1/accounts/\(call)?account=\(account)\(take)", body,
      type: body.map { _ in "application/json" }, key: key)
  }
}

extension Answer {
  /// `journey: action` of each that is recommended in an account.
  var recommended: [String] {
    (json["recommendations"] as? [[String: Any]] ?? []).map {
      "\($0["journey"] ?? "?"): \($0["action"] ?? "?")"
    }
  }

  /// `journey: action reason` of each that is held back in an account.
  var heldBackInAccount: [String] {
    (json["held_back"] as? [[String: Any]] ?? []).map {
      "\($0["journey"] ?? "?"): \($0["action"] ?? "?") \($0["reason"] ?? "?")"
    }
  }

  var members: [String] {
    (json["members"] as? [[String: Any]] ?? []).compactMap { $0["journey"] as? String }
  }

  /// An answer about an account without what differs from one decision to the next.
  var withoutIDs: String {
    text.replacing(/"decision":"[^"]*"/, with: "").replacing(/"until":"[^"]*"/, with: "")
  }
}
