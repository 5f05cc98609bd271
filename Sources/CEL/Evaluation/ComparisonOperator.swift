/// The six comparisons.
enum ComparisonOperator {
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual

  init?(_ name: String) {
    switch name {
    case Operator.less: self = .less
    case Operator.lessOrEqual: self = .lessOrEqual
    case Operator.greater: self = .greater
    case Operator.greaterOrEqual: self = .greaterOrEqual
    case Operator.equal: self = .equal
    case Operator.notEqual: self = .notEqual
    default: return nil
    }
  }

  /// The comparison that holds for the sides exchanged.
  var flipped: ComparisonOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual: self
    }
  }

  /// Whether it asks for equality, which all values have, and not for order.
  var isEquality: Bool { self == .equal || self == .notEqual }

  @inline(__always)
  func holds<T: Comparable>(_ one: T, _ other: T) -> Bool {
    switch self {
    case .less: one < other
    case .lessOrEqual: one <= other
    case .greater: one > other
    case .greaterOrEqual: one >= other
    case .equal: one == other
    case .notEqual: one != other
    }
  }

  func holds(_ order: Order) -> Bool {
    switch self {
    case .less: order == .before
    case .lessOrEqual: order == .before || order == .same
    case .greater: order == .after
    case .greaterOrEqual: order == .after || order == .same
    case .equal: order == .same
    case .notEqual: order != .same
    }
  }

  /// What it gives for a value that is no number where the other side is one.
  func resultForOthers(_ value: Value, at range: Range<Int>) -> Value {
    switch value {
    case .error, .unknown: value
    default: isEquality ? .bool(self == .notEqual) : .noSuchOverload(at: range)
    }
  }
}
