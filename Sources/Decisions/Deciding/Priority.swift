/// Priorities are whole millionths, so that their order and their text are exact.
package enum Priority {
  /// Score × weight in millionths: the exact product of the two doubles, rounded half up. Both from 0 to 100.
  package static func millionths(score: Double, weight: Double) -> Int64 {
    guard score > 0, weight > 0 else { return 0 }
    // significand × significand × 10⁶ is below 2¹²⁶; the exponents sum to a shift to the right.
    let (scoreInteger, scoreExponent) = parts(score)
    let (weightInteger, weightExponent) = parts(weight)
    let product = UInt128(scoreInteger) * UInt128(weightInteger) * 1_000_000
    let shift = -(scoreExponent + weightExponent)
    if shift <= 0 { return Int64(product << UInt128(-shift)) }
    if shift > 127 { return 0 }
    return Int64((product + (1 << UInt128(shift - 1))) >> UInt128(shift))
  }

  /// The double that is nearest to a number of millionths.
  package static func value(_ millionths: Int64) -> Double {
    Double(millionths) / 1_000_000
  }

  /// A positive number as an integer below 2⁵³ times a power of two.
  private static func parts(_ value: Double) -> (UInt64, Int) {
    guard value.isNormal else { return (value.significandBitPattern, -1_074) }
    return (value.significandBitPattern | 1 << 52, Int(value.exponent) - 52)
  }
}

extension Priority {
  /// The least number with few decimals that, times another one, reaches a priority; nil where it would be over 100.
  ///
  /// - Parameters:
  ///   - priority: in millionths.
  ///   - factor: from 0 to 100.
  ///   - decimals: how many it may have; more where it would be over 100 with so few.
  package static func leastFactor(reaching priority: Int64, with factor: Double, decimals: Int) -> Double? {
    guard factor > 0 else { return nil }
    var scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    for _ in decimals...8 {
      var count = (value(priority) / factor * scale).rounded(.down)
      // Close by: the division rounds.
      if count > 0 { count -= 1 }
      while count / scale <= 100, millionths(score: count / scale, weight: factor) < priority { count += 1 }
      if count / scale <= 100 { return count / scale }
      scale *= 10
    }
    return nil
  }
}
