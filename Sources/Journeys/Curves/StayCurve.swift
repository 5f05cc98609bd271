package import Time

/// How long journeys stay in a stage, and where they go: the estimators of Kaplan and Meier (1958) and of Aalen and
/// Johansen (1978) for episodes of which some have not ended yet, and some were seen only after they had begun.
package struct StayCurve: Sendable {
  /// What happens at one duration at which episodes end.
  package struct Point: Sendable {
    /// Since the entry.
    package let time: TimeSpan
    /// Episodes that could be seen to end then: where delay < time ≤ duration and, at zero, those without a delay.
    package let atRisk: Int
    /// Episodes at risk that end then.
    package let ended: Int
    /// S(t) = Π (1 − d/n).
    package let staying: Double
    /// Greenwood's sum Σ d / (n (n − d)): the variance of log S.
    package let logVariance: Double
  }

  /// By time.
  package let points: [Point]
  /// For each point in turn F(t) = Σ S(before t) · d/n of each end, by the end's place.
  private let shares: [Double]
  private let ends: Int
  /// Episodes that were ever at risk.
  package let count: Int
  /// The longest duration among those; nil where there are none.
  package let longest: TimeSpan?

  /// O(n log n).
  ///
  /// - Parameter exits: how many exits the book has.
  package init(_ stays: [Stay], exits: Int) {
    ends = 2 + exits
    let watched = stays.filter(\.isEverAtRisk).sorted { $0.duration < $1.duration }
    let delays = watched.map(\.delay).sorted()
    count = watched.count
    longest = watched.last?.duration
    var points: [Point] = []
    var shares: [Double] = []
    var sums = [Double](repeating: 0, count: ends)
    var counts = [Int](repeating: 0, count: ends)
    var (staying, logVariance) = (1.0, 0.0)
    var (first, begun) = (0, 0)
    while first < watched.count {
      let time = watched[first].duration
      var next = first
      var ended = 0
      while next < watched.count, watched[next].duration == time {
        if let end = watched[next].end {
          counts[end.place] += 1
          ended += 1
        }
        next += 1
      }
      if ended > 0 {
        while begun < delays.count, delays[begun] < time || delays[begun].microseconds == 0 { begun += 1 }
        let atRisk = begun - first
        for end in 0..<ends where counts[end] > 0 {
          sums[end] += staying * Double(counts[end]) / Double(atRisk)
          counts[end] = 0
        }
        staying *= Double(atRisk - ended) / Double(atRisk)
        logVariance += Double(ended) / (Double(atRisk) * Double(atRisk - ended))
        points.append(
          Point(time: time, atRisk: atRisk, ended: ended, staying: staying, logVariance: logVariance))
        shares += sums
      }
      first = next
    }
    self.points = points
    self.shares = shares
  }

  /// The index of the last point not later than a time; nil before the first one.
  private func index(at time: TimeSpan) -> Int? {
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  /// Whether anybody has been watched for so long: beyond the longest duration nothing is known.
  private func reaches(_ time: TimeSpan) -> Bool { longest.map { time <= $0 } ?? false }

  /// S(t), the chance to be in the stage still, so long after the entry; nil beyond the longest duration.
  package func staying(at time: TimeSpan) -> Double? {
    reaches(time) ? index(at: time).map { points[$0].staying } ?? 1 : nil
  }

  /// The 95 % interval of S(t), on the scale of log(−log S); nil where S is 0 or 1, and beyond the longest duration.
  package func interval(at time: TimeSpan) -> ClosedRange<Double>? {
    reaches(time) ? index(at: time).flatMap { points[$0].interval } : nil
  }

  /// F(t) of an end: the chance to have left that way, so long after the entry; nil beyond the longest duration.
  package func share(of end: StayEnd, at time: TimeSpan) -> Double? {
    reaches(time) ? index(at: time).map { shares[$0 * ends + end.place] } ?? 0 : nil
  }
}
