import Rules
import Time

/// When something closed opens: at an instant, or never by itself.
enum Opening {
  case at(Instant)
  case never

  var instant: Instant? {
    switch self {
    case .at(let instant): instant
    case .never: nil
    }
  }
}

extension Cap {
  /// When a cap that is used up at `time` lets through again; nil where it is not used up. A contact given as
  /// later than `time` counts as made at `time`.
  func closes(_ contacts: [Contact], at time: Instant, in zone: Zone) -> Opening? {
    let counted = contacts.lazy.filter { $0.countsTowardCaps && selector.selects($0) }.compactMap(\.at)
    switch window {
    case .rolling(let span):
      let inside = counted.filter { time < $0 + span }
      guard inside.count >= atMost else { return nil }
      guard atMost > 0 else { return .never }
      return .at(inside.sorted()[inside.count - atMost] + span)
    case .calendar(let unit):
      var start = zone.start(of: unit, around: time)
      guard counted.count(where: { $0 >= start }) >= atMost else { return nil }
      guard atMost > 0 else { return .never }
      // Only contacts given as later than now can close a window that has not begun.
      repeat {
        start = zone.startOfNext(unit, after: start)
      } while counted.count(where: { $0 >= start })
        >= atMost
      return .at(start)
    }
  }
}

extension Pause {
  /// When the pauses in force at `time` end; nil where none is. A contact given as later than `time` counts as
  /// made at `time`.
  func ends(_ contacts: [Contact], at time: Instant) -> Instant? {
    let instants = contacts.lazy.filter { selector.selects($0) }
      .compactMap { contact -> Instant? in
        let results = contact.results.filter { outcomes.contains(OutcomeSet($0.outcome)) }
        guard !results.isEmpty else { return nil }
        return results.compactMap(\.at).min() ?? contact.at
      }
      .sorted()
    guard instants.count >= after else { return nil }
    var ends: Instant?
    for (first, last) in zip(instants, instants.dropFirst(after - 1)) {
      guard min(last, time) - min(first, time) < within, time < last + pause else { continue }
      // A run that only the clock keeps short breaks up as time passes its last contact.
      let end = last - first < within ? last + pause : first + within
      ends = max(ends ?? end, end)
    }
    return ends
  }
}

extension QuietHours {
  /// The end of the window that holds an instant, on the wall clock of a zone; nil where none does.
  func ends(around time: Instant, in zone: Zone) -> Instant? {
    let today = zone.day(at: time)
    var latest: Instant?
    for day in (today - 2)...(today + 1) where days[CivilDate.weekday(ofDay: day).rawValue] {
      let midnight = Int64(day) * 86_400
      let start = zone.instant(ofWallClock: midnight + Int64(from) * 60, overlap: .first)
      let lastDay = until > from ? midnight : midnight + 86_400
      let end = zone.instant(ofWallClock: lastDay + Int64(until) * 60, overlap: .last)
      if start <= time && time < end { latest = max(latest ?? end, end) }
    }
    return latest
  }
}

extension Zone {
  /// The day of the calendar at an instant, as days since 1970-01-01.
  func day(at time: Instant) -> Int {
    Int(wallClock(at: time).quotient(floored: 86_400))
  }

  /// The first instant of the calendar day, week (from Monday) or month that holds an instant.
  func start(of unit: CalendarUnit, around time: Instant) -> Instant {
    midnight(of: unit.first(ofDay: day(at: time)))
  }

  func startOfNext(_ unit: CalendarUnit, after start: Instant) -> Instant {
    // A day and two hours on is in the next day, however clocks change; a week and a month likewise.
    let step: TimeSpan =
      switch unit {
      case .day: TimeSpan(seconds: 86_400 + 7_200)
      case .week: TimeSpan(seconds: 7 * 86_400 + 43_200)
      case .month: TimeSpan(seconds: 31 * 86_400 + 43_200)
      }
    return self.start(of: unit, around: start + step)
  }
}

extension CalendarUnit {
  fileprivate func first(ofDay day: Int) -> CivilDate {
    switch self {
    case .day: return CivilDate(daysSinceEpoch: day)
    case .week: return CivilDate(daysSinceEpoch: day - CivilDate.weekday(ofDay: day).rawValue)
    case .month:
      var date = CivilDate(daysSinceEpoch: day)
      date.day = 1
      return date
    }
  }
}
