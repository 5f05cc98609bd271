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

extension DecisionReference {
  /// In the order of bytes.
  func precedesInBytes(_ other: Self) -> Bool {
    switch (self, other) {
    case (.id(let one), .id(let other)): (one.high, one.low) < (other.high, other.low)
    default: bytesPrecede(text, other.text)
    }
  }

  private var text: String {
    switch self {
    case .id(let id): id.text
    case .text(let text): text.text
    }
  }
}
