import Rules
package import Time

/// One thing that an event says, in the indices of a rule book's vocabulary.
package enum EventPart: Sendable, Hashable {
  /// One that the book does not declare has no index.
  case touchpoint(Int?, name: String, sentiment: Double?, channel: Int?)
  /// In force since an instant, where one was told.
  case stage(Int, entered: Instant?)
  /// Seen by `next`, and not told.
  case observed(Int, entered: Instant?)
  case trigger(Int)
  case painPoint(Int, severity: Double)
  case resolved(Int)
  case consent(channel: Int, isGiven: Bool)
  case exit(Int)

  /// In which order things count that happened at one instant: what `next` saw after what was told, a pain point that is
  /// resolved after one that is told, an exit after all else.
  private var place: Int {
    switch self {
    case .touchpoint: 0
    case .stage: 1
    case .trigger: 2
    case .painPoint: 3
    case .consent: 4
    case .observed: 5
    case .resolved: 6
    case .exit: 7
    }
  }

  /// Whether it counts before another one of the same instant: of what contradicts each other, the later in this order
  /// holds.
  func precedes(_ other: EventPart) -> Bool {
    if place != other.place { return place < other.place }
    switch (self, other) {
    case (.stage(let one, let entered), .stage(let another, let otherEntered)),
      (.observed(let one, let entered), .observed(let another, let otherEntered)):
      return one == another ? entered.precedes(otherEntered) : one < another
    case (.painPoint(let one, let severity), .painPoint(let another, let otherSeverity)):
      return (one, severity) < (another, otherSeverity)
    case (
      .touchpoint(_, let name, let sentiment, let channel),
      .touchpoint(_, let otherName, let otherSentiment, let otherChannel)
    ):
      if bytesPrecede(name, otherName) { return true }
      if bytesPrecede(otherName, name) { return false }
      if channel != otherChannel { return (channel ?? -1) < (otherChannel ?? -1) }
      return bytesPrecede(sentiment.map { "\($0)" } ?? "", otherSentiment.map { "\($0)" } ?? "")
    case (.exit(let one), .exit(let another)), (.trigger(let one), .trigger(let another)),
      (.resolved(let one), .resolved(let another)), (.consent(let one, _), .consent(let another, _)):
      return one < another
    default: return false
    }
  }
}

extension Instant? {
  fileprivate func precedes(_ other: Instant?) -> Bool {
    guard let other else { return false }
    return map { $0 < other } ?? true
  }
}
