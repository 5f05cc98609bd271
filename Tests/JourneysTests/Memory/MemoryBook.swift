import Decisions
import Diagnostics
import Foundation
import JSON
import RuleFiles
import Rules
import Testing
import Time

@testable import Journeys

/// A rule book to remember under, and what was told under it.
struct MemoryBook {
  static let text = """
    markets: {b2b: {}, b2c: {}}
    stages:
      awareness: {phase: before, label: Bevidsthed}
      consideration: {phase: before, aliases: [evaluation]}
      retention: {phase: after}
    personas: {buyer: {market: b2b, role: decider}, user: {role: user}}
    pain_points: {price: {severity: 0.6, lasts: 20d}, delay: {}}
    triggers: {trial: {lasts: 10d}, search: {}}
    touchpoints: {call: {}, webinar: {aliases: [webcast]}}
    channels: {email: {consent: opt-in}, phone: {consent: opt-out}}
    attributes:
      account.employees: int
      account.industry: {type: string, values: [Retail, banking]}
      person.city: string
      person.mail: {type: string, personal: true}
      score: number
    exits: {lost: {label: Tabt}, moved: {}, won: {lost: false}}
    policies: {engaged_within: 30d, buying_group: {decider: 1, user: 2}}
    actions: {tip: {kind: news}}
    rules:
      alone: {when: {buying_group: {role: user, at_most: 0}}, recommend: tip}
    """

  let plan: DecisionPlan

  init(_ text: String = MemoryBook.text) throws {
    let loaded = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
    let book = try #require(loaded.book, "\(loaded.diagnostics.map(\.message))")
    plan = DecisionPlan(book)
  }

  static let clock = Instant(rfc3339: "2026-09-23T10:00:00Z") ?? Instant(microseconds: 0)

  /// Reads an event as it is told; one without a journey is anna's.
  func tell(_ text: String, limits: EventReader.Limits = .init()) throws -> EventReader.Told {
    let whole = text.contains("\"journey\"") ? text : "{\"journey\": \"anna\", " + text.dropFirst()
    let document = try JSONDocument(parsing: Array(whole.utf8))
    var reader = EventReader(root: document.root, plan: plan, clock: Self.clock, limits: limits)
    return try reader.read(document)
  }

  /// What refuses an event: pointers with what is wrong.
  func refusal(of text: String) throws -> [String] {
    do {
      _ = try tell(text)
      return []
    } catch let refusal as StateRefusal {
      return refusal.listing.map { "\($0.pointer): \($0.detail)" }
    }
  }

  /// What is remembered of these, each in a line of its own.
  func recollection(
    _ events: [JourneyEvent], responses: [String: Instant] = [:]
  ) -> Recollection {
    Recollection(
      plan,
      journey: { name in RememberedJourney(events.filter { $0.journey == name }, in: plan) },
      members: { account in
        Array(Set(events.filter { $0.account == account }.map(\.journey)))
      },
      response: { journey, now in responses[journey].flatMap { $0 <= now ? $0 : nil } })
  }

  /// The state that is decided on, as JSON, or what was sent where nothing completes it.
  func effective(_ lines: [String], _ state: String = #"{"journey": "anna"}"#, now: String? = nil) throws
    -> EffectiveState?
  {
    let events = try lines.map { try tell($0).event }
    return try effective(events, state, now: now)
  }

  func effective(
    _ events: [JourneyEvent], _ state: String, now: String? = nil, responses: [String: Instant] = [:]
  ) throws -> EffectiveState? {
    let document = try JSONDocument(parsing: Array(state.utf8))
    let given = try JourneyState.read(document, at: document.root, for: plan, limits: .init())
    return EffectiveState.complete(
      document, at: document.root, given, from: recollection(events, responses: responses),
      clock: try now.map { try #require(Instant(rfc3339: $0)) } ?? Self.clock, keepingTexts: false)
  }
}

extension EffectiveState {
  var text: String { String(decoding: document.bytes, as: UTF8.self) }
}
