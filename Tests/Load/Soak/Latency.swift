import Foundation

/// How long answers took, in each half of a run, by powers of the eighth root of two.
struct Latency {
  private var halves = [[Int]](repeating: [Int](repeating: 0, count: 256), count: 2)

  mutating func add(_ seconds: Double, isSecondHalf: Bool) {
    halves[isSecondHalf ? 1 : 0][Self.bucket(of: seconds)] += 1
  }

  mutating func add(_ other: Latency) {
    for half in 0..<2 {
      for bucket in halves[half].indices { halves[half][bucket] += other.halves[half][bucket] }
    }
  }

  /// From a microsecond on.
  private static func bucket(of seconds: Double) -> Int {
    max(0, min(255, Int((log2(max(seconds, 1e-6) * 1e6) * 8).rounded(.down))))
  }

  /// In milliseconds, the upper edge of the bucket in which it is.
  private func quantile(_ share: Double, half: Int) -> Double {
    let counts = halves[half]
    let wanted = Double(counts.reduce(0, +)) * share
    var sum = 0
    for (bucket, count) in counts.enumerated() {
      sum += count
      if count > 0, Double(sum) >= wanted { return exp2(Double(bucket + 1) / 8) / 1_000 }
    }
    return 0
  }

  func report(to findings: inout Findings) {
    func line(_ half: Int) -> String {
      [0.5, 0.99, 0.999].map { String(format: "%.2f", quantile($0, half: half)) }.joined(separator: " / ")
    }
    findings.note(
      "answers of one state, p50 / p99 / p99.9 in ms: first half \(line(0)), second half \(line(1))")
    // One bucket is nine per cent: less than that cannot be told apart.
    if quantile(0.99, half: 1) > quantile(0.99, half: 0) * 1.1 {
      findings.add("the p99 of the second half is worse than that of the first")
    }
  }
}
