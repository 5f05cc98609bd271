package import Time

/// A constant that a fact is compared with.
package enum Literal: Sendable, Hashable {
  case bool(Bool)
  case int(Int64)
  case double(Double)
  /// A string by its text: a free attribute, or the id of a vocabulary item, phase or role.
  case string(String)
  case timestamp(Instant)

  /// Texts are equal only where all code points are.
  package static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.string(let left), .string(let right)): ExactText(left) == ExactText(right)
    case (.timestamp(let left), .timestamp(let right)): left == right
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .double(let value): hasher.combine(value)
    case .string(let text): hasher.combine(ExactText(text))
    case .timestamp(let instant): hasher.combine(instant)
    }
  }
}
