import CEL
import Rules

/// What expressions see of one state: values by slot, each made when an expression asks for it first and kept until
/// the fact changes; the steps that are left; and what went wrong last.
///
/// A reference because the evaluator asks it back. It belongs to one decider and its thread.
final class ExpressionFacts: FactSource {
  private var values: [Value]
  private var isMade: [Bool]
  /// The slots that are made.
  private var made: [Int] = []
  private let limits: ExpressionLimits
  var budget: Budget
  /// By index of an expression: the number that it gave, where it computes one.
  private(set) var amounts: [Double]
  /// By index of an action that has a condition and was asked for: whether the state fulfils it. Asked once, so that a
  /// failure is reported once.
  var eligibility: [Int: Bool] = [:]
  /// The first failure since it was cleared.
  private(set) var failure: Decision.Failure.Cause?

  init(slots: Int, expressions: Int, limits: ExpressionLimits) {
    values = Array(repeating: .unknown, count: slots)
    isMade = Array(repeating: false, count: slots)
    amounts = Array(repeating: 0, count: expressions)
    self.limits = limits
    budget = Budget(limits.stepsPerDecision, perExpression: limits.stepsPerExpression)
  }

  func value(at slot: Int) -> Value { values[slot] }

  func isStored(_ slot: Int) -> Bool { isMade[slot] }

  func store(_ value: Value, at slot: Int) {
    values[slot] = value
    isMade[slot] = true
    made.append(slot)
  }

  /// Has all values be made anew: the facts have changed.
  func forgetValues() {
    guard !made.isEmpty else { return }
    for slot in made {
      isMade[slot] = false
      values[slot] = .unknown
    }
    made.removeAll(keepingCapacity: true)
  }

  /// Starts over with another state.
  func reset() {
    forgetValues()
    budget = Budget(limits.stepsPerDecision, perExpression: limits.stepsPerExpression)
    failure = nil
    if !eligibility.isEmpty { eligibility.removeAll(keepingCapacity: true) }
  }

  func store(amount: Double, of expression: Int) { amounts[expression] = amount }

  func fail(_ message: String, in expression: CheckedExpression, at range: Range<Int>) {
    guard failure == nil else { return }
    failure = Decision.Failure.Cause(
      message: message, key: expression.key, location: expression.location(of: range))
  }

  /// Does something that costs the decision nothing and whose failures are not its own.
  func aside<Result>(_ work: () -> Result) -> Result {
    let before = (budget, failure)
    budget = Budget(limits.stepsPerDecision, perExpression: limits.stepsPerExpression)
    defer { (budget, failure) = before }
    return work()
  }

  func forgetFailure() {
    if failure != nil { failure = nil }
  }
}
