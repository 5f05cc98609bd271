import Rules
import Time

extension Comparison {
  /// The constants that it compares with.
  private var literals: [Literal] {
    switch self {
    case .equal(let literal), .notEqual(let literal), .greater(let literal), .greaterOrEqual(let literal),
      .less(let literal), .lessOrEqual(let literal):
      [literal]
    case .between(let low, let high): [low, high]
    case .isIn(let list), .isNotIn(let list), .hasAll(let list), .hasAny(let list), .hasNone(let list): list
    case .exists, .within, .olderThan, .inNext, .laterThan: []
    }
  }

  var texts: [String] {
    literals.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }

  var numbers: [Double] { literals.compactMap(\.number) }

  /// In microseconds since 1970.
  var dates: [Double] {
    literals.compactMap { if case .timestamp(let instant) = $0 { Double(instant.microseconds) } else { nil } }
  }

  /// Where it cuts the time around now, in microseconds after it.
  var offsets: [Double] {
    switch self {
    case .within(let span), .olderThan(let span): [-Double(span.microseconds), 0]
    case .inNext(let span), .laterThan(let span): [0, Double(span.microseconds)]
    default: []
    }
  }

  /// Where a comparison of whole days since an instant cuts the time around now, in microseconds after it.
  var ages: [Double] {
    numbers.flatMap { days in
      // Whole days are at least n from n days on, and n up to n + 1 days.
      [days.rounded(.down), days.rounded(.up), days.rounded(.down) + 1, days.rounded(.up) + 1].withoutRepeats
        .map { -$0 * Double(TimeSpan.day.microseconds) }
    }
  }
}
