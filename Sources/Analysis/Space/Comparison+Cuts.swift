import Rules
import Time

extension Comparison {
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
