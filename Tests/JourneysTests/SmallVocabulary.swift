import Time

@testable import Journeys
@testable import Rules

/// The words that the tests of reports share.
enum SmallVocabulary {
  static func days(_ count: Int64) -> TimeSpan { TimeSpan(seconds: count * 86_400) }

  /// `end` is the last of four stages; the book expects one after the other, and a way back to the first.
  static let vocabulary = Vocabulary(
    markets: list([("b2b", Market(id: "b2b", label: nil)), ("b2c", Market(id: "b2c", label: nil))]),
    stages: list([
      ("awareness", stage("awareness", next: [1])),
      ("consideration", stage("consideration", next: [2, 0], 30)),
      ("decision", stage("decision", next: [3])), ("retention", stage("retention", next: [])),
    ]),
    exits: list([
      ("churned", Exit(id: "churned", label: nil)), ("lost", Exit(id: "lost", label: nil)),
      ("won", Exit(id: "won", label: nil, isLost: false)),
    ]),
    personas: list([
      ("buyer", persona("buyer", .buyer)), ("chief", persona("chief", .decider)),
      ("guest", persona("guest", nil)), ("user", persona("user", .user)),
    ]),
    painPoints: list([("price", PainPoint(id: "price", label: nil, severity: 0.5))]),
    triggers: list([("free-trial", Trigger(id: "free-trial", label: nil))]),
    touchpoints: list([
      ("ad", touchpoint("ad", .online, .brand)), ("forum", touchpoint("forum", .online, .independent)),
      ("leaflet", touchpoint("leaflet", .offline, .brand)), ("visit", touchpoint("visit", .offline, nil)),
    ]))

  static var policies: Policies {
    var policies = Policies()
    policies.buyingGroup = [
      RequiredRole(role: .user, required: 2), RequiredRole(role: .decider, required: 1),
    ]
    return policies
  }

  /// The instant of the reports, 2026-09-23.
  static let asOf = Instant(microseconds: 1_790_121_600_000_000)

  static func frame(
    since: Instant? = nil, by dimensions: [ReportDimension] = [], listing cell: String? = nil
  ) -> ReportFrame {
    ReportFrame(
      vocabulary: vocabulary, policies: policies, asOf: asOf, since: since, by: dimensions, listing: cell)
  }

  private static func list<Item: Sendable>(_ items: [(String, Item)]) -> ItemList<Item> {
    ItemList(items.map { (id: $0.0, item: $0.1) })
  }

  private static func stage(_ id: String, next: [Int], _ stallsAfter: Int64? = nil) -> Stage {
    Stage(id: id, label: nil, phase: .before, next: next, stallsAfter: stallsAfter.map(days))
  }

  private static func persona(_ id: String, _ role: Role?) -> Persona {
    Persona(id: id, label: nil, market: 0, role: role, order: 0)
  }

  private static func touchpoint(_ id: String, _ medium: Medium, _ ownership: Ownership?) -> Touchpoint {
    Touchpoint(id: id, label: nil, medium: medium, ownership: ownership, influence: .direct, stages: [])
  }
}
