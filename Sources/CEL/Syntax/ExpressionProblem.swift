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
  private let advice: Advice?

  /// Either of two texts in the room of one: problems are thrown through deep calls on small stacks.
  private enum Advice: Hashable {
    case words(String)
    case word(String)
  }

  /// Messages that quote very long names are cut off.
  private static let longest = 400

  /// A problem of a stretch of the text.
  package init(_ kind: Kind, at range: Range<Int>, _ message: String, help: String? = nil) {
    self.init(kind, at: range, message, help.map { .words($0) })
  }

  /// A problem of a word for which one other word can be meant.
  init(_ kind: Kind, at range: Range<Int>, _ message: String, meant: String) {
    self.init(kind, at: range, message, .word(meant))
  }

  private init(_ kind: Kind, at range: Range<Int>, _ message: String, _ advice: Advice?) {
    self.kind = kind
    self.range = range
    self.message = message.utf8.count <= Self.longest ? message : message.prefix(Self.longest / 4) + "…"
    self.advice = advice
  }

  /// What to do about it.
  package var help: String? {
    switch advice {
    case .words(let text): text
    case .word(let word): "did you mean '\(word)'?"
    case nil: nil
    }
  }

  /// The one word that can be meant by the one that stands there, where there is one.
  package var meant: String? { if case .word(let word) = advice { word } else { nil } }
}
