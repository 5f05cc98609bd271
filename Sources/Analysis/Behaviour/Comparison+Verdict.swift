import Decisions
import Rules
import Time

extension Comparison {
  /// What it comes to for a text; nil: not known.
  func verdict(ofText text: String?) -> Verdict {
    verdict(of: text.map { Literal.string($0) }) { _, _ in false }
  }

  func verdict(ofTruth truth: Bool?) -> Verdict {
    verdict(of: truth.map { Literal.bool($0) }) { _, _ in false }
  }

  func verdict(ofNumber number: Double?) -> Verdict {
    if case .exists(let isWanted) = self { return Verdict((number != nil) == isWanted) }
    guard let number else { return .unknown }
    return meets(number, constant: \.number)
  }

  /// - Parameter date: microseconds since 1970.
  func verdict(ofDate date: Double?) -> Verdict {
    if case .exists(let isWanted) = self { return Verdict((date != nil) == isWanted) }
    guard let date else { return .unknown }
    return meets(date) { literal in
      if case .timestamp(let instant) = literal { Double(instant.microseconds) } else { nil }
    }
  }

  /// - Parameter offset: how much later than now, in microseconds.
  func verdict(ofOffset offset: Double?) -> Verdict {
    if case .exists(let isWanted) = self { return Verdict((offset != nil) == isWanted) }
    guard let offset else { return .unknown }
    return switch self {
    case .within(let span): Verdict(offset >= -Double(span.microseconds) && offset <= 0)
    case .olderThan(let span): Verdict(offset < -Double(span.microseconds))
    case .inNext(let span): Verdict(offset >= 0 && offset <= Double(span.microseconds))
    case .laterThan(let span): Verdict(offset > Double(span.microseconds))
    default: .fails
    }
  }

  private func verdict(of value: Literal?, _ precedes: (Literal, Literal) -> Bool) -> Verdict {
    if case .exists(let isWanted) = self { return Verdict((value != nil) == isWanted) }
    guard let value else { return .unknown }
    return switch self {
    case .equal(let literal): Verdict(value == literal)
    case .notEqual(let literal): Verdict(value != literal)
    case .isIn(let list): Verdict(list.contains(value))
    case .isNotIn(let list): Verdict(!list.contains(value))
    default: .fails
    }
  }

  private func meets(_ value: Double, constant: (Literal) -> Double?) -> Verdict {
    func compare(_ literal: Literal, _ holds: (Double, Double) -> Bool) -> Bool {
      constant(literal).map { holds(value, $0) } ?? false
    }
    return switch self {
    case .equal(let literal): Verdict(compare(literal, ==))
    case .notEqual(let literal): Verdict(compare(literal, !=))
    case .greater(let literal): Verdict(compare(literal, >))
    case .greaterOrEqual(let literal): Verdict(compare(literal, >=))
    case .less(let literal): Verdict(compare(literal, <))
    case .lessOrEqual(let literal): Verdict(compare(literal, <=))
    case .between(let low, let high): Verdict(compare(low, >=) && compare(high, <=))
    case .isIn(let list): Verdict(list.contains { compare($0, ==) })
    case .isNotIn(let list): Verdict(!list.contains { compare($0, ==) })
    default: .fails
    }
  }
}
