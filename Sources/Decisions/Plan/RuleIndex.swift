import Rules

/// Rules of one verb, so indexed that a state finds those that can match without looking at the others.
///
/// For each dimension (market, stage, persona, pain points, triggers) and each value of it there is a row: a set
/// of bits over the rules, those which this value allows. A state intersects the few rows it selects; what
/// survives is evaluated in full but for the terms that a row decides exactly.
final class RuleIndex: Sendable {
  /// What decides most members, in 28 bytes: there are many, and the fewer lines of the processor's cache they
  /// fill, the faster a state goes through them.
  struct Member: Sendable {
    /// The first two comparisons that the rows leave; `RankComparison.none` where they leave none.
    let first: RankComparison
    let second: RankComparison
    /// Index into `remainders`, for what else there is to ask; -1 for nothing.
    let remainder: Int32

    /// 1 where both hold, else 0. Which it is cannot be foreseen, so nothing here branches.
    @inline(__always)
    func passes(_ ranks: [UInt32]) -> Int { (first.holds(ranks) ? 1 : 0) & (second.holds(ranks) ? 1 : 0) }
  }

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

  /// One dimension of the index: a row for each value, and one for "not known" or "none".
  struct Dimension: Sendable {
    let words: Int
    /// Rows of `words` each: value 0, value 1, …, then the row of rules that do not ask.
    var bits: [UInt64]
    /// Whether any rule asks; where none does, every row allows all.
    private(set) var isAsked = false

    init(values: Int, words: Int) {
      self.words = words
      bits = Array(repeating: 0, count: (values + 1) * words)
    }

    /// Where the row of a value starts; the last row is that of rules that do not ask.
    func start(of value: Int?) -> Int { value.map { $0 * words } ?? bits.count - words }

    mutating func set(_ member: Int, in value: Int?) {
      bits[start(of: value) + member >> 6] |= 1 << UInt64(member & 63)
    }

    /// Lets a rule through: for these values only, or where it does not ask, for all.
    ///
    /// - Parameter orUnknown: whether also where the value is not known.
    mutating func admit(_ member: Int, values: [Int]?, count: Int, orUnknown: Bool = false) {
      if let values {
        isAsked = true
        for value in values { set(member, in: value) }
        if orUnknown { set(member, in: nil) }
      } else {
        for value in 0..<count { set(member, in: value) }
        set(member, in: nil)
      }
    }
  }

  /// Indices into `RuleBook.rules`, ascending; the position here is that of the member and of its bit.
  let rules: [Int32]
  let members: [Member]
  let remainders: [Remainder]
  let rankTests: [RankComparison]
  let computed: [Computed]
  let words: Int
  let market: Dimension
  let stage: Dimension
  let persona: Dimension
  /// Rows of single pain points hold only the rules that ask for them: a state takes the union.
  let painPoints: Dimension
  let triggers: Dimension

  /// - Parameter amounts: by index of a rule: what it computes.
  init(rules: [Int], of book: RuleBook, amounts: [Int: [Computed]] = [:], with builder: inout ProgramBuilder)
  {
    let vocabulary = book.vocabulary
    words = (rules.count + 63) / 64
    var market = Dimension(values: vocabulary.markets.count, words: words)
    var stage = Dimension(values: vocabulary.stages.count, words: words)
    var persona = Dimension(values: vocabulary.personas.count, words: words)
    var painPoints = Dimension(values: vocabulary.painPoints.count, words: words)
    var triggers = Dimension(values: vocabulary.triggers.count, words: words)
    var members: [Member] = []
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
        Member(
          first: tests.first ?? .none, second: tests.dropFirst().first ?? .none,
          remainder: isDecided ? -1 : Int32(remainders.count - 1)))
    }
    self.market = market
    self.stage = stage
    self.persona = persona
    self.painPoints = painPoints
    self.triggers = triggers
    self.rules = rules.map { Int32($0) }
    self.members = members
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
