import Time

extension RememberedJourney {
  /// Whether anything had been told of it by an instant.
  func isKnown(at latest: Instant) -> Bool {
    parts.first.map { $0.at <= latest } ?? false || namings.first.map { $0.at <= latest } ?? false
      || traits.first.map { $0.at <= latest } ?? false
  }

  /// What reports look at, in its order; a touchpoint that was told twice, of one instant and channel, is one.
  func tellings(upTo latest: Instant) -> [Telling] {
    var tellings: [Telling] = []
    for part in parts where part.at <= latest {
      guard let content = Telling.Content(part.what) else { continue }
      let telling = Telling(at: part.at, content)
      if let last = tellings.last, last.isSameTouchpoint(as: telling) {
        tellings[tellings.count - 1] = telling
      } else {
        tellings.append(telling)
      }
    }
    return tellings
  }
}

extension Telling {
  fileprivate func isSameTouchpoint(as other: Telling) -> Bool {
    guard at == other.at, case .touchpoint(let name, _, _, let channel) = content,
      case .touchpoint(let otherName, _, _, let otherChannel) = other.content
    else { return false }
    return name == otherName && channel == otherChannel
  }
}

extension Telling.Content {
  /// Nil for a consent, which no report looks at.
  fileprivate init?(_ part: EventPart) {
    switch part {
    case .touchpoint(let index, let name, let sentiment, let channel):
      self = .touchpoint(name: name, index: index, sentiment: sentiment, channel: channel)
    case .stage(let stage, let entered): self = .stage(stage, entered: entered, isObserved: false)
    case .observed(let stage, let entered): self = .stage(stage, entered: entered, isObserved: true)
    case .trigger(let trigger): self = .trigger(trigger)
    case .painPoint(let painPoint, let severity): self = .painPoint(painPoint, severity: severity)
    case .resolved(let painPoint): self = .resolved(painPoint)
    case .exit(let exit): self = .exit(exit)
    case .consent: return nil
    }
  }
}
