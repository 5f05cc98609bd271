import Rules

/// Rules of one verb, so indexed that a state finds those that can match without looking at the others.
///
/// For each dimension (market, stage, persona, pain points, triggers) and each value of it there is a row: a set
/// of bits over the rules, those which this value allows. A state intersects the few rows it selects; what
/// survives is evaluated in full but for the terms that a row decides exactly.
final class RuleIndex: Sendable {
  /// What is left to ask of a member once its first comparisons hold.
  struct Remainder: Sendable {
    /// Into `rankTests`.
    let ranks: ConditionProgram.Slice
    let residual: ConditionProgram.Slice
    let unless: ConditionProgram.Slice?
    let available: Availability
    /// The numbers to compute once its conditions hold, into `computed`.
    let amounts: ConditionProgram.Slice
  }

  /// A number of a rule that is an expression, and its bounds.
  struct Computed: Sendable {
    /// Into `ConditionProgram.expressions`.
    let expression: Int32
    let highest: Double
  }

  /// All members.
  let members: MemberTable
  let remainders: [Remainder]
  let rankTests: [RankComparison]
  let computed: [Computed]
  let market: IndexRows
  let stage: IndexRows
  let persona: IndexRows

  /// Indices into `RuleBook.rules`, ascending.
  var rules: [Int32] { members.rules }

  /// - Parameters:
  ///   - amounts: by index of a rule: what it computes.
  ///   - recommendations: by index of a rule: what it recommends first; empty where these recommend nothing.
  init(
    rules: [Int], of book: RuleBook, amounts: [Int: [Computed]] = [:],
    recommendations: [RecommendationRow] = [], with builder: inout ProgramBuilder
  ) {
    let vocabulary = book.vocabulary
    let words = (rules.count + 63) / 64
    var market = IndexRows(values: vocabulary.markets.count, words: words)
    var stage = IndexRows(values: vocabulary.stages.count, words: words)
    var persona = IndexRows(values: vocabulary.personas.count, words: words)
    var painPoints = IndexRows(values: vocabulary.painPoints.count, words: words)
    var triggers = IndexRows(values: vocabulary.triggers.count, words: words)
    var members: [MemberTable.Member] = []
    var remainders: [Remainder] = []
    var rankTests: [RankComparison] = []
    var computed: [Computed] = []
    members.reserveCapacity(rules.count)
    for (position, index) in rules.enumerated() {
      let rule = book.rules[index]
      let keys = IndexKeys(of: rule.when, in: vocabulary)
      // Where a rule can fail, what is not known must be distinguished from what does not hold: an error goes before it.
      let canFail = rule.hasConditionThatCanFail
      market.admit(position, values: keys.markets, count: vocabulary.markets.count, orUnknown: canFail)
      stage.admit(position, values: keys.stages, count: vocabulary.stages.count, orUnknown: canFail)
      persona.admit(position, values: keys.personas, count: vocabulary.personas.count, orUnknown: canFail)
      painPoints.admit(position, values: keys.painPoints, count: 0)
      triggers.admit(position, values: keys.triggers, count: 0)
      var tests: [RankComparison] = []
      let residual = builder.residual(
        of: rule.when, without: canFail ? IndexKeys.decidesThough : IndexKeys.decides,
        distinguishesUnknown: canFail,
        ranks: &tests)
      let amounts = amounts[index] ?? []
      let more = tests.dropFirst(2)
      let isDecided =
        more.isEmpty && residual.count == 0 && rule.unless == nil && rule.available.from == nil
        && rule.available.until == nil && amounts.isEmpty
      if !isDecided {
        remainders.append(
          Remainder(
            ranks: ConditionProgram.Slice(start: Int32(rankTests.count), count: Int32(more.count)),
            residual: residual, unless: rule.unless.map { builder.conjunction($0) },
            available: rule.available,
            amounts: ConditionProgram.Slice(start: Int32(computed.count), count: Int32(amounts.count))))
        rankTests += more
        computed += amounts
      }
      members.append(
        MemberTable.Member(
          first: tests.first ?? .none, second: tests.dropFirst().first ?? .none,
          remainder: isDecided ? -1 : Int32(remainders.count - 1)))
    }
    self.market = market
    self.stage = stage
    self.persona = persona
    self.members = MemberTable(
      rules: rules.map { Int32($0) }, members: members,
      recommendations: recommendations.isEmpty ? [] : rules.map { recommendations[$0] },
      painPoints: painPoints, triggers: triggers)
    self.remainders = remainders
    self.rankTests = rankTests
    self.computed = computed
  }
}

extension Rule {
  /// Whether a condition of it has an expression, which can fail.
  fileprivate var hasConditionThatCanFail: Bool {
    when?.hasExpression ?? false || unless?.hasExpression ?? false
  }
}

extension Condition {
  fileprivate var hasExpression: Bool {
    var found = false
    forEachExpression { _ in found = true }
    return found
  }
}
