import Rules
import Time

extension PolicyRows.CapRow {
  /// When the cap, used up at `time`, lets through again; nil where it is not used up. A contact later than `time`
  /// counts as made at `time`.
  ///
  /// - Parameter contacts: those that it counts; they are put in order.
  func closes(_ contacts: inout [Instant], at time: Instant, in zone: Zone) -> Opening? {
    guard contacts.count >= atMost else { return nil }
    guard atMost > 0 else { return .never }
    contacts.sort()
    // It is used up while the last few that it allows are inside.
    let first = contacts[contacts.count - atMost]
    switch window {
    case .rolling(let span): return time < first + span ? .at(first + span) : nil
    case .calendar(let unit):
      guard first >= zone.start(of: unit, around: time) else { return nil }
      return .at(zone.startOfNext(unit, after: zone.start(of: unit, around: first)))
    }
  }
}

extension PolicyRows.PauseRow {
  /// When the pauses in force at `time` end; nil where none is. A contact later than `time` counts as made at `time`.
  ///
  /// - Parameter contacts: those that it counts; they are put in order.
  func ends(_ contacts: inout [Instant], at time: Instant) -> Instant? {
    guard contacts.count >= after else { return nil }
    contacts.sort()
    var ends: Instant?
    for (first, last) in zip(contacts, contacts.dropFirst(after - 1)) {
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
