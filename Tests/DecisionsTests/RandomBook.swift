import Foundation
import TestSupport

/// A rule book over the shared vocabulary, made up from a seed.
struct RandomBook: Sendable {
  typealias Entries = [(key: String, value: Tree)]

  var policies: Entries = []
  var actions: Entries = []
  var rules: Entries = []

  /// What rules recommend, beside `rules`, so that single actions can be taken out.
  struct Recommending: Sendable {
    let id: String
    let when: Tree
    let actions: [(action: String, score: Double, channel: String?)]
  }

  var recommending: [Recommending] = []

  static let actionIDs = (0..<8).map { "a\($0)" }

  /// - Parameter isTimeless: whether no rule depends on the time or on contacts, only gates do.
  init(seed: UInt64, isTimeless: Bool = false) {
    var random = SeededRandom(seed: seed)
    var conditions = RandomCondition(isTimeless: isTimeless)
    var channels: [String: [String]] = [:]
    for (index, id) in Self.actionIDs.enumerated() {
      var action: Entries = [("kind", "k\(index % 3)"), ("weight", "\(random.pick(["1", "0.5", "2", "0"]))")]
      if index % 2 == 0 { action.append(("group", "g\(index % 4)")) }
      if random.chance(70) {
        let list = random.some(["email", "phone", "post"]).shuffled(using: &random)
        channels[id] = list
        action.append(("channels", .list(list.map { .scalar($0) })))
      }
      if random.chance(30) { action.append(("cooldown", .scalar(random.pick(["1d", "7d", "36h"])))) }
      if random.chance(15) {
        action.append(
          ("available", ["from": .scalar(random.pick(["2026-09-01", "2026-09-24", "2026-10-26"]))]))
      }
      if random.chance(15) { action.append(("eligible", conditions.make(&random))) }
      if random.chance(20) {
        action.append(("caps", ["exempt": "\(random.chance(50))", "counts": "\(random.chance(50))"]))
      }
      actions.append((id, .map(action)))
    }
    for index in 0..<Int.random(in: 1...9, using: &random) {
      let list = random.some(Self.actionIDs).shuffled(using: &random).prefix(4)
      recommending.append(
        Recommending(
          id: "r\(index)", when: conditions.make(&random),
          actions: list.map { action in
            let channel = random.chance(30) ? channels[action].map { random.pick($0) } : nil
            return (action, Double(Int.random(in: 0...4, using: &random) * 20), channel)
          }))
    }
    addOthers(&random, &conditions)
    addPolicies(&random, isTimeless: isTimeless)
  }

  /// Rules of the other verbs. Those that detect build on signals that come before what they detect.
  private mutating func addOthers(_ random: inout SeededRandom, _ conditions: inout RandomCondition) {
    for index in 0..<Int.random(in: 0...4, using: &random) {
      let signal = Int.random(in: 0..<RandomCondition.signals.count, using: &random)
      let (key, id) = RandomCondition.signals[signal]
      var detection: Entries = [(key, .scalar(id))]
      if key == "pain_point" { detection.append(("severity", .scalar(random.pick(["0.1", "0.5", "0.9"])))) }
      conditions.signalCount = signal
      rules.append(("d\(index)", ["when": conditions.make(&random), "detect": .map(detection)]))
      conditions.signalCount = RandomCondition.signals.count
    }
    conditions.asksPlace = false
    for index in 0..<Int.random(in: 0...3, using: &random) {
      // No two with the same confidence: a tie is for the order of the book to settle.
      let place: Entries =
        random.chance(50)
        ? [("stage", .scalar(random.pick(RandomCondition.stages)))]
        : [("persona", .scalar(random.pick(RandomCondition.personas)))]
      rules.append(
        (
          "p\(index)",
          ["when": conditions.make(&random), "place": .map(place + [("confidence", "0.\(index + 1)")])]
        ))
    }
    conditions.asksPlace = true
    for index in 0..<Int.random(in: 0...2, using: &random) {
      rules.append(("s\(index)", ["when": conditions.make(&random), "suppress": Self.suppression(&random)]))
    }
    for index in 0..<Int.random(in: 0...2, using: &random) {
      rules.append(
        (
          "l\(index)",
          ["when": conditions.make(&random), "alert": ["summary": #""{decision.actions} {stage}""#]]
        ))
    }
  }

  static func suppression(_ random: inout SeededRandom) -> Tree {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: ["kind": .scalar(random.pick(["k0", "k1", "k2"]))]
    case 1: ["group": "g0", "kind": ["k0", "k1"]]
    case 2: ["channel": .list(random.some(["email", "phone", "post"]).map { .scalar($0) })]
    case 3: ["action": .list(random.some(actionIDs).map { .scalar($0) })]
    default: ["all": "true", "except": ["kind": .scalar(random.pick(["k0", "k1"]))]]
    }
  }

  private mutating func addPolicies(_ random: inout SeededRandom, isTimeless: Bool) {
    policies = [("time_zone", .scalar(random.pick(["UTC", "Europe/Copenhagen", "America/Sao_Paulo"])))]
    policies.append(("same_contact_within", isTimeless ? "1s" : "1h"))
    policies.append(("limit", "\(Int.random(in: 1...4, using: &random))"))
    if random.chance(30) {
      policies.append(("spread", [random.pick(["kind", "group"]): "\(random.pick([1, 2]))"]))
    }
    if random.chance(40) {
      policies.append(("fallback", .list(random.some(Self.actionIDs).prefix(3).map { .scalar($0) })))
    }
    if !isTimeless, random.chance(10) { policies.append(("holdout", ["percent": "40"])) }
    let hours = (0..<Int.random(in: 0...2, using: &random)).map { index -> (key: String, value: Tree) in
      let times = random.pick([
        ("20:00", "08:00"), ("11:00", "13:30"), ("22:30", "02:30"), ("00:00", "23:59"),
      ])
      let days = random.pick(["[mon, wed, sun]", "[mon, tue, wed, thu, fri]"])
      return ("q\(index)", ["from": "\"\(times.0)\"", "until": "\"\(times.1)\"", "days": .scalar(days)])
    }
    let caps = (0..<Int.random(in: 0...3, using: &random)).map { index -> (key: String, value: Tree) in
      let window: (key: String, value: Tree) =
        random.chance(50)
        ? ("within", .scalar(random.pick(["1d", "7d", "3d12h"])))
        : ("calendar", .scalar(random.pick(["day", "week", "month"])))
      let cap: Entries = [("at_most", "\(random.pick([1, 1, 2, 3]))"), window]
      return ("c\(index)", .map(cap + Self.selector(&random) + Self.scope(&random)))
    }
    let pauses = (0..<Int.random(in: 0...2, using: &random)).map { index -> (key: String, value: Tree) in
      let pause: Entries = [
        ("after", "\(random.pick([1, 2]))"), ("outcomes", ["dismissed", "delivered"]),
        ("within", .scalar(random.pick(["2d", "14d"]))),
        ("pause", .scalar(random.pick(["1d", "5d", "12h"]))),
      ]
      return ("p\(index)", .map(pause + Self.selector(&random) + Self.scope(&random)))
    }
    policies += [("quiet_hours", .map(hours)), ("caps", .map(caps)), ("pauses", .map(pauses))]
  }

  private static func scope(_ random: inout SeededRandom) -> Entries {
    random.chance(30) ? [("per", .scalar(random.pick(["account", "journey"])))] : []
  }

  private static func selector(_ random: inout SeededRandom) -> Entries {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: [("kind", .scalar(random.pick(["k0", "k1", "k2"])))]
    case 1: [("group", "g0")]
    case 2: [("channel", .list(random.some(["email", "phone", "post"]).map { .scalar($0) }))]
    case 3: [("action", .list(random.some(actionIDs).map { .scalar($0) }))]
    default: []
    }
  }
}

extension RandomBook {
  private var allRules: Entries {
    rules
      + recommending.map { rule in
        let list = rule.actions.map { entry -> Tree in
          var recommendation: Entries = [
            ("action", .scalar(entry.action)), ("score", "\(Decimal(entry.score))"),
          ]
          if let channel = entry.channel { recommendation.append(("channel", .scalar(channel))) }
          return .map(recommendation)
        }
        let body: Tree = ["when": rule.when, "recommend": .list(list), "because": "\"\(rule.id) {stage}\""]
        return (rule.id, body)
      }
  }

  /// The book as one file, in its own order.
  var text: String {
    var none: SeededRandom?
    return Tree.map([("policies", .map(policies)), ("actions", .map(actions)), ("rules", .map(allRules))])
      .text(shuffledWith: &none)
  }

  /// The book in several files, everything in another order.
  func shuffled(seed: UInt64) -> [String] {
    var random = SeededRandom(seed: seed)
    var files: [[(key: String, value: Tree)]] = Array(repeating: [], count: 4)
    for (section, entries) in [("policies", policies), ("actions", actions), ("rules", allRules)] {
      var parts: [Entries] = Array(repeating: [], count: files.count)
      for entry in entries { parts[Int.random(in: parts.indices, using: &random)].append(entry) }
      for (file, part) in parts.enumerated() where !part.isEmpty { files[file].append((section, .map(part))) }
    }
    var order: SeededRandom? = random
    return files.map { Tree.map($0).text(shuffledWith: &order) }
  }

  /// The book with one action alone to recommend, and no fallback.
  ///
  /// - Parameter isAlways: whether it is recommended without any condition or wish.
  func with(only action: String, isAlways: Bool) -> RandomBook {
    var book = self
    book.policies.removeAll { $0.key == "fallback" }
    book.recommending = recommending.compactMap { rule in
      let actions = rule.actions.filter { $0.action == action }
      return actions.isEmpty ? nil : Recommending(id: rule.id, when: rule.when, actions: actions)
    }
    if isAlways { book.recommending = [.init(id: "only", when: [:], actions: [(action, 50, nil)])] }
    return book
  }
}
