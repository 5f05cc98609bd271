import Foundation

/// A time zone as a table of its offsets from 1970 to 2200, so that nothing asks a calendar at decision time.
package final class Zone: Sendable {
  /// The IANA name.
  package let name: String
  /// The instants at which the offset changes, ascending, in seconds since 1970.
  private let transitions: [Int64]
  /// Seconds east of Greenwich: before the first transition, then from each one on.
  private let offsets: [Int64]

  package static let utc = Zone(name: "UTC", transitions: [], offsets: [0])

  private init(name: String, transitions: [Int64], offsets: [Int64]) {
    self.name = name
    self.transitions = transitions
    self.offsets = offsets
  }

  /// Nil where the machine's time zone database has no zone of this name; see `ZoneNames`.
  package convenience init?(named name: String) {
    guard ZoneNames.contains(name), let zone = TimeZone(identifier: name) else { return nil }
    var transitions: [Int64] = []
    var offsets = [Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: 0)))]
    var from = Date(timeIntervalSince1970: 0)
    let end = Date(timeIntervalSince1970: 7_258_118_400)
    while let next = zone.nextDaylightSavingTimeTransition(after: from), next > from, next < end {
      let offset = Int64(zone.secondsFromGMT(for: next))
      if offset != offsets[offsets.count - 1] {
        transitions.append(Int64(next.timeIntervalSince1970))
        offsets.append(offset)
      }
      from = next
    }
    self.init(name: name, transitions: transitions, offsets: offsets)
  }

  /// The index into `offsets` of the period that holds a second: binary search.
  private func period(at second: Int64) -> Int {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Seconds since 1970 on the wall clock of this zone, rounded down.
  package func wallClock(at instant: Instant) -> Int64 {
    let second = instant.seconds
    return second + offsets[period(at: second)]
  }

  /// Which instant of those that an overlapping wall clock time names.
  package enum Overlap: Sendable { case first, last }

  /// The instant at which the wall clock shows a time, given as seconds since 1970 as if in UTC. A time in a
  /// gap, which no clock ever shows, is the first instant after the gap.
  package func instant(ofWallClock wall: Int64, overlap: Overlap = .first) -> Instant {
    // The offsets in force within a day and a half around are all that can matter.
    let first = period(at: wall - 129_600)
    let last = period(at: wall + 129_600)
    var found: Int64?
    for period in first...last {
      let second = wall - offsets[period]
      let starts = period == 0 ? Int64.min : transitions[period - 1]
      let ends = period == transitions.count ? Int64.max : transitions[period]
      if second >= starts && second < ends && (found == nil || overlap == .last) { found = second }
    }
    if let found { return Instant(microseconds: found * 1_000_000) }
    // In a gap: the transition that skips it.
    for period in first..<last {
      let transition = transitions[period]
      if wall >= transition + offsets[period] && wall < transition + offsets[period + 1] {
        return Instant(microseconds: transition * 1_000_000)
      }
    }
    return Instant(microseconds: (wall - offsets[last]) * 1_000_000)
  }

  /// The first instant of a day: where midnight does not exist, the first instant after the gap; where it
  /// comes twice, the first.
  package func midnight(of date: CivilDate) -> Instant {
    instant(ofWallClock: Int64(date.daysSinceEpoch) * 86_400)
  }
}
