extension FixedWidthInteger {
  /// The quotient rounded down, also below zero, where `/` rounds towards it. The divisor is above zero.
  package func quotient(floored divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
