import TestSupport
import Time

@testable import Decisions
@testable import Rules

/// A small rule book made up from a seed, of which every change of a state can be listed.
struct SmallBook {
  let text: String

  /// Few words, so that rules and states meet often.
  private static let words = """
    markets: {m: }
    stages: {s: {phase: before, stalls_after: 10d}, t: {phase: after, stalls_after: 20d}}
    exits: {gone: , sold: {lost: false}}
    personas: {p: {market: m, role: user}, q: {role: buyer}}
    pain_points: {x: {severity: 0.5}, y: {severity: 0.5}}
    triggers: {g: }
    touchpoints: {web: , fair: }
    channels: {mail: {consent: opt-in}, post: {consent: none}}
    attributes: {n: int, w: {type: string, values: [u, v]}, b: bool, l: strings, d: timestamp}

    """

  init(_ random: inout SeededRandom) {
    var actions: [String] = []
    for id in ["a", "b", "c"] {
      var keys = ["kind: \(id == "a" ? "k" : "j")", "weight: \(random.pick(["1", "2", "0.5"]))"]
      if random.chance(50) { keys.append("channels: \(random.pick(["[mail]", "[mail, post]"]))") }
      if random.chance(15) { keys.append("eligible: \(Self.condition(&random))") }
      if random.chance(15) { keys.append("available: {from: 2026-10-0\(random.pick([1, 2]))}") }
      actions.append("  \(id): {\(keys.joined(separator: ", "))}")
    }
    var rules: [String] = []
    for index in 0..<Int.random(in: 2...5, using: &random) {
      let score = random.pick([20, 40, 60, 80])
      var body = "when: \(Self.condition(&random))"
      if random.chance(25) { body += ", unless: \(Self.condition(&random))" }
      if random.chance(10) { body += ", from: 2026-10-0\(random.pick([1, 2]))" }
      rules.append(
        "  r\(index): {\(body), recommend: {action: \(random.pick(["a", "b", "c"])), score: \(score)}}")
    }
    if random.chance(40) {
      let detection = random.pick(["{pain_point: y, severity: 0.9}", "{trigger: g}"])
      rules.append("  d: {when: \(Self.condition(&random, signals: false)), detect: \(detection)}")
    }
    if random.chance(40) {
      let place = random.pick(["stage: s", "stage: t", "persona: q"])
      rules.append("  e: {when: \(Self.condition(&random, places: false)), place: {\(place)}}")
    }
    if random.chance(30) {
      let what = random.pick([
        "{kind: k}", "{action: a}", "{channel: mail}", "{all: true, except: {kind: j}}",
      ])
      rules.append("  z: {when: \(Self.condition(&random)), suppress: \(what)}")
    }
    let fallback = random.chance(30) ? "policies: {fallback: [\(random.pick(["a", "b, a", "c"]))]}\n" : ""
    text =
      Self.words + fallback
      + "actions:\n\(actions.joined(separator: "\n"))\nrules:\n\(rules.joined(separator: "\n"))\n"
  }

  private static func condition(
    _ random: inout SeededRandom, signals: Bool = true, places: Bool = true
  ) -> String {
    var keys = [
      "n: {gte: 2}", "n: {lt: 3}", "n: {in: [1, 3]}", "n: {exists: false}", "w: u", "w: {ne: v}", "b: true",
      "l: {has: h}", "l: {has_all: [h, i]}", "l: {has_none: [h]}", "sentiment: {gt: 0}",
      "sentiment: {lte: -0.5}",
      "touchpoints: web", "touchpoints: {type: [web, fair], at_least: 2}", "last_touchpoint: fair",
      "buying_group: {role: buyer}", "buying_group: {persona: p, at_most: 0}",
      "d: {within: 7d}", "d: {older_than: 3d}", "d: {in_next: 5d}", "days_in_stage: {gte: 4}",
      "exit: gone", "exit: {ne: sold}", "exit: {exists: false}",
    ]
    if signals {
      keys += [
        "pain_points: x", "pain_points: {any: [y], min_severity: 0.7}", "pain_points: {all: [x, y]}",
        "triggers: g",
        "pain_points: {none: [x]}",
      ]
    }
    if places {
      keys += [
        "stage: s", "stage: [t]", "phase: after", "persona: q", "role: user", "market: m", "stalled: true",
      ]
    }
    var chosen: [String] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let key = random.pick(keys)
      let name = key.prefix { $0 != ":" }
      if !chosen.contains(where: { $0.prefix { $0 != ":" } == name }) { chosen.append(key) }
    }
    if random.chance(15) {
      let list = [random.pick(keys), random.pick(keys)].map { "{\($0)}" }.joined(separator: ", ")
      chosen.append("\(random.pick(["any_of", "none_of"])): [\(list)]")
    }
    return "{\(chosen.joined(separator: ", "))}"
  }

  /// The id of an exit that is remembered, mostly none.
  static func exit(_ random: inout SeededRandom) -> String? {
    random.chance(30) ? random.pick(["gone", "sold"]) : nil
  }

  static let now = "2026-09-23T10:00:00Z"

  /// A state of it as JSON.
  static func state(_ random: inout SeededRandom) -> String {
    var members = [#""journey": "j""#, #""now": "\#(now)""#]
    func add(_ key: String, _ values: [String]) {
      if random.chance(50) { members.append("\"\(key)\": \(random.pick(values))") }
    }
    add("stage", [#""s""#, #""t""#])
    add("stage_entered", [#""2026-09-20T10:00:00Z""#, #""2026-08-20T10:00:00Z""#])
    add("persona", [#""p""#, #""q""#])
    add("sentiment", ["-1", "0", "0.5"])
    add("n", ["0", "1", "2", "4"])
    add("w", [#""u""#, #""v""#])
    add("b", ["true", "false"])
    add("l", [#"["h"]"#, #"["i", "o"]"#, "[]"])
    add("d", [#""2026-09-22T10:00:00Z""#, #""2026-09-18T10:00:00Z""#, #""2026-09-25T10:00:00Z""#])
    add("pain_points", [#"["x"]"#, #"["x", "y"]"#, #"[{"id": "y", "severity": 0.8}]"#])
    add("triggers", [#"["g"]"#])
    add("consent", [#"{"mail": true}"#, #"{"mail": false}"#])
    add("touchpoints", [#"[{"type": "web", "at": "2026-09-01T10:00:00Z"}]"#])
    add("buying_group", [#"[{"persona": "p"}]"#])
    return "{\(members.joined(separator: ", "))}"
  }
}

/// All changes of states of small books, listed by hand and not by what rules ask: more values of each fact than any of
/// their conditions can tell apart.
struct EveryChange {
  private let plan: DecisionPlan
  private let now: Instant

  init(_ plan: DecisionPlan, now: Instant) {
    self.plan = plan
    self.now = now
  }

  private func attribute(_ path: String) -> Int {
    plan.book.attributes.firstIndex { $0.path == path } ?? -1
  }

  func changes(of state: JourneyState) -> [Change] {
    let vocabulary = plan.book.vocabulary
    var found: [Change] = [.consent(0), .waiting(until: at(8)), .waiting(until: at(9))]
    for (fact, count) in [(StateFact.stage, 2), (.persona, 2), (.market, 1)] {
      found += (0..<count).map { .fact(fact, .item($0)) } + [.fact(fact, nil)]
    }
    found += [-1, -0.5, -0.25, 0, 0.25, 0.5, 1].map { .fact(.sentiment, .value(.double($0))) }
    found.append(.fact(.sentiment, nil))
    let days: [Double] = [-40, -25, -20, -15, -10, -8, -7, -6, -5, -4, -3.5, -3, -2, -1, 0, 1, 4, 5, 6]
    for fact in [StateFact.stageEntered, .attribute(attribute("d"))] {
      found += days.map { .fact(fact, .value(.timestamp(at(hours: $0 * 24)))) } + [.fact(fact, nil)]
    }
    let (n, w, b, l) = (attribute("n"), attribute("w"), attribute("b"), attribute("l"))
    found += (-1...5).map { .fact(.attribute(n), .value(.int($0))) }
    found += ["u", "v"].map { .fact(.attribute(w), .value(.string($0))) }
    found += [true, false].map { .fact(.attribute(b), .value(.bool($0))) }
    found += [n, w, b, l].map { .fact(.attribute($0), nil) } + [.fact(.attribute(l), .noTexts)]
    for text in ["h", "i"] {
      found += [.adding(.text(attribute: l, text)), .removing(.text(attribute: l, text))]
    }
    for item in 0..<2 {
      found += [0.5, 0.7, 1].map { .adding(.painPoint(item, severity: $0)) }
      found.append(.removing(.painPoint(item, severity: 0)))
    }
    found += [.adding(.trigger(0)), .removing(.trigger(0))]
    for type in vocabulary.touchpoints.indices {
      found.append(.adding(.touchpoint(.init(type: type, at: now, sentiment: nil, channel: nil))))
    }
    found += state.touchpoints.map { .removing(.touchpoint($0)) }
    for persona in vocabulary.personas.indices {
      found.append(
        .adding(
          .member(
            .init(
              journey: nil, persona: persona, role: vocabulary.personas[persona].role, stage: nil,
              isEngaged: nil)))
      )
    }
    found += state.buyingGroup.map { .removing(.member($0)) }
    return found
  }

  /// Midnights after which something of the books begins: 1 and 2 October.
  private func at(_ days: Int) -> Instant {
    Instant(microseconds: at(hours: Double(days) * 24).microseconds - 10 * 3_600_000_000)
  }

  private func at(hours: Double) -> Instant {
    Instant(microseconds: now.microseconds + Int64(hours * 3_600_000_000))
  }
}
