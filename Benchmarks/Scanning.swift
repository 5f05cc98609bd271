import CScan
import Decisions
import JSON
import Rules

/// The rules and states of a workload as plain numbers, for the linear scan in C beside which deciding is measured.
final class Scanning {
  private let rules: [scan_rule]
  private let states: [scan_state]
  private let actions: [String]
  private var matches: [Int32]

  /// The bit of a pain point that every state has, for rules that ask for none.
  private static let anyPainPoint: UInt64 = 1 << 63

  /// Nil where a rule asks for more than stage, persona, any of 64 pain points and two numbers.
  init?(_ book: RuleBook, _ documents: [JSONDocument]) {
    let vocabulary = book.vocabulary
    guard vocabulary.stages.count <= 32, vocabulary.personas.count <= 32, vocabulary.painPoints.count < 64
    else {
      return nil
    }
    var numbers = Numbers()
    var rules: [scan_rule] = []
    for rule in book.rules {
      guard let row = Self.row(rule, book, &numbers) else { return nil }
      rules.append(row)
    }
    guard numbers.names.count <= Int(scan_numbers) else { return nil }
    self.rules = rules
    states = documents.map { Self.state($0, vocabulary, numbers.names) }
    actions = book.actions.map(\.id)
    matches = Array(repeating: 0, count: rules.count)
  }

  /// Decides every state once.
  func decideAll() {
    for index in states.indices { _ = decide(index) }
  }

  /// How many states have other best priorities than decisions say.
  ///
  /// - Parameter limit: how many a decision recommends at most.
  func differing(from decisions: [Decision], limit: Int) -> Int {
    zip(decisions, bestPriorities(limit: limit)).count { decision, best in
      best != decision.recommendations.prefix(Int(scan_most)).map { $0.priority ?? 0 }
    }
  }

  /// Of each state the best priorities in millionths, at most five.
  func bestPriorities(limit: Int) -> [[Int64]] {
    states.indices.map { index in
      let answer = decide(index)
      let found = withUnsafeBytes(of: answer.priorities) { Array($0.bindMemory(to: Double.self)) }
      return found.prefix(min(limit, Int(answer.count))).map { Int64(($0 * 1_000_000).rounded()) }
    }
  }

  private func decide(_ index: Int) -> scan_answer {
    var answer = scan_answer()
    var state = states[index]
    scan_decide(rules, Int32(rules.count), &state, &matches, &answer)
    return answer
  }

  // MARK: Reading

  /// The numbers that rules compare, in the order in which they are met.
  private struct Numbers {
    var names: [String] = []

    mutating func index(of name: String) -> Int32 {
      if let known = names.firstIndex(of: name) { return Int32(known) }
      names.append(name)
      return Int32(names.count - 1)
    }
  }

  private static func row(_ rule: Rule, _ book: RuleBook, _ numbers: inout Numbers) -> scan_rule? {
    guard case .recommend(let list) = rule.effect, list.count == 1, let score = list[0].score.literal,
      rule.unless == nil
    else { return nil }
    var row = scan_rule(
      stages: .max, personas: .max, pain_points: anyPainPoint, compared: (-1, -1), low: (0, 0), high: (0, 0),
      action: Int32(list[0].action), priority: score * book.actions[list[0].action].weight)
    for term in rule.when?.terms ?? [] {
      switch term.test {
      case .fact(.builtIn(.stage), let comparisons):
        guard let mask = mask(comparisons, { book.vocabulary.stages.index(ofID: $0) }) else { return nil }
        row.stages = UInt32(mask)
      case .fact(.builtIn(.persona), let comparisons):
        guard let mask = mask(comparisons, { book.vocabulary.personas.index(ofID: $0) }) else { return nil }
        row.personas = UInt32(mask)
      case .painPoints(let presence):
        guard let any = presence.any, presence.all == nil, presence.none == nil, presence.minSeverity == nil
        else { return nil }
        row.pain_points = any.reduce(0) { $0 | 1 << UInt64($1) }
      case .fact(let fact, let comparisons):
        for comparison in comparisons {
          guard let (low, high) = bounds(comparison) else { return nil }
          let number = numbers.index(of: book.names.name(of: fact))
          if row.compared.0 < 0 {
            (row.compared.0, row.low.0, row.high.0) = (number, low, high)
          } else if row.compared.1 < 0 {
            (row.compared.1, row.low.1, row.high.1) = (number, low, high)
          } else {
            return nil
          }
        }
      default: return nil
      }
    }
    return row
  }

  private static func mask(_ comparisons: [Comparison], _ index: (String) -> Int?) -> UInt64? {
    guard comparisons.count == 1 else { return nil }
    switch comparisons[0] {
    case .equal, .isIn:
      return comparisons[0].literals.reduce(0) { mask, literal in
        guard case .string(let id) = literal, let bit = index(id) else { return mask }
        return mask | 1 << UInt64(bit)
      }
    default: return nil
    }
  }

  private static func bounds(_ comparison: Comparison) -> (Double, Double)? {
    func number(_ literal: Literal) -> Double? {
      switch literal {
      case .int(let value): Double(value)
      case .double(let value): value
      default: nil
      }
    }
    switch comparison {
    case .equal(let literal): return number(literal).map { ($0, $0) }
    case .greater(let literal): return number(literal).map { ($0.nextUp, .infinity) }
    case .greaterOrEqual(let literal): return number(literal).map { ($0, .infinity) }
    case .less(let literal): return number(literal).map { (-.infinity, $0.nextDown) }
    case .lessOrEqual(let literal): return number(literal).map { (-.infinity, $0) }
    default: return nil
    }
  }

  private static func state(
    _ document: JSONDocument, _ vocabulary: Vocabulary, _ numbers: [String]
  ) -> scan_state {
    var state = scan_state()
    state.pain_points = anyPainPoint
    if let stage = document.member("stage", of: document.root) {
      state.stage = vocabulary.stages.index(ofID: document.string(at: stage)).map { 1 << UInt32($0) } ?? 0
    }
    if let persona = document.member("persona", of: document.root) {
      state.persona =
        vocabulary.personas.index(ofID: document.string(at: persona)).map { 1 << UInt32($0) } ?? 0
    }
    if let list = document.member("pain_points", of: document.root) {
      for entry in document.elements(of: list) {
        guard let id = document.member("id", of: entry),
          let index = vocabulary.painPoints.index(ofID: document.string(at: id))
        else { continue }
        state.pain_points |= 1 << UInt64(index)
      }
    }
    withUnsafeMutableBytes(of: &state.numbers) { bytes in
      let values = bytes.bindMemory(to: Double.self)
      for index in values.indices { values[index] = .nan }
      for (index, name) in numbers.enumerated() {
        if let token = Self.token(name, document) { values[index] = document.double(at: token) ?? .nan }
      }
    }
    return state
  }

  /// What stands under a path such as `account.employees`.
  private static func token(_ path: String, _ document: JSONDocument) -> JSONToken? {
    var token = document.root
    for part in path.split(separator: ".") {
      let found = document.members(of: token).first { document.string(at: $0.key) == part }
      guard let found else { return nil }
      token = found.value
    }
    return token
  }
}
