import Rules
import Time

/// Whether a condition holds, by Kleene's logic with errors. Ordered so that "and" is the least: what fails beats an
/// error, an error what is not known.
package enum Verdict: UInt8, Sendable, Comparable, CaseIterable {
  case fails, error, unknown, holds

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  package init(_ isTrue: Bool) { self = isTrue ? .holds : .fails }

  /// What "or" makes of two: what holds beats an error, an error what is not known.
  package func or(_ other: Verdict) -> Verdict {
    if self == .holds || other == .holds { return .holds }
    if self == .error || other == .error { return .error }
    return max(self, other)
  }

  /// What a rule's conditions come to where its `unless` has a verdict.
  package func unless(_ exception: Verdict) -> Verdict {
    switch exception {
    case .holds: .fails
    case .error: min(self, .error)
    case .unknown, .fails: self
    }
  }
}

/// All conditions of a book in flat tables without references: a conjunction is a range of tests.
struct ConditionProgram: Sendable {
  /// A range of a table: of `tests` for a conjunction, of `values`, `items` or `branches` for what a test lists.
  struct Slice: Sendable {
    var start: Int32
    var count: Int32

    static let always = Slice(start: 0, count: 0)
    var range: Range<Int> { Int(start)..<Int(start + count) }
  }

  enum Relation: UInt8, Sendable { case equal, notEqual, greater, greaterOrEqual, less, lessOrEqual }

  /// What one test asks. Payloads are trivial; ranges point into the tables of the program.
  enum Test: Sendable {
    case compare(slot: UInt16, Relation, FactValue)
    case isIn(slot: UInt16, values: Slice)
    case isNotIn(slot: UInt16, values: Slice)
    case exists(slot: UInt16, Bool)
    case within(slot: UInt16, TimeSpan)
    case olderThan(slot: UInt16, TimeSpan)
    case inNext(slot: UInt16, TimeSpan)
    case laterThan(slot: UInt16, TimeSpan)
    case hasAll(slot: UInt16, values: Slice)
    case hasAny(slot: UInt16, values: Slice)
    case hasNone(slot: UInt16, values: Slice)
    case painPointsAny(items: Slice, minSeverity: Float64)
    case painPointsAll(items: Slice, minSeverity: Float64)
    case painPointsNone(items: Slice, minSeverity: Float64)
    case triggersAny(items: Slice)
    case triggersAll(items: Slice)
    case triggersNone(items: Slice)
    /// Index into `touchpointCounts`.
    case touchpoints(Int32)
    /// Index into `contactCounts`.
    case contacts(Int32)
    /// Index into `groupCounts`.
    case buyingGroup(Int32)
    /// A range of `branches`, each a conjunction.
    case anyOf(branches: Slice)
    case allOf(branches: Slice)
    case noneOf(branches: Slice)
    /// Index into `expressions`.
    case expression(Int32)
  }

  private(set) var tests: [Test] = []
  /// By test: which term of its condition it comes from, as `Condition.term(_:)` counts. Deciding never reads it; an
  /// explanation finds the term's key and place by it.
  private(set) var terms: [Int32] = []
  /// Values of `in` and its kin.
  var values: [FactValue] = []
  /// Indices of vocabulary items.
  var items: [Int32] = []
  var branches: [Slice] = []
  var touchpointCounts: [TouchpointCount] = []
  /// Sets of touchpoints, a bit for each.
  var touchpointSets: [UInt64] = []
  /// What counts ask of how touchpoints were felt.
  var sentiments: [[Comparison]] = []
  var contactCounts: [Condition.ContactCount] = []
  var groupCounts: [Condition.GroupCount] = []
  var expressions: [CompiledExpression] = []

  mutating func append(_ test: Test, of term: Int32) {
    tests.append(test)
    terms.append(term)
  }
}
