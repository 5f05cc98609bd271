import Diagnostics

/// Numbers of lines that were erased, to be told together: between them stand lines that nobody asked for, or none.
struct ErasedLines {
  private var ranges: [ClosedRange<Int64>] = []

  /// How many ranges are named; of more it is said how many lines they are.
  private static let mostNamed = 6

  var isEmpty: Bool { ranges.isEmpty }

  mutating func add(_ lines: ClosedRange<Int64>) {
    if let last = ranges.last, lines.lowerBound == last.upperBound + 1 {
      ranges[ranges.count - 1] = last.lowerBound...lines.upperBound
    } else {
      ranges.append(lines)
    }
  }

  /// Which lines they are, without a full stop: `lines 2, 6 and 11 to 12 are erased`.
  var text: String {
    guard let first = ranges.first, let last = ranges.last else { return "" }
    if ranges.count == 1, first.count == 1 { return "line \(first.lowerBound) is erased" }
    guard ranges.count <= Self.mostNamed else {
      let count = ranges.reduce(0) { $0 + $1.count }
      return
        "\(count) lines from \(first.lowerBound) to \(last.upperBound) are erased, and others between them are not"
    }
    let names = ranges.map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }
    return "lines \(names.listed()) are erased"
  }
}
