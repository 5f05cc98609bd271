/// The math extension's operations on the bits of integers.
extension Library {
  private static func combine(
    _ name: String, _ ints: @escaping @Sendable (Int64, Int64) -> Int64,
    _ uints: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> Function {
    Function(
      name,
      [
        .global(Int64.self, Int64.self) { a, b, _ in ints(a, b) },
        .global(UInt64.self, UInt64.self) { a, b, _ in uints(a, b) },
      ])
  }

  /// Shifts move zeros in from either side; a shift by 64 or more gives zero.
  private static func shift(_ name: String, _ shift: @escaping @Sendable (UInt64, UInt64) -> UInt64)
    -> Function
  {
    Function(
      name,
      [
        .global(Int64.self, Int64.self) { a, count, _ throws(Stop) in
          guard let count = UInt64(exactly: count) else { throw .failure("the shift is negative") }
          return Int64(bitPattern: shift(UInt64(bitPattern: a), count))
        },
        .global(UInt64.self, Int64.self) { a, count, _ throws(Stop) in
          guard let count = UInt64(exactly: count) else { throw .failure("the shift is negative") }
          return shift(a, count)
        },
      ])
  }

  static let bits: [Function] = [
    combine("math.bitAnd", { $0 & $1 }, { $0 & $1 }),
    combine("math.bitOr", { $0 | $1 }, { $0 | $1 }),
    combine("math.bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
    Function("math.bitNot", [.global(Int64.self) { a, _ in ~a }, .global(UInt64.self) { a, _ in ~a }]),
    shift("math.bitShiftLeft") { $0 << $1 },
    shift("math.bitShiftRight") { $0 >> $1 },
  ]
}
