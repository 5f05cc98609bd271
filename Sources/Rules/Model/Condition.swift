package import Diagnostics

/// A condition as the book states it: every term must hold. An empty list of terms always holds.
package struct Condition: Sendable {
  package let terms: [Term]

  package init(terms: [Term]) {
    self.terms = terms
  }

  /// One key of a condition with what it asks for.
  package struct Term: Sendable {
    /// As written, such as `stage` or `account.employees`.
    package let key: String
    /// Where the key stands in its file.
    package let span: SourceSpan
    package let test: Test

    package init(key: String, span: SourceSpan, test: Test) {
      self.key = key
      self.span = span
      self.test = test
    }
  }

  package indirect enum Test: Sendable {
    /// All comparisons must hold.
    case fact(Fact, [Comparison])
    case painPoints(Presence)
    case triggers(Presence)
    case touchpoints(TouchpointCount)
    case contacts(ContactCount)
    case buyingGroup(GroupCount)
    case anyOf([Condition])
    case allOf([Condition])
    case noneOf([Condition])
    case expression(CheckedExpression)
  }

  /// What is asked of the pain points or triggers: indices into their vocabulary. Every part that is given
  /// must hold; a plain id or list in the book is `any`.
  package struct Presence: Sendable {
    package var any: [Int]?
    package var all: [Int]?
    package var none: [Int]?
    /// Pain points below it do not count as there. 0 to 1; nil for triggers.
    package var minSeverity: Double?

    package init(any: [Int]? = nil, all: [Int]? = nil, none: [Int]? = nil, minSeverity: Double? = nil) {
      self.any = any
      self.all = all
      self.none = none
      self.minSeverity = minSeverity
    }
  }
}
