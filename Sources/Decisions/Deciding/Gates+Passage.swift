import Time

/// When an action that is held back comes through.
enum Passage {
  case at(Instant)
  /// Not by time alone.
  case never
  /// It was asked for as often as it may be, and not found.
  case notFound

  var instant: Instant? {
    if case .at(let instant) = self { instant } else { nil }
  }
}

extension Gates {
  /// How often after now a channel is asked.
  private static let questions = 64

  /// The earliest instant from `time` on at which an action comes through all its gates, by any of its channels where it
  /// needs one.
  mutating func passage(
    _ action: Int, _ row: ActionRow, isEligible: Bool, channels: ArraySlice<Int>, from time: Instant
  ) -> Passage {
    guard !channels.isEmpty else {
      return passage(action, row, isEligible: isEligible, on: nil, from: time)
    }
    var earliest: Instant?
    var isFound = true
    for channel in channels {
      switch passage(action, row, isEligible: isEligible, on: channel, from: time, before: earliest) {
      case .at(let instant): earliest = instant
      case .never: break
      case .notFound: isFound = false
      }
    }
    return earliest.map { .at($0) } ?? (isFound ? .never : .notFound)
  }

  /// The earliest instant at which an action comes through its own gates and those of a channel. It leaps to where the
  /// last of those opens that are shut: before that none comes through, so nothing is missed.
  ///
  /// - Parameter bound: where given, what is not before it is not looked for.
  private mutating func passage(
    _ action: Int, _ row: ActionRow, isEligible: Bool, on channel: Int?, from time: Instant,
    before bound: Instant? = nil
  ) -> Passage {
    var instant = time
    for _ in 0...Self.questions {
      let opening = opening(action, row, isEligible: isEligible, on: channel, at: instant)
      guard let opening else { return .at(instant) }
      guard let opens = opening.instant, Instant.writable.contains(opens) else { return .never }
      if let bound, opens >= bound { return .never }
      instant = opens
    }
    return .notFound
  }

  /// Why the channels are shut that an action would have taken rather than the one that it took, and until when.
  mutating func passedOver(
    _ action: Int, _ row: ActionRow, channels: ArraySlice<Int>, for chosen: Int, at time: Instant
  ) -> [Decision.PassedOver] {
    var list: [Decision.PassedOver] = []
    for channel in channels {
      guard channel != chosen, let closing = closes(action, row, on: channel, at: time) else { break }
      let until = passage(action, row, isEligible: true, on: channel, from: time).instant
      list.append(.init(closed: closing.closed, until: until))
    }
    return list
  }
}
