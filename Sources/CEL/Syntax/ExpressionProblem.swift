/// One thing that is wrong with an expression, and where.
package struct ExpressionProblem: Error, Sendable, Hashable {
  /// What sort of problem it is; the raw value is a stable name.
  package enum Kind: String, Sendable, CaseIterable {
    case syntax
    case tooLong = "too-long"
    case tooDeep = "too-deep"
    case tooLarge = "too-large"
    case undeclared
    case noSuchField = "no-such-field"
    case noSuchFunction = "no-such-function"
    case noMatchingOverload = "no-matching-overload"
    case neverEqual = "never-equal"
    case notIterable = "not-iterable"
    case badPattern = "bad-pattern"
    case badZone = "bad-zone"
    case wrongType = "wrong-type"
  }

  /// What sort of problem it is.
  package let kind: Kind
  /// The stretch of the expression's text, as UTF-8 offsets.
  package let range: Range<Int>
  /// What is wrong, in lower case and without a full stop.
  package let message: String
  /// What to do about it.
  package let help: String?
  /// The one word that was meant instead of the one that stands there, where there is one.
  package let meant: Correction?

  /// Messages that quote very long names are cut off.
  private static let longest = 400

  /// A problem of a stretch of the text.
  package init(
    _ kind: Kind, at range: Range<Int>, _ message: String, help: String? = nil, meant: Correction? = nil
  ) {
    self.meant = meant
    self.kind = kind
    self.range = range
    self.message = message.utf8.count <= Self.longest ? message : message.prefix(Self.longest / 4) + "…"
    self.help = help
  }
}

/// A word that is written for another one.
package struct Correction: Sendable, Hashable {
  package let old: String
  package let new: String
}
