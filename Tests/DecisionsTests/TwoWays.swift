import TestSupport

/// A condition said in two ways: with the keys of a rule file, and as an expression. What is unknown of the one is
/// unknown of the other.
struct TwoWays {
  let yaml: String
  let expression: String

  /// Makes up a conjunction of a few terms, all of different keys.
  static func make(_ random: inout SeededRandom, depth: Int = 0) -> TwoWays {
    var terms: [(key: String, way: TwoWays)] = []
    for _ in 0..<random.pick([1, 1, 2, 3]) {
      let term = term(&random, depth)
      if !terms.contains(where: { $0.key == term.key }) { terms.append(term) }
    }
    return TwoWays(
      yaml: "{\(terms.map { "\($0.key): \($0.way.yaml)" }.joined(separator: ", "))}",
      expression: terms.map { "(\($0.way.expression))" }.joined(separator: " && "))
  }

  private static func term(_ random: inout SeededRandom, _ depth: Int) -> (key: String, way: TwoWays) {
    switch Int.random(in: 0..<17, using: &random) {
    case 0: ids("stage", RandomCondition.stages, &random)
    case 1: ids("persona", RandomCondition.personas, &random)
    case 2: ids("market", ["b2b", "b2c"], &random)
    case 3: ids("phase", ["before", "during", "after"], &random)
    case 4: ids("account.industry", ["retail", "farming"], &random)
    case 5: painPoints(&random)
    case 6: triggers(&random)
    case 7: number("account.employees", ["10", "200", "9007199254740993"], &random)
    case 8: number("sentiment", ["-0.5", "0.0", "0.4"], &random)
    case 9: number("days_in_stage", ["0", "3", "30"], &random)
    case 10: tags(&random)
    case 11: exists(&random)
    case 12: instant(&random)
    case 13, 15, 16: count(&random)
    default: depth < 2 ? branches(&random, depth) : ids("role", ["decider", "user"], &random)
    }
  }

  private static func quoted(_ texts: [String]) -> String {
    "[\(texts.map { "\"\($0)\"" }.joined(separator: ", "))]"
  }

  private static func ids(_ fact: String, _ all: [String], _ random: inout SeededRandom) -> (String, TwoWays)
  {
    var some = random.some(all)
    // To rule out every value is a mistake, and refused.
    if some.count == all.count { some.removeLast() }
    let list = "[\(some.joined(separator: ", "))]"
    switch random.pick([0, 1, 2, 3, 4]) {
    case 0: return (fact, TwoWays(yaml: list, expression: "\(fact) in \(quoted(some))"))
    case 1: return (fact, TwoWays(yaml: "{not_in: \(list)}", expression: "!(\(fact) in \(quoted(some)))"))
    case 2: return (fact, TwoWays(yaml: "{ne: \(some[0])}", expression: "\(fact) != \"\(some[0])\""))
    default: return (fact, TwoWays(yaml: some[0], expression: "\(fact) == \"\(some[0])\""))
    }
  }

  private static func number(
    _ fact: String, _ values: [String], _ random: inout SeededRandom
  ) -> (String, TwoWays) {
    let value = random.pick(values)
    if random.chance(20), let last = values.last, values[0] != last {
      return (
        fact,
        TwoWays(
          yaml: "{between: [\(values[0]), \(last)]}",
          expression: "\(fact) >= \(values[0]) && \(fact) <= \(last)")
      )
    }
    let (comparator, sign) = random.pick([
      ("eq", "=="), ("ne", "!="), ("gt", ">"), ("gte", ">="), ("lt", "<"), ("lte", "<="),
    ])
    return (fact, TwoWays(yaml: "{\(comparator): \(value)}", expression: "\(fact) \(sign) \(value)"))
  }

  private static func exists(_ random: inout SeededRandom) -> (String, TwoWays) {
    let fact = random.pick(["account.active", "account.score", "note", "account.since"])
    let isThere = random.chance(50)
    let test = random.pick(["known(\(fact))"] + (fact == "note" ? [] : ["has(\(fact))"]))
    return (fact, TwoWays(yaml: "{exists: \(isThere)}", expression: isThere ? test : "!\(test)"))
  }

  private static func instant(_ random: inout SeededRandom) -> (String, TwoWays) {
    let fact = random.pick(["stage_entered", "account.since", "last_touchpoint_at", "last_contact_at"])
    let days = random.pick([1, 7, 20])
    if random.chance(40) {
      return (fact, TwoWays(yaml: "{later_than: \(days)d}", expression: "\(fact) > now + days(\(days))"))
    }
    if random.chance(40) {
      return (
        fact,
        TwoWays(yaml: "{in_next: \(days)d}", expression: "\(fact) >= now && \(fact) <= now + days(\(days))")
      )
    }
    if random.chance(50) {
      return (fact, TwoWays(yaml: "{older_than: \(days)d}", expression: "\(fact) < now - days(\(days))"))
    }
    return (
      fact,
      TwoWays(yaml: "{within: \(days)d}", expression: "\(fact) >= now - days(\(days)) && \(fact) <= now")
    )
  }

  private static func tags(_ random: inout SeededRandom) -> (String, TwoWays) {
    let fact = "account.tags"
    let some = random.some(["x", "y", "z"])
    let (key, expression) = random.pick([
      ("has_any", "sets.intersects(\(fact), \(quoted(some)))"),
      ("has_all", "sets.contains(\(fact), \(quoted(some)))"),
      ("has_none", "!\(fact).exists(t, t in \(quoted(some)))"),
      ("has_any", "\(quoted(some)).exists(t, t in \(fact))"),
    ])
    return (fact, TwoWays(yaml: "{\(key): \(quoted(some))}", expression: expression))
  }

  private static func painPoints(_ random: inout SeededRandom) -> (String, TwoWays) {
    let some = random.some(["price", "delay", "doubt"])
    let least = random.pick(["0", "0.3", "0.6"])
    func isThere(_ id: String) -> String {
      least == "0" ? "\"\(id)\" in pain_points" : "severity(\"\(id)\") >= \(least)"
    }
    let there = some.map { "(\(isThere($0)))" }
    let (key, expression) = random.pick([
      ("any", there.joined(separator: " || ")), ("all", there.joined(separator: " && ")),
      ("none", "!(\(there.joined(separator: " || ")))"),
    ])
    return (
      "pain_points",
      TwoWays(
        yaml: "{\(key): [\(some.joined(separator: ", "))], min_severity: \(least)}", expression: expression)
    )
  }

  private static func triggers(_ random: inout SeededRandom) -> (String, TwoWays) {
    let some = random.some(["trial", "search", "renewal"])
    let (key, expression) = random.pick([
      ("any", "triggers.exists(t, t in \(quoted(some)))"),
      ("all", "sets.contains(triggers, \(quoted(some)))"),
      ("none", "!sets.intersects(triggers, \(quoted(some)))"),
    ])
    return ("triggers", TwoWays(yaml: "{\(key): [\(some.joined(separator: ", "))]}", expression: expression))
  }

  /// Counts: what is not known of an entry passes no filter.
  private static func count(_ random: inout SeededRandom) -> (String, TwoWays) {
    let (bound, sign) = random.pick([
      ("at_least: 1", ">= 1"), ("at_least: 2", ">= 2"), ("at_most: 1", "<= 1"),
    ])
    func way(_ list: String, _ filters: [String], _ tests: [String]) -> (String, TwoWays) {
      let all = tests.map { "(\($0))" }.joined(separator: " && ")
      return (
        list,
        TwoWays(
          yaml: "{\((filters + [bound]).joined(separator: ", "))}",
          expression: "\(list).filter(e, \(all)).size() \(sign)")
      )
    }
    let isPast = "!has(e.at) || e.at <= now"
    switch Int.random(in: 0..<13, using: &random) {
    case 5:
      return way(
        "touchpoints", ["channel: [email, phone]"],
        ["has(e.channel) && e.channel in [\"email\", \"phone\"]", isPast])
    case 6:
      let isThere = random.chance(50)
      return way(
        "touchpoints", ["sentiment: {exists: \(isThere)}"], ["\(isThere ? "" : "!")has(e.sentiment)", isPast])
    case 7:
      return way(
        "touchpoints", ["ownership: [brand, partner]", "influence: direct", "older_than: 1d"],
        [
          "has(e.ownership) && e.ownership in [\"brand\", \"partner\"]",
          "has(e.influence) && e.influence == \"direct\"", "has(e.at) && e.at < now - days(1)",
        ])
    case 8:
      let engaged = random.chance(50)
      return way(
        "buying_group", ["engaged: \(engaged)"],
        ["has(e.engaged) && \(engaged ? "" : "!")e.engaged"])
    case 9:
      return way(
        "buying_group", ["persona: [cfo, stranger]", "role: [decider, user]"],
        [
          "has(e.persona) && e.persona in [\"cfo\", \"stranger\"]",
          "has(e.role) && e.role in [\"decider\", \"user\"]",
        ])
    case 10: return way("contacts", ["group: g0"], ["has(e.group) && e.group == \"g0\"", isPast])
    case 11:
      return way(
        "contacts", ["kind: [k0, k1]", "channel: email"],
        ["has(e.kind) && e.kind in [\"k0\", \"k1\"]", "has(e.channel) && e.channel == \"email\"", isPast])
    case 12:
      return way(
        "contacts", ["action: [a0, a3]", "within: 7d"],
        ["e.action in [\"a0\", \"a3\"]", "has(e.at) && e.at >= now - days(7) && e.at <= now"])
    case 0: return way("touchpoints", ["type: webinar"], ["e.type == \"webinar\"", isPast])
    case 1:
      return way(
        "touchpoints", ["medium: online", "within: 2d"],
        ["has(e.medium) && e.medium == \"online\"", "has(e.at) && e.at >= now - days(2) && e.at <= now"])
    case 2:
      return way(
        "touchpoints", ["sentiment: {gte: 0}"], ["has(e.sentiment) && e.sentiment >= 0.0", isPast])
    case 3:
      return way(
        "contacts", ["kind: k0", "older_than: 3d"],
        ["has(e.kind) && e.kind == \"k0\"", "has(e.at) && e.at < now - days(3)"])
    default:
      return way(
        "buying_group", ["role: decider", "stage: [decision, retention]"],
        ["has(e.role) && e.role == \"decider\"", "has(e.stage) && e.stage in [\"decision\", \"retention\"]"])
    }
  }

  private static func branches(_ random: inout SeededRandom, _ depth: Int) -> (String, TwoWays) {
    let branches = (0..<2).map { _ in make(&random, depth: depth + 1) }
    let list = "[\(branches.map(\.yaml).joined(separator: ", "))]"
    let parts = branches.map { "(\($0.expression))" }
    switch random.pick([0, 1, 2]) {
    case 0: return ("any_of", TwoWays(yaml: list, expression: parts.joined(separator: " || ")))
    case 1: return ("all_of", TwoWays(yaml: list, expression: parts.joined(separator: " && ")))
    default:
      // Asks for "does not hold", which what is not known does not either.
      let none = parts.map { "!(known(\($0)) && \($0))" }
      return ("none_of", TwoWays(yaml: list, expression: none.joined(separator: " && ")))
    }
  }
}
