import Foundation
import TestSupport

/// Records of decisions that never were, made up over a few names, as texts and as what was put into them.
struct RandomLog {
  private var random: SeededRandom
  private(set) var records: [String] = []
  private var ids: [(id: String, actions: [String])] = []

  static let actions = ["guide", "call", "demo", "næste"]
  static let rules = ["inform", "ring", "show", "quiet", "watch"]
  static let stages = ["awareness", "decision", "unknown"]
  static let outcomes = [
    "delivered", "opened", "clicked", "accepted", "dismissed", "converted", "bounced", "unsubscribed",
    "complained", "not_sent",
  ]

  init(_ random: SeededRandom, count: Int) throws {
    self.random = random
    for number in 0..<count { try add(number) }
  }

  private mutating func add(_ number: Int) throws {
    // Some at the same time, and now and then one out of order.
    let seconds = 1_790_000_000 + number / 3 * 1_800 - (random.chance(5) ? 86_400 : 0)
    let at = Date(timeIntervalSince1970: Double(seconds)).ISO8601Format()
    if random.chance(3) {
      records.append(#"{"gap":\#(random.pick([1, 4])),"from":"\#(at)","to":"\#(at)"}"#)
      return
    }
    let id = String(format: "01890a5d-ac96-774b-bcce-%012x", number)
    let actions = random.chance(60) ? random.some(Self.actions).shuffled(using: &random) : []
    let recommendations: [[String: Any]] = actions.enumerated().map { index, action in
      var entry: [String: Any] = [
        "rank": index + 1, "action": action, "kind": "k", "title": "T", "rules": random.some(Self.rules),
      ]
      if random.chance(70) { entry["channel"] = random.pick(["email", "post"]) }
      if random.chance(30) {
        entry["passed_over"] = [["channel": "sms", "reason": "no-consent", "by": "sms"]]
      }
      return entry
    }
    let heldBack: [[String: Any]] =
      random.chance(50)
      ? random.some(Self.actions).map { action in
        random.pick([
          ["action": action, "reason": "cooldown"],
          ["action": action, "reason": "capped", "by": random.pick(["two-a-week", "one"])],
          ["action": action, "reason": "suppressed", "by": "quiet"],
          ["action": action, "reason": "no-consent", "by": "email", "channel": "email"],
        ])
      } : []
    var stage: [String: Any] = ["source": "given"]
    let place = random.pick(Self.stages)
    if place != "unknown" { stage["id"] = place }
    var state: [String: Any] = ["journey": "j\(random.pick([1, 2, 3]))"]
    if random.chance(50) { state["market"] = random.pick(["b2b", "b2c"]) }
    let record: [String: Any] = [
      "id": id, "at": at, "now": at, "revision": number * 2 < 150 ? "aaaa" : "bbbb",
      "query": ["call": random.pick(["decide", "next", "array"])], "state": state,
      "considered": [
        "contacts": contacts(),
        "others": random.chance(30) ? [["journey": "x", "contacts": contacts()]] : [],
      ],
      "decision": [
        "outcome": actions.isEmpty ? (heldBack.isEmpty ? "no_match" : "held_back") : "matched",
        "stage": stage,
        "persona": random.pick([["source": "unknown"], ["id": "cfo", "source": "placed"]]),
        "recommendations": recommendations,
        "held_back": heldBack,
        "warnings": random.chance(20)
          ? [["pointer": "/pain_points/\(random.pick([0, 1, 17]))/severity", "detail": "too much"]] : [],
      ],
      "matched": random.some(Self.rules).map { ["rule": $0, "file": "a.yaml", "line": 3] as [String: Any] },
      "nanoseconds": 7,
    ]
    ids.append((id, actions))
    records.append(String(decoding: try JSONSerialization.data(withJSONObject: record), as: UTF8.self))
  }

  /// Of decisions before, and of some that are not in the log.
  private mutating func contacts() -> [[String: Any]] {
    guard !ids.isEmpty, random.chance(50) else { return [] }
    return (0..<random.pick([1, 2, 5])).map { _ in
      let known = random.pick(ids)
      var contact: [String: Any] = [
        "action": known.actions.isEmpty || random.chance(10) ? "gone" : random.pick(known.actions),
        "at": "2026-09-23T10:00:00Z", "origin": "reserved",
        "outcomes": random.chance(50)
          ? random.some(Self.outcomes).prefix(3).map { ["outcome": $0, "at": "2026-09-23T10:00:00Z"] } : [],
      ]
      if random.chance(90) {
        contact["decision"] = random.chance(95) ? known.id : "01890a5d-ac96-774b-bcce-ffffffffffff"
      }
      return contact
    }
  }
}
