import Rules

/// The stretches into which constants part the numbers: whatever a comparison with one of them says, it says of a whole
/// stretch, or of a constant.
struct Stretches {
  private let constants: [Literal]

  init(_ constants: [Literal]) { self.constants = constants }

  /// Every constant, and a number of each stretch between, below and above them; without constants, one number. Ascending.
  ///
  /// - Parameter range: where all must lie; nil: anywhere.
  func values(in range: ClosedRange<Double>?) -> [Double] {
    let cuts = Set(constants.compactMap(\.number)).sorted()
    guard let first = cuts.first, let last = cuts.last else { return [1] }
    var values = [range.map { max($0.lowerBound, first - 1) } ?? first - 1]
    for (cut, next) in zip(cuts, cuts.dropFirst()) {
      values.append(cut)
      values.append(next - cut > 1 ? cut + 1 : cut + (next - cut) / 2)
    }
    values += [last, range.map { min($0.upperBound, last + 1) } ?? last + 1]
    return values.filter { $0.isFinite && range?.contains($0) ?? true }.withoutRepeats
  }

  /// The whole numbers at and beside each constant; without constants, one number. Ascending.
  var wholeValues: [Int64] {
    var values: Set<Int64> = []
    for constant in constants {
      let cuts: [Int64] =
        switch constant {
        case .int(let value): [value]
        case .double(let value): [value.rounded(.down), value.rounded(.up)].compactMap { Int64(exactly: $0) }
        case .bool, .string, .timestamp: []
        }
      for cut in cuts {
        values.formUnion(
          [-1, 0, 1].map { cut.addingReportingOverflow($0) }.filter { !$0.overflow }.map(\.partialValue))
      }
    }
    return values.isEmpty ? [1] : values.sorted()
  }
}

extension Literal {
  /// The double nearest to it; nil for what is no number.
  fileprivate var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    case .bool, .string, .timestamp: nil
    }
  }
}
