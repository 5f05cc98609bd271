package import CEL
package import Diagnostics
import YAML

/// An expression of the book: checked, and with its place in the file.
package struct CheckedExpression: Sendable {
  package let checked: Checked
  /// The key under which it stands, such as `if` or `score`.
  package let key: String
  /// Where the whole of it stands.
  package let location: SourceLocation
  private let places: ScalarPlaces
  /// What it depends on, by slot, each once.
  package let slots: [Int]
  let uses: ExpressionUses

  init(
    _ checked: Checked, key: String, at location: SourceLocation, places: ScalarPlaces, uses: ExpressionUses
  ) {
    self.checked = checked
    self.key = key
    self.location = location
    self.places = places
    self.uses = uses
    slots = checked.usedSlots.sorted()
  }

  /// Where a part stands, given in UTF-8 offsets of the expression.
  package func location(of range: Range<Int>) -> SourceLocation {
    SourceLocation(file: location.file, span: places.span(of: range))
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
