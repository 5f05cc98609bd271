import Decisions
import Rules
import TestSupport
import Time

/// A state over the shared vocabulary, made up from a seed.
struct RandomState: Sendable {
  var members: [String] = []
  var contacts: [String] = []

  static let now = "2026-09-23T10:00:00Z"

  init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    members = [#""journey": "j\#(random.pick([1, 2, 3, 4, 5]))""#]
    func add(_ percent: Int, _ key: String, _ values: [String]) {
      if random.chance(percent) { members.append("\"\(key)\": \(random.pick(values))") }
    }
    add(60, "stage", RandomCondition.stages.map { "\"\($0)\"" })
    add(60, "persona", RandomCondition.personas.map { "\"\($0)\"" })
    add(30, "market", [#""b2b""#, #""b2c""#])
    add(50, "sentiment", ["-0.5", "0", "0.4", "1"])
    add(
      60, "account",
      [
        #"{"employees": 10, "tags": ["x"]}"#, #"{"employees": 200, "active": true}"#,
        #"{"tags": ["y", "z", "w"]}"#,
        #"{"employees": 9007199254740992, "active": false, "tags": []}"#,
      ])
    add(60, "pain_points", [#"["price"]"#, #"["doubt", "delay"]"#, #"[{"id": "delay", "severity": 0.9}]"#])
    add(50, "triggers", [#"["trial"]"#, #"["search", "renewal"]"#])
    add(
      50, "person",
      [#"{"time_zone": "Europe/Copenhagen"}"#, #"{"time_zone": "America/Havana", "language": "da"}"#])
    add(
      70, "consent",
      [
        #"{"email": true}"#, #"{"email": true, "phone": false}"#,
        #"{"email": {"given": true, "at": "2026-09-20T00:00:00Z"}}"#,
      ])
    add(
      40, "touchpoints",
      [
        #"[{"type": "webinar", "at": "2026-09-20T00:00:00Z"}, {"type": "webinar", "at": "2026-09-21T00:00:00Z"}]"#
      ])
    add(40, "buying_group", [#"[{"persona": "cfo"}]"#, #"[{"role": "user"}]"#])
    for _ in 0..<Int.random(in: 0...8, using: &random) { contacts.append(Self.contact(&random)) }
  }

  private static func contact(_ random: inout SeededRandom) -> String {
    // Mostly of the last days, on odd minutes; some older, some later than now.
    let minutes = Int64(Int.random(in: random.chance(15) ? -6_000...(-1) : 7...30_000, using: &random))
    let now = Instant(rfc3339: now).map(\.microseconds) ?? 0
    let at = Instant(microseconds: now - minutes * 60_000_000 - 1_000_000)
    var parts = [#""action": "\#(random.pick(RandomBook.actionIDs))""#]
    if random.chance(95) { parts.append(#""at": "\#(at)""#) }
    // Also of words that the book has no more.
    if random.chance(25) { parts.append(#""kind": "\#(random.pick(["k0", "k1", "retired"]))""#) }
    if random.chance(25) { parts.append(#""group": "\#(random.pick(["g0", "retired"]))""#) }
    if random.chance(70) { parts.append(#""channel": "\#(random.pick(["email", "phone", "post"]))""#) }
    if random.chance(50) {
      let outcomes = ["dismissed", "dismissed", "opened", "bounced", "unsubscribed", "not_sent"]
      parts.append(#""outcome": "\#(random.pick(outcomes))""#)
    }
    if random.chance(20) { parts.append(#""decision": "d\#(random.pick([1, 2]))""#) }
    return "{\(parts.joined(separator: ", "))}"
  }

  /// The whole state at another instant, or with contacts in another order or beside its own.
  func text(now: String = now, contacts: [String]? = nil) -> String {
    let list = (contacts ?? self.contacts).joined(separator: ", ")
    return "{\((members + [#""now": "\#(now)""#, #""contacts": [\#(list)]"#]).joined(separator: ", "))}"
  }
}
