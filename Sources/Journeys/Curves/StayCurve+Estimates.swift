import Glibc
package import Time

extension StayCurve.Point {
  /// The quantile of the normal distribution at 97.5 %.
  private static let normalQuantile = 1.959963984540054

  /// exp(−exp(log(−log S) ± z · √(Greenwood's sum) / log S)) (Kalbfleisch and Prentice); nil where S is 0 or 1.
  package var interval: ClosedRange<Double>? {
    guard staying > 0, staying < 1 else { return nil }
    let logarithm = log(staying)
    let middle = log(-logarithm)
    let width = Self.normalQuantile * logVariance.squareRoot() / -logarithm
    return exp(-exp(middle + width))...exp(-exp(middle - width))
  }
}

extension StayCurve {
  /// Fewer at risk say nothing of when a share of all has left.
  private static let leastAtRisk = 5
  private static let tolerance = 1e-12

  /// The first time at which at least a share has left: S ≤ 1 − share. Nil where that is never reached, and where
  /// fewer than five are at risk there.
  package func time(until share: Double) -> TimeSpan? {
    let wanted = 1 - share + Self.tolerance
    guard let point = points.first(where: { $0.staying <= wanted }), point.atRisk >= Self.leastAtRisk else {
      return nil
    }
    return point.time
  }

  /// The time by which half have left.
  package var median: TimeSpan? { time(until: 0.5) }

  /// 1 − S(age + span) / S(age): of those who have stayed for so long, the share that leaves within a span. Nil beyond
  /// the longest duration, and where nobody stays so long.
  package func leaving(within span: TimeSpan, after age: TimeSpan) -> Double? {
    guard let now = staying(at: age), let then = staying(at: age + span), now > 0 else { return nil }
    return 1 - then / now
  }
}
