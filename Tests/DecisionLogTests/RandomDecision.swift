import Decisions
import Rules
import TestSupport
import Time

/// States and contacts made up over the words of a rule book, and some that it does not have.
struct RandomDecision {
  private let book: RuleBook
  private let plan: DecisionPlan
  private var random: SeededRandom

  init(for plan: DecisionPlan, _ random: SeededRandom) {
    self.plan = plan
    book = plan.book
    self.random = random
  }

  mutating func chance(_ percent: Int) -> Bool { random.chance(percent) }

  mutating func pick<Element>(_ list: [Element]) -> Element { random.pick(list) }

  private mutating func instant() -> Instant {
    let seconds = Int64.random(in: -86_400...5_000_000, using: &random)
    return TestLog.start - TimeSpan(microseconds: seconds * 1_000_000 + Int64(random.pick([0, 0, 7])))
  }

  // MARK: States

  mutating func state() -> String {
    let words = book.vocabulary
    var members = [#""journey": "j\#(random.pick([1, 2, 3]))""#]
    func add(_ key: String, _ value: String) { members.append("\"\(key)\": \(value)") }
    if chance(70), let stage = words.stages.items.randomElement(using: &random) {
      add("stage", "\"\(stage.id)\"")
    }
    if chance(70), let one = words.personas.items.randomElement(using: &random) {
      add("persona", "\"\(one.id)\"")
    }
    if chance(70), let one = words.markets.items.randomElement(using: &random) {
      add("market", "\"\(one.id)\"")
    }
    if chance(50) { add("stage_entered", "\"\(instant())\"") }
    if chance(40) { add("sentiment", random.pick(["-0.50", "0", "1e-1", "null"])) }
    if chance(60) { add("pain_points", list(words.painPoints.items.map(\.id) + ["no-such-thing"])) }
    if chance(60) { add("triggers", list(words.triggers.items.map(\.id) + ["no-such-thing"])) }
    if chance(70) { add("consent", consent()) }
    if chance(50) { add("touchpoints", touchpoints()) }
    if chance(40) { add("contacts", contacts()) }
    if chance(30) { add("now", "\"\(instant())\"") }
    if chance(30) {
      add("buying_group", #"[{"journey": "j9", "note": 3, "role": "user"}, {"role": "nobody"}]"#)
    }
    if chance(30) { add("unheard-of", #"{"a": [1, 2.50, "x\u00e6"]}"#) }
    for (name, value) in attributes() { add(name, value) }
    return "{\(members.joined(separator: chance(20) ? " ,\n  " : ","))}"
  }

  private mutating func list(_ ids: [String]) -> String {
    "[\(random.some(ids).prefix(4).map { "\"\($0)\"" }.joined(separator: ", "))]"
  }

  private mutating func consent() -> String {
    let channels = book.vocabulary.channels.items.map(\.id) + ["pigeon"]
    let entries = random.some(channels).map { channel in
      let value = random.pick(["true", "false", "null", #"{"given": true, "at": "\#(instant())", "x": 1}"#])
      return "\"\(channel)\": \(value)"
    }
    return "{\(entries.joined(separator: ", "))}"
  }

  private mutating func touchpoints() -> String {
    let types = book.vocabulary.touchpoints.items.map(\.id) + ["no-such-thing"]
    let entries = (0..<random.pick([1, 2, 3])).map { _ in
      #"{"type": "\#(random.pick(types))", "at": "\#(instant())", "why": "x"}"#
    }
    return "[\(entries.joined(separator: ", "))]"
  }

  private mutating func contacts() -> String {
    let entries = (0..<random.pick([1, 2, 3])).map { _ in
      let action = random.pick(book.actions.map(\.id) + ["gone"])
      let outcome = random.pick(["delivered", "opened", "unsubscribed", "not_sent"])
      return #"{"action": "\#(action)", "at": "\#(instant())", "outcome": "\#(outcome)", "kind": "Retired"}"#
    }
    return "[\(entries.joined(separator: ", "))]"
  }

  /// Of the attributes, those that are not personal, as members of the state.
  private mutating func attributes() -> [(String, String)] {
    var tree: [String: [String]] = [:]
    var flat: [(String, String)] = []
    for attribute in book.attributes where !attribute.isPersonal && chance(60) {
      let parts = attribute.path.split(separator: ".").map(String.init)
      let value = value(of: attribute)
      if parts.count == 1 { flat.append((parts[0], value)) }
      if parts.count == 2 { tree[parts[0], default: []].append("\"\(parts[1])\": \(value)") }
    }
    return flat + tree.sorted { $0.key < $1.key }.map { ($0.key, "{\($0.value.joined(separator: ", "))}") }
  }

  private mutating func value(of attribute: Attribute) -> String {
    let texts = (attribute.values ?? ["a", "b\\\"c"]) + ["x"]
    switch attribute.type {
    case .bool: return random.pick(["true", "false"])
    case .int: return String(random.pick([0, 1, 7, 30, 500]))
    case .number: return random.pick(["0", "1.50", "99", "-3e2"])
    case .timestamp: return "\"\(instant())\""
    case .string:
      return
        "\"\(attribute.path == "person.time_zone" ? random.pick(["Europe/Oslo", "Mars/Base"]) : random.pick(texts))\""
    case .strings: return "[\(random.some(texts).map { "\"\($0)\"" }.joined(separator: ", "))]"
    }
  }

  // MARK: Histories

  mutating func history() -> JourneyHistory {
    let count = book.vocabulary.channels.count
    return JourneyHistory(
      contacts: remembered(), others: chance(40) ? [remembered(), remembered()] : [],
      otherJourneys: ["j7", "j8"],
      withdrawals: chance(20)
        ? [Withdrawal(channel: Int.random(in: 0..<count, using: &random), at: instant())] : [])
  }

  private mutating func remembered() -> [Contact] {
    (0..<random.pick([0, 1, 3, 6])).map { _ in
      let index = chance(90) ? Int.random(in: book.actions.indices, using: &random) : nil
      let action = index.map { book.actions[$0] }
      let at = instant()
      let outcomes = random.some([Outcome.delivered, .opened, .dismissed, .bounced, .notSent]).prefix(2)
      return Contact(
        action: index, actionID: action?.id ?? "gone", kind: action?.kind, group: action?.group,
        retired: action == nil ? .init(kind: "old-kind", group: nil) : nil,
        channel: chance(80) ? Int.random(in: 0..<book.vocabulary.channels.count, using: &random) : nil,
        at: at, results: .init(outcomes.map { Contact.Result($0, at: chance(80) ? at : nil) }),
        decision: chance(50)
          ? DecisionReference("d\(random.pick([1, 2]))") : .id(DecisionID(high: 5, low: 6)),
        countsTowardCaps: chance(90), origin: random.pick([.reserved, .told, .presumed]))
    }
  }
}
