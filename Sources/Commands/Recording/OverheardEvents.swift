import API
import Decisions
import JSON
import Journeys
import Rules

/// Noes that are told as something else than consent: a touchpoint `unsubscribed`, or a status in a profile. They are
/// meant, and would close nothing.
final class OverheardEvents {
  private let noes: OverheardNoes

  init(_ book: any StateKnowledge) { noes = OverheardNoes(book) }

  /// What is wrong with an event, if anything. One that says a no as consent too is told as it is.
  ///
  /// - Parameter place: the pointer of the event.
  func mistake(in document: JSONDocument, _ event: JSONToken, at place: String) -> Refusal.Mistake? {
    guard document.kind(of: event) == .object, ToldNoes(document, event).isEmpty else { return nil }
    func mistake(_ path: [String], _ detail: String) -> Refusal.Mistake {
      .init(pointer: place + CSVColumns.pointer(path), detail: "nothing is recorded: \(detail)")
    }
    let profile = document.member("profile", of: event)
    if let profile, let consent = document.member("consent", of: profile),
      document.kind(of: consent) != .null
    {
      return mistake(
        [EventKey.profile.rawValue, EventKey.consent.rawValue],
        "'consent' stands beside 'profile', not in it: {\"consent\": {\"CHANNEL\": false}}")
    }
    guard let state = Self.state(of: document, event, profile) else { return nil }
    // Who may not ask, or finds nobody, hears it from whoever records the event.
    guard let finding = try? noes.finding(in: state) else { return nil }
    let isTouchpoint = finding.path.first == StateKey.touchpoints.rawValue
    return mistake(
      isTouchpoint ? [EventKey.touchpoint.rawValue] : [EventKey.profile.rawValue] + finding.path,
      finding.detail)
  }

  /// A state that says what an event says in words; nil where it says nothing that may be a no.
  private static func state(
    of document: JSONDocument, _ event: JSONToken, _ profile: JSONToken?
  ) -> JSONDocument? {
    let touchpoint = document.member("touchpoint", of: event)
      .flatMap { document.kind(of: $0) == .string ? document.string(at: $0) : nil }
      .flatMap { ConsentAnswer($0) == .optOut ? $0 : nil }
    let traits = profile.map { document.members(of: $0).map(\.self) } ?? []
    guard touchpoint != nil || !traits.isEmpty else { return nil }
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("journey", "events")
      for (key, value) in traits {
        let name = document.string(at: key)
        if let own = StateKey(rawValue: name), !ofProfile.contains(own) { continue }
        writer.member(named: name) { $0.raw(Array(document.rawBytes(of: value))) }
      }
      if let touchpoint {
        writer.member(named: StateKey.touchpoints.rawValue) {
          $0.array { $0.object { $0.member("type", touchpoint) } }
        }
      }
    }
    return try? JSONDocument(parsing: writer.bytes)
  }

  private static let ofProfile: Set<StateKey> = [.persona, .market]
}
