extension Literal {
  /// A whole number as an int, however it was written.
  package var normal: Literal {
    if case .double(let value) = self, let whole = Int64(exactly: value) { return .int(whole) }
    return self
  }

  /// Its value, where it is a number.
  package var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    case .bool, .string, .timestamp: nil
    }
  }

  /// True where both are numbers or both instants, and this is the lesser.
  package func precedes(_ other: Literal) -> Bool {
    switch (self, other) {
    case (.int(let left), .int(let right)): left < right
    case (.timestamp(let left), .timestamp(let right)): left < right
    default: number.flatMap { left in other.number.map { left < $0 } } ?? false
    }
  }

  /// As messages name it.
  package var words: String {
    switch self {
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .double(let value): Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    case .string(let text): "'\(text)'"
    case .timestamp(let instant): "\(instant)"
    }
  }
}
