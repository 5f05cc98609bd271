/// Counts durations by buckets. To count one allocates nothing.
package struct Histogram: Sendable {
  /// The upper bounds, in seconds, rising.
  let bounds: [Double]
  /// The same, in nanoseconds.
  private let limits: [Int64]
  /// By bucket; the last is for what is above all bounds.
  private(set) var counts: [Int]
  private var nanoseconds: Int64 = 0

  /// - Parameter metric: a histogram.
  package init(of metric: Metric) {
    guard case .histogram(let bounds) = metric.kind else {
      preconditionFailure("\(metric) is no histogram")
    }
    self.bounds = bounds
    limits = bounds.map { Int64(($0 * 1e9).rounded()) }
    counts = Array(repeating: 0, count: bounds.count + 1)
  }

  package mutating func count(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    count(nanoseconds: seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000)
  }

  package mutating func count(nanoseconds duration: Int64) {
    var bucket = 0
    while bucket < limits.count, duration > limits[bucket] { bucket += 1 }
    counts[bucket] += 1
    nanoseconds &+= max(0, duration)
  }

  /// Of all durations, in seconds.
  var sum: Double { Double(nanoseconds) / 1e9 }

  /// How many durations were counted.
  package var total: Int { counts.reduce(0, +) }
}
