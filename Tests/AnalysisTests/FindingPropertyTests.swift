import Analysis
import Decisions
import Diagnostics
import JSON
import RuleFiles
import Rules
import TestSupport
import Testing
import Time

/// What is claimed of small books, tried on states that were made up without regard to the claims.
@Suite struct FindingPropertyTests {
  @Test func `nothing is claimed that a state refutes`() throws {
    var random = SeededRandom.ofThisRun()
    var claims: [FindingKind: Int] = [:]
    try Fuzzing.run(300) {
      let text = Self.text(&random)
      guard let book = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))]).book else {
        return
      }
      let result = BookAnalysis(DecidingBook(book), now: SmallState.now).result()
      let decider = Decider(DecisionPlan(book))
      for finding in result.findings {
        claims[finding.kind, default: 0] += 1
        if let witness = finding.witness {
          let isShown = try Observation(witness.state, under: decider).agrees(with: finding)
          #expect(isShown, "\(finding.message)\n\(text)\n\(witness.state)")
        }
      }
      for _ in 0..<60 {
        let state = Self.state(&random)
        let observation = try Observation(state, under: decider)
        for finding in result.findings {
          #expect(!observation.refutes(finding), "\(finding.message)\n\(text)\n\(state)")
        }
      }
    }
    // Enough of each kind to have been tried.
    for kind in [
      FindingKind.neverHolds, .redundant, .duplicate, .contradiction, .alwaysSuppressed, .alwaysCapped,
      .shadowed,
      .gap, .repeatsAtOnce, .unused, .detectedUnused, .holdsNothingBack,
    ] {
      #expect(claims[kind, default: 0] > 0, "\(kind)")
    }
  }

  /// A small book with what findings are about: limits, cooldowns, caps, and rules that ask for contacts.
  private static func text(_ random: inout SeededRandom) -> String {
    var book = SmallBook(&random, hasLayers: random.chance(30))
    if random.chance(50), let line = book.lines.first {
      // Much like another one.
      var copy = SmallBook.Line(id: "copy", verb: line.verb, when: line.when, unless: line.unless)
      if random.chance(50) { copy.when.removeAll() }
      if random.chance(30) { copy.verb = "suppress: {action: a0}" }
      book.lines.append(copy)
    }
    if random.chance(20), let line = book.lines.last {
      book.lines.append(
        .init(
          id: "twice", verb: line.verb,
          when: line.when.isEmpty ? [] : ["all_of: [{\(line.when.joined(separator: ", "))}]"],
          unless: line.unless))
    }
    if random.chance(25) {
      book.lines.append(.init(id: "top", verb: "recommend: {action: a2, score: 99}", when: [], unless: nil))
      book.lines.append(
        .init(id: "low", verb: "recommend: {action: a1, score: 1}", when: ["word: red"], unless: nil))
    }
    if random.chance(15) {
      book.lines.append(
        .init(
          id: "never", verb: "recommend: a1",
          when: ["any_of: [{n: {gt: 9}}, {word: blue}]", "none_of: [{n: {gt: 5}}, {word: blue}]"], unless: nil
        ))
    }
    var text = book.text.replacing("{kind: k0", with: "{\(random.pick(["", "", "cooldown: 3d, "]))kind: k0")
    for index in 0..<random.pick([0, 1, 2]) {
      let selector = random.pick([
        "action: a0", "action: a1", "kind: k0", "action: a1, outcome: [opened, clicked]",
      ])
      text += """
          again\(index):
            when: {contacts: {\(selector), within: \(random.pick(["2d", "9d"])), at_least: \(random.pick([1, 2]))}}
            recommend: {action: \(random.pick(["a0", "a1", "a2"])), score: \(random.pick([30, 70]))}

        """
    }
    let caps = random.pick([
      "", "{kind: k0, at_most: 1, within: 5d}", "{action: [a0, a1], at_most: 2, within: 3d}",
    ])
    text += "policies:\n  limit: \(random.pick([1, 2, 3]))\n"
    if !caps.isEmpty { text += "  caps: {some: \(caps)}\n" }
    return text
  }

  private static func state(_ random: inout SeededRandom) -> JSONValue {
    var contacts: [JSONValue] = []
    for _ in 0..<random.pick([0, 0, 1, 2, 4]) {
      let at = SmallState.now.microseconds - Int64.random(in: 0..<10 * 86_400, using: &random) * 1_000_000
      contacts.append([
        "action": .string(random.pick(["a0", "a1", "a2"])),
        "channel": .string(random.pick(["email", "phone"])),
        "at": .string("\(Instant(microseconds: at))"),
        "outcome": .string(random.pick(["delivered", "opened", "clicked", "dismissed"])),
      ])
    }
    guard case .object(let members) = SmallState(&random).json else { return .object([]) }
    return .object(members + [.init("contacts", .array(contacts))])
  }
}

/// What a decision shows of the claims of an analysis, written without regard to how they are proved.
private struct Observation {
  private let book: RuleBook
  private let matched: Set<String>
  /// The actions that are recommended where the answer has no limit.
  private let given: Set<String>
  /// The suppress rules that hold a candidate back.
  private let silencing: Set<String>
  /// All candidates, best first.
  private let ranked: [String]

  init(_ state: JSONValue, under decider: Decider) throws {
    book = decider.plan.book
    var writer = JSONWriter()
    writer.value(state)
    let document = try JSONDocument(parsing: writer.bytes)
    let journey = try JourneyState.read(document, at: document.root, for: decider.plan, limits: .init())
    let decision = decider.decide(journey, clock: SmallState.now, options: .init(limit: 1_000))
    let book = book
    matched = Set(decision.matched.map { book.rules[Int($0)].id })
    given = Set(decision.recommendations.filter { $0.priority != nil }.map { book.actions[$0.action].id })
    silencing = Set(
      decision.heldBack.compactMap {
        if case .rule(let rule)? = $0.closed.by { book.rules[Int(rule)].id } else { nil }
      })
    let candidates =
      decision.recommendations.map { ($0.action, $0.priority) }
      + decision.heldBack.map { ($0.action, $0.priority) }
    ranked = candidates.compactMap { action, priority in priority.map { (action, $0) } }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }.map { book.actions[$0.0].id }
  }

  private func others(_ finding: Finding) -> [String] {
    finding.notes.compactMap { if case .rule(let id) = $0.part { id } else { nil } }
  }

  private func actions(ofRule id: String) -> [String] {
    guard case .recommend(let list) = book.rules.first(where: { $0.id == id })?.effect else { return [] }
    return list.map { book.actions[$0.action].id }
  }

  /// Whether a claim about all states is wrong for this one.
  func refutes(_ finding: Finding) -> Bool {
    let id = finding.subject
    return switch finding.kind {
    case .neverHolds: matched.contains(id)
    case .redundant: matched.contains(id) && !others(finding).allSatisfy(matched.contains)
    case .duplicate: others(finding).contains { matched.contains($0) != matched.contains(id) }
    case .contradiction:
      matched.contains(id)
        && (actions(ofRule: id).allSatisfy(given.contains)
          || others(finding).allSatisfy { !matched.contains($0) })
    case .alwaysSuppressed: given.contains(id)
    case .alwaysCapped: matched.contains(id) && actions(ofRule: id).allSatisfy(given.contains)
    case .shadowed: ranked.prefix(book.policies.limit).contains(id)
    case .unused: given.contains(id)
    case .holdsNothingBack: silencing.contains(id)
    case .gap, .repeatsAtOnce, .detectedUnused, .missingText, .freeText, .notMarkedPersonal, .asksNoConsent,
      .withoutChannel:
      false
    }
  }

  /// Whether the state that is to show a finding does so.
  func agrees(with finding: Finding) -> Bool {
    let id = finding.subject
    return switch finding.kind {
    case .redundant, .duplicate: matched.contains(id) && others(finding).allSatisfy(matched.contains)
    case .contradiction: matched.contains(id) && !actions(ofRule: id).allSatisfy(given.contains)
    case .alwaysCapped: matched.contains(id) && !actions(ofRule: id).allSatisfy(given.contains)
    case .alwaysSuppressed: ranked.contains(id) && !given.contains(id)
    case .shadowed: ranked.contains(id) && !refutes(finding)
    case .gap: given.isEmpty
    case .repeatsAtOnce: given.contains(id)
    case .neverHolds, .holdsNothingBack, .unused, .detectedUnused, .missingText, .freeText,
      .notMarkedPersonal, .asksNoConsent, .withoutChannel:
      true
    }
  }
}
