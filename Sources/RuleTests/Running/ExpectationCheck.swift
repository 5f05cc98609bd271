import Decisions
import Diagnostics
import Rules
import Time

/// Compares a decision with what a test expects of it.
struct ExpectationCheck {
  /// What is not as expected, and the actions of which the reason is to be told.
  struct Found {
    let expected: String
    let got: String
    let actions: [Int]
    let location: SourceLocation
  }

  let plan: DecisionPlan
  let test: RuleTest
  let decision: Decision
  /// Says all the reasons of an action.
  private let why: (Int) -> ActionExplanation
  private(set) var differences: [Found] = []

  init(
    plan: DecisionPlan, test: RuleTest, decision: Decision, why: @escaping (Int) -> ActionExplanation
  ) {
    self.plan = plan
    self.why = why
    self.test = test
    self.decision = decision
  }

  private var book: RuleBook { plan.book }

  private var recommended: [Int] { decision.recommendations.map(\.action) }

  mutating func run() {
    checkRecommendations()
    checkReasons()
    checkRest()
  }

  private mutating func note<Value>(
    _ part: Expectation.Part<Value>, _ expected: String, _ got: String, of actions: [Int] = []
  ) {
    differences.append(Found(expected: expected, got: got, actions: actions, location: part.location))
  }

  private func id(_ action: Int) -> String { book.actions[action].id }

  private func list(_ actions: [Int]) -> String {
    actions.isEmpty ? "nothing" : actions.map(id).joined(separator: ", ")
  }

  // MARK: What is recommended

  private mutating func checkRecommendations() {
    let expectation = test.expectation
    if let outcome = expectation.outcome, outcome.value != decision.outcome {
      note(outcome, "the outcome \(outcome.value.rawValue)", decision.outcome.rawValue)
    }
    if let first = expectation.first, first.value != recommended.first {
      note(
        first, "\(id(first.value)) first", "\(list(recommended))", of: [first.value] + recommended.prefix(1))
    }
    if let exact = expectation.exact, exact.value != recommended {
      let missing = exact.value.filter { !recommended.contains($0) }
      let added = recommended.filter { !exact.value.contains($0) }
      note(exact, "exactly \(list(exact.value))", list(recommended), of: missing + added)
    }
    for part in expectation.includes where !recommended.contains(part.value) {
      note(part, "\(id(part.value)) among what is recommended", list(recommended), of: [part.value])
    }
    for part in expectation.excludes where recommended.contains(part.value) {
      note(part, "\(id(part.value)) not to be recommended", list(recommended), of: [part.value])
    }
    for part in expectation.channels {
      let (action, channel) = part.value
      let found = decision.recommendations.first { $0.action == action }
      guard found?.channel != channel else { continue }
      let got = found.map { $0.channel.map { "by \(self.channel($0))" } ?? "by no channel" }
      note(
        part, "\(id(action)) by \(self.channel(channel))", got ?? "\(list(recommended))", of: [action])
    }
  }

  private func channel(_ index: Int) -> String { book.vocabulary.channels[index].id }

  // MARK: What is held back

  private mutating func checkReasons() {
    for part in test.expectation.heldBack {
      let (action, reason) = part.value
      let found = decision.heldBack.first { $0.action == action }
      let isExpected =
        found.map { agrees($0, with: reason) || agreesOnItsChannel($0, with: reason) } ?? false
      guard !isExpected else { continue }
      let got = found.map { "\(id(action)) held back: \(words($0))" } ?? "it is not held back"
      note(part, "\(id(action)) held back: \(words(reason))", got, of: [action])
    }
  }

  private func agrees(_ held: Decision.HeldBack, with reason: Expectation.Reason) -> Bool {
    if let gate = reason.gate, gate != held.closed.gate { return false }
    if let by = reason.by, by != held.closed.by?.name(in: book) { return false }
    if let channel = reason.channel, channel != held.closed.channel { return false }
    if let until = reason.until, until != held.until?.description { return false }
    return true
  }

  /// Whether the reason of another channel is the expected one: the answer gives that of the first channel.
  private func agreesOnItsChannel(_ held: Decision.HeldBack, with reason: Expectation.Reason) -> Bool {
    guard let channel = reason.channel, let first = held.closed.channel, channel != first,
      reason.until == nil || reason.until == held.until?.description,
      let closed = why(held.action).gates.first(where: { $0.channel == channel && $0.closed != nil })?.closed
    else { return false }
    if let gate = reason.gate, gate != closed.gate { return false }
    if let by = reason.by, by != closed.by?.name(in: book) { return false }
    return true
  }

  private func words(_ held: Decision.HeldBack) -> String {
    words(
      .init(
        gate: held.closed.gate, by: held.closed.by?.name(in: book), channel: held.closed.channel,
        until: held.until?.description))
  }

  private func words(_ reason: Expectation.Reason) -> String {
    var words = reason.gate?.reason ?? "for some reason"
    if let by = reason.by { words += " by \(by)" }
    if let channel = reason.channel { words += " on \(self.channel(channel))" }
    if let until = reason.until { words += " until \(until)" }
    return words
  }

  // MARK: Everything else

  private mutating func checkRest() {
    let expectation = test.expectation
    if let alerts = expectation.alerts {
      compare(alerts, decision.alerts.map { book.rules[Int($0.rule)].id }, "alerts")
    }
    if let detected = expectation.detected {
      compare(detected, decision.detected.map { signal($0) }, "detected")
    }
    if let stage = expectation.stage, stage.value != decision.stage.item {
      let got = decision.stage.item.map { book.vocabulary.stages[$0].id } ?? "none"
      note(stage, "the stage \(book.vocabulary.stages[stage.value].id)", got)
    }
    if let persona = expectation.persona, persona.value != decision.persona.item {
      let got = decision.persona.item.map { book.vocabulary.personas[$0].id } ?? "none"
      note(persona, "the persona \(book.vocabulary.personas[persona.value].id)", got)
    }
  }

  private mutating func compare(_ part: Expectation.Part<[String]>, _ got: [String], _ what: String) {
    guard Set(part.value) != Set(got) else { return }
    func list(_ ids: [String]) -> String { ids.isEmpty ? "none" : ids.sorted().joined(separator: ", ") }
    note(part, "\(what): \(list(part.value))", list(got))
  }

  private func signal(_ detected: Decision.Detected) -> String {
    switch detected {
    case .painPoint(let item, _, _): book.vocabulary.painPoints[item].id
    case .trigger(let item, _): book.vocabulary.triggers[item].id
    }
  }
}
