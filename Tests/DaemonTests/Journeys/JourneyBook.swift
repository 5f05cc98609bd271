import Foundation
import TestSupport

/// A rule book whose rules look at what is remembered.
enum JourneyBook {
  static let text = """
    stages:
      awareness: {phase: before, stalls_after: 10d}
      consideration: {phase: before, stalls_after: 10d}
    personas: {buyer: {role: decider}, user: {role: user}}
    pain_points: {price: {}}
    triggers: {trial: {lasts: 10d}}
    touchpoints: {webinar: {}, call: {}}
    channels: {email: {consent: opt-in}}
    attributes:
      account.employees: int
      person.mail: {type: string, personal: true}
    exits: {lost: {}, won: {lost: false}}
    actions:
      tip: {kind: news, channels: [email]}
      win-back: {kind: news}
      invite-user: {kind: news}
    rules:
      tip-after-webinar:
        when: {stage: consideration, touchpoints: webinar, account.employees: {gte: 100}}
        recommend: {action: tip, score: 80}
      win-back: {when: {exit: lost}, recommend: win-back}
      stalls: {when: {stalled: true}, alert: {summary: "{journey} stands still since {days_in_stage} days"}}
      dear: {when: {pain_points: price}, alert: {summary: "price for {journey}"}}

    """

  static func folder() throws -> TestFolder {
    let folder = try TestFolder(withBook: false)
    try folder.write(text, to: "rules/book.yaml")
    return folder
  }
}

extension TestDaemon {
  func tell(_ body: String, query: String = "") throws -> Answer {
    try ask("POST", "/v1/events\(query)", body, type: "application/json")
  }

  /// Tells of one journey; each event without it.
  func tell(_ journey: String, _ events: String...) throws {
    for event in events {
      let answer = try tell("{\"journey\": \"\(journey)\", \(event.dropFirst())")
      if answer.status != 200 { throw NotStarted(description: answer.text) }
    }
  }

  func journey(_ journey: String) throws -> Answer { try get("/v1/journeys?journey=\(journey)") }
}

extension Answer {
  var events: [[String: Any]] { json["events"] as? [[String: Any]] ?? [] }
  var actions: [String] {
    (json["recommendations"] as? [[String: Any]] ?? []).compactMap { $0["action"] as? String }
  }
}
