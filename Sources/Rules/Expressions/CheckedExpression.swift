package import CEL
package import Diagnostics

/// An expression of the book: checked, and with its place in the file.
package struct CheckedExpression: Sendable {
  package let checked: Checked
  /// As it is written.
  package let text: String
  /// The key under which it stands, such as `if` or `score`.
  package let key: String
  /// Where the whole of it stands.
  package let location: SourceLocation
  private let place: @Sendable (Range<Int>) -> SourceSpan
  /// What it depends on, by slot, each once.
  package let slots: [Int]
  package let uses: ExpressionUses

  /// - Parameter place: where a range of the expression stands in its file, in UTF-8 offsets.
  package init(
    _ checked: Checked, text: String, key: String, at location: SourceLocation, uses: ExpressionUses,
    place: @escaping @Sendable (Range<Int>) -> SourceSpan
  ) {
    self.checked = checked
    self.text = text
    self.key = key
    self.location = location
    self.place = place
    self.uses = uses
    slots = checked.usedSlots.sorted()
  }

  /// Its text, whatever blanks and comments are in it.
  package var withoutLayout: ExactText { ExactText(text.withoutExpressionLayout) }

  /// Where a part stands, given in UTF-8 offsets of the expression.
  package func location(of range: Range<Int>) -> SourceLocation {
    SourceLocation(file: location.file, span: place(range))
  }
}

/// A number of a rule: written out, or computed for each state.
package enum Amount: Sendable {
  case literal(Double)
  case computed(CheckedExpression)

  package var literal: Double? {
    if case .literal(let value) = self { value } else { nil }
  }

  package var expression: CheckedExpression? {
    if case .computed(let expression) = self { expression } else { nil }
  }
}
