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
    _ candidate: GateCandidate, channels: ArraySlice<Int>, from time: Instant
  ) -> Passage {
    guard !channels.isEmpty else { return passage(candidate, on: nil, from: time) }
    var earliest: Instant?
    var isFound = true
    for channel in channels {
      switch passage(candidate, on: channel, from: time, before: earliest) {
      case .at(let instant): earliest = instant
      case .never: break
      case .notFound: isFound = false
      }
    }
    return earliest.map { .at($0) } ?? (isFound ? .never : .notFound)
  }

  /// The earliest instant at which an action comes through its own gates and those of a channel. It leaps to where the
  /// last of those opens that are closed: before that none comes through, so nothing is missed.
  ///
  /// - Parameter bound: where given, what is not before it is not looked for.
  private mutating func passage(
    _ candidate: GateCandidate, on channel: Int?, from time: Instant, before bound: Instant? = nil
  ) -> Passage {
    var instant = time
    for _ in 0...Self.questions {
      guard let opening = opening(candidate, on: channel, at: instant) else { return .at(instant) }
      guard let opens = opening.instant, Instant.writable.contains(opens) else { return .never }
      if let bound, opens >= bound { return .never }
      instant = opens
    }
    return .notFound
  }

  /// When an action comes through its own gates, and through those of each of its channels as well.
  mutating func openings(
    _ candidate: GateCandidate, channels: ArraySlice<Int>, from time: Instant
  ) -> [Instant] {
    ([nil] + channels.map { $0 }).compactMap { passage(candidate, on: $0, from: time).instant }
  }

  /// Why the channels are closed that an action would rather have had than the one that was chosen, and until when.
  mutating func passedOver(
    _ candidate: GateCandidate, channels: ArraySlice<Int>, for chosen: Int, at time: Instant
  ) -> [Decision.PassedOver] {
    var list: [Decision.PassedOver] = []
    for channel in channels {
      guard channel != chosen, let closed = firstClosed(candidate, of: .channel, on: channel, at: time)
      else { break }
      let until = passage(candidate, on: channel, from: time).instant
      list.append(.init(closed: closed, until: until))
    }
    return list
  }
}
