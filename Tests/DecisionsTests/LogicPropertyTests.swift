import Rules
import Testing
import TestSupport

@testable import Decisions

/// What is concluded of conditions without a state agrees with what they do on states.
struct LogicPropertyTests {
  /// Conditions over few facts, so that many contradict themselves or imply each other.
  private static func condition(_ random: inout SeededRandom, depth: Int = 0) -> String {
    var terms: [String: String] = [:]
    for _ in 0..<random.pick([1, 1, 2, 2, 3]) {
      let (key, value) = term(&random, depth)
      terms[key] = value
    }
    return "{\(terms.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
  }

  private static func list(_ words: [String]) -> String { "[\(words.joined(separator: ", "))]" }

  private static func term(_ random: inout SeededRandom, _ depth: Int) -> (key: String, value: String) {
    switch Int.random(in: 0..<(depth < 2 ? 13 : 9), using: &random) {
    case 0, 1: return ("stage", list(random.some(RandomCondition.stages)))
    case 2: return ("phase", list(random.some(["before", "during", "after"])))
    case 3: return ("persona", list(random.some(RandomCondition.personas)))
    case 4: return ("role", list(random.some(["decider", "user"])))
    case 5:
      let comparator = random.pick(["gt", "gte", "lt", "lte", "ne", "eq"])
      return ("account.employees", "{\(comparator): \(random.pick([9, 10, 200]))}")
    case 6:
      return ("sentiment", "{\(random.pick(["gt", "gte", "lt", "lte"])): \(random.pick([-0.5, 0, 0.4]))}")
    case 7:
      let ids = list(random.some(["price", "delay"]))
      let severity = random.pick(["", "", ", min_severity: 0.6"])
      return ("pain_points", "{\(random.pick(["any", "all", "none"])): \(ids)\(severity)}")
    case 8:
      return (
        "triggers", "{\(random.pick(["any", "all", "none"])): \(list(random.some(["trial", "search"])))}"
      )
    default:
      let parts = (0..<random.pick([1, 2])).map { _ in condition(&random, depth: depth + 1) }
      return (random.pick(["any_of", "all_of", "all_of", "none_of"]), list(parts))
    }
  }

  private static func state(_ random: inout SeededRandom) -> String {
    var members: [String] = []
    func add(_ key: String, _ values: [String]) {
      if random.chance(70) { members.append("\"\(key)\": \(random.pick(values))") }
    }
    add("stage", RandomCondition.stages.map { "\"\($0)\"" })
    add("persona", RandomCondition.personas.map { "\"\($0)\"" })
    add("account", [9, 10, 11, 200].map { "{\"employees\": \($0)}" })
    add("sentiment", ["-0.5", "0", "0.4", "1"])
    add("pain_points", [#"["price"]"#, #"["price", "delay"]"#, #"[{"id": "delay", "severity": 0.9}]"#])
    add("triggers", [#"["trial"]"#, #"["trial", "search"]"#])
    return members.joined(separator: ", ")
  }

  @Test func `what never holds and what is implied is so on every state`() throws {
    var (never, implied, held) = (0, 0, 0)
    for seed: UInt64 in 1...40 {
      var random = SeededRandom(seed: seed)
      let conditions = (0..<14).map { _ in Self.condition(&random) }
      let names = conditions.indices.map { "r\($0 + 10)" }
      let scenario = try Scenario(
        "actions:\n" + names.map { "  \($0): {kind: k}\n" }.joined() + "rules:\n"
          + zip(names, conditions).map { "  \($0): {when: \($1), recommend: \($0)}\n" }.joined())
      let book = scenario.plan.book
      let all = book.rules.compactMap(\.when)
      let dead = Set(names.indices.filter { all[$0].neverHolds(book.names) })
      let implications = names.indices.flatMap { one in
        names.indices.filter { $0 != one && all[one].implies(all[$0]) }.map { (one, $0) }
      }
      never += dead.count
      implied += implications.count
      for _ in 0..<30 {
        let state = Self.state(&random)
        let answer = try scenario.decide(state, limit: 50)
        let holding = Set(answer.actions.compactMap { names.firstIndex(of: $0) })
        held += holding.count
        for rule in holding.intersection(dead) {
          Issue.record("never holds, and does: \(conditions[rule]) of \(state)")
        }
        for (one, other) in implications where holding.contains(one) && !holding.contains(other) {
          Issue.record("\(conditions[one]) does not imply \(conditions[other]): \(state)")
        }
      }
    }
    // Enough of each, or the test says nothing.
    #expect(never > 20 && implied > 20 && held > 500, "\(never) \(implied) \(held)")
  }
}
