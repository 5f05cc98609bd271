import Rules
import Time

extension PolicyRows.CapRow {
  /// When the cap opens again that its contacts use up; nil where they do not. Until then it is closed: one
  /// later than now counts as made now.
  ///
  /// - Parameter contacts: those that it counts; they are put in order.
  func opening(_ contacts: inout [Instant], in zone: Zone) -> Opening? {
    guard contacts.count >= atMost else { return nil }
    guard atMost > 0 else { return .never }
    contacts.sort { $0.microseconds < $1.microseconds }
    // It is used up while the last few that it allows are inside.
    let first = contacts[contacts.count - atMost]
    return switch window {
    case .rolling(let span): .at(first + span)
    case .calendar(let unit): .at(zone.startOfNext(unit, after: zone.start(of: unit, around: first)))
    }
  }
}

extension PolicyRows.PauseRow {
  /// When the last of the pauses ends that contacts start; nil where they start none. Until then it is closed: one
  /// later than now counts as made now.
  ///
  /// - Parameter contacts: those that it counts; they are put in order.
  func opening(_ contacts: inout [Instant]) -> Opening? {
    guard contacts.count >= after else { return nil }
    contacts.sort { $0.microseconds < $1.microseconds }
    var last: Instant?
    for index in (after - 1)..<contacts.count {
      let (began, ended) = (contacts[index - (after - 1)], contacts[index])
      // A run that only the clock keeps short breaks up as time passes its last contact.
      let end = ended - began < within ? ended + pause : began + within
      last = max(last ?? end, end)
    }
    return last.map { .at($0) }
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
      guard start <= time else { continue }
      let lastDay = until > from ? midnight : midnight + 86_400
      let end = zone.instant(ofWallClock: lastDay + Int64(until) * 60, overlap: .last)
      if time < end { latest = max(latest ?? end, end) }
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
