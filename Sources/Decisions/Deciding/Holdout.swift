import Crypto
import Rules

extension DecisionPlan {
  /// Whether a journey is in the holdout group: SHA-256 of salt, a zero byte and the id; of its first eight bytes,
  /// big-endian, the part below the percentage is held out.
  func isHeldOut(journey: String, account: String?) -> Bool {
    guard let holdout = book.policies.holdout else { return false }
    let id = holdout.scope == .account ? account ?? journey : journey
    var hash = SHA256()
    hash.update(data: Array(holdout.salt.utf8) + [0] + Array(id.utf8))
    let number = hash.finalize().prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }

    return ShareOfAll(percent: holdout.percent).contains(number)
  }
}

/// A percentage of all 64-bit numbers, from zero up.
private struct ShareOfAll {
  private let percent: Double

  init(percent: Double) { self.percent = percent }

  /// Whether n × 100 < percent × 2⁶⁴.
  func contains(_ number: UInt64) -> Bool {
    guard percent > 0 else { return false }
    // percent = significand × 2^exponent with a whole significand below 2⁵³ and an exponent of at most -46,
    // as percentages are at most 100. Multiplied by 2⁶⁴ it is significand × 2^(exponent + 64).
    let significand = UInt128(percent.significandBitPattern | 1 << 52)
    let shift = Int(percent.exponent) - 52 + 64
    let left = UInt128(number) * 100
    if shift >= 0 { return left < significand << UInt128(shift) }
    // The left side is whole: it is below the quotient where it is below the quotient rounded up.
    if shift < -60 { return left == 0 }
    let divisor = UInt128(1) << UInt128(-shift)
    return left < (significand + divisor - 1) / divisor
  }
}
