import TestSupport

/// Makes up conditions over the shared vocabulary, none of which contradicts itself.
struct RandomCondition {
  /// Whether nothing is asked that depends on the time or on contacts.
  let isTimeless: Bool
  /// Whether stage and persona, and what follows from them, may be asked.
  var asksPlace = true
  /// How many of the signals may be asked, from the first.
  var signalCount = RandomCondition.signals.count

  static let stages = ["awareness", "consideration", "decision", "retention"]
  static let personas = ["cfo", "engineer", "shopper", "stranger"]
  static let signals = [
    ("pain_point", "doubt"), ("pain_point", "delay"), ("trigger", "trial"), ("pain_point", "price"),
    ("trigger", "search"), ("trigger", "renewal"),
  ]

  init(isTimeless: Bool) { self.isTimeless = isTimeless }

  func make(_ random: inout SeededRandom, depth: Int = 0) -> Tree {
    var terms: [(key: String, value: Tree)] = []
    for _ in 0..<random.pick([0, 1, 1, 2, 3]) {
      guard let term = term(&random, depth), !terms.contains(where: { $0.key == term.key }) else { continue }
      terms.append(term)
    }
    return .map(terms)
  }

  private func ids(_ list: [String], _ random: inout SeededRandom) -> Tree {
    .list(random.some(list).map { .scalar($0) })
  }

  private func term(_ random: inout SeededRandom, _ depth: Int) -> (key: String, value: Tree)? {
    let known = Self.signals.prefix(signalCount)
    switch Int.random(in: 0..<14, using: &random) {
    case 0: return asksPlace ? ("stage", ids(Self.stages, &random)) : nil
    case 1: return asksPlace ? ("persona", ids(Self.personas, &random)) : nil
    case 2: return asksPlace ? ("market", .scalar(random.pick(["b2b", "b2c"]))) : nil
    case 3:
      let items = known.filter { $0.0 == "pain_point" }.map(\.1)
      guard !items.isEmpty else { return nil }
      let key = random.pick(["any", "all", "none"])
      return (
        "pain_points", [key: ids(items, &random), "min_severity": .scalar(random.pick(["0", "0.3", "0.6"]))]
      )
    case 4:
      let items = known.filter { $0.0 == "trigger" }.map(\.1)
      guard !items.isEmpty else { return nil }
      return ("triggers", [random.pick(["any", "all", "none"]): ids(items, &random)])
    case 5:
      let comparator = random.pick(["gt", "gte", "lt", "lte", "ne", "eq"])
      return ("account.employees", [comparator: .scalar(random.pick(["10", "200", "9007199254740993"]))])
    case 6:
      return (
        "account.tags", [random.pick(["has_any", "has_all", "has_none"]): ids(["x", "y", "z"], &random)]
      )
    case 7: return ("account.active", ["exists": .scalar(random.pick(["true", "false"]))])
    case 8: return ("sentiment", ["lt": .scalar(random.pick(["0", "0.5"]))])
    case 9: return isTimeless ? nil : ("touchpoints", ["type": "webinar", "within": "7d", "at_most": "1"])
    case 10: return isTimeless ? nil : ("contacts", ["kind": "k0", "within": "14d", "at_most": "1"])
    case 11: return ("buying_group", ["role": .scalar(random.pick(["decider", "user"])), "at_most": "0"])
    default:
      guard depth < 2 else { return nil }
      let branches = (0..<2).map { _ in make(&random, depth: depth + 1) }
      // An empty branch always holds, which a book may not say of itself.
      let list = branches.filter { if case .map(let terms) = $0 { !terms.isEmpty } else { true } }
      guard !list.isEmpty else { return nil }
      return (random.pick(["any_of", "all_of", "none_of"]), .list(list))
    }
  }
}
