package import Rules

/// What a contact says of the decision that it carries out: equal to another where all code points are.
package enum DecisionReference: Sendable, Hashable {
  /// An id as the daemon writes it.
  case id(DecisionID)
  /// Any other text.
  case text(ExactText)

  package init(_ text: String) {
    self = DecisionID(text, inAnyCase: false).map { .id($0) } ?? .text(ExactText(text))
  }
}

extension DecisionReference: Comparable {
  /// Ids first; each kind in the order of bytes.
  package static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.id(let left), .id(let right)): (left.high, left.low) < (right.high, right.low)
    case (.text(let left), .text(let right)): bytesPrecede(left.text, right.text)
    case (.id, .text): true
    case (.text, .id): false
    }
  }
}
