import Foundation
import Time

@testable import Journeys

/// The estimators as they are defined, each sum and product over everything, with no thought of speed.
struct DefinedCurve {
  let stays: [Stay]

  func atRisk(_ time: TimeSpan) -> [Stay] {
    stays.filter { stay in
      stay.delay < time && time <= stay.duration
        || time.microseconds == 0 && stay.delay.microseconds == 0
    }
  }

  func ended(_ time: TimeSpan, as end: StayEnd? = nil) -> Int {
    atRisk(time).count { $0.duration == time && $0.end != nil && (end == nil || $0.end == end) }
  }

  /// The durations at which one at risk ends, up to a time.
  func times(upTo time: TimeSpan) -> [TimeSpan] {
    Set(stays.map(\.duration)).filter { $0 <= time && ended($0) > 0 }.sorted()
  }

  func staying(_ time: TimeSpan) -> Double {
    times(upTo: time).map { 1 - Double(ended($0)) / Double(atRisk($0).count) }.reduce(1, *)
  }

  func share(_ end: StayEnd, _ time: TimeSpan) -> Double {
    let times = times(upTo: time)
    return times.indices.map { index -> Double in
      let before = index == 0 ? 1 : staying(times[index - 1])
      return before * Double(ended(times[index], as: end)) / Double(atRisk(times[index]).count)
    }.reduce(0.0, +)
  }

  func interval(_ time: TimeSpan) -> ClosedRange<Double>? {
    let staying = staying(time)
    guard staying > 0, staying < 1 else { return nil }
    let variance = times(upTo: time).map { time -> Double in
      let (ended, atRisk) = (Double(ended(time)), Double(atRisk(time).count))
      return ended / (atRisk * (atRisk - ended))
    }.reduce(0, +)
    let spread = 1.959963984540054 * (variance / pow(log(staying), 2)).squareRoot()
    let middle = log(-log(staying))
    return exp(-exp(middle + spread))...exp(-exp(middle - spread))
  }

  func time(until share: Double) -> TimeSpan? {
    let first = times(upTo: TimeSpan(microseconds: .max)).first { staying($0) <= 1 - share + 1e-12 }
    return first.flatMap { atRisk($0).count < 5 ? nil : $0 }
  }
}
