/// The interval of E. B. Wilson (1927) of a share: honest for few and for rare ones, and never outside of 0 to 1.
package enum Wilson {
  /// The quantile of the normal distribution for 95 %.
  private static let quantile = 1.959963984540054

  /// The 95 % interval of the share of a part; nil of nothing.
  package static func interval(of part: Int, among all: Int) -> ClosedRange<Double>? {
    guard all > 0, (0...all).contains(part) else { return nil }
    let (count, share) = (Double(all), Double(part) / Double(all))
    let square = quantile * quantile
    let middle = (share + square / (2 * count)) / (1 + square / count)
    let spread =
      quantile / (1 + square / count)
      * (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
    // The ends are exact there, whatever rounding leaves of them.
    let low = part == 0 ? 0 : max(0, middle - spread)
    let high = part == all ? 1 : min(1, middle + spread)
    return low...high
  }
}
