package import Time

extension Episode {
  /// The departure where it had come by an instant.
  package func departure(by latest: Instant) -> (at: Instant, to: End)? {
    departure.flatMap { $0.at <= latest ? $0 : nil }
  }

  /// How long the journey was, or has been, in the stage at an instant; nil where it was entered unseen.
  ///
  /// - Parameter since: what was before is not looked at, so that the episode is at risk only from then on.
  package func stay(at latest: Instant, since: Instant? = nil) -> Stay? {
    guard let entered else { return nil }
    let departure = departure(by: latest)
    let end = max(entered, departure?.at ?? latest)
    let watched = max(seen, since ?? seen, entered)
    return Stay(
      duration: end - entered, delay: watched - entered, end: departure.map { StayEnd($0.to, from: stage) })
  }
}

extension StayEnd {
  /// Where an episode in a stage ended.
  init(_ end: Episode.End, from stage: Int) {
    switch end {
    case .stage(let next): self = next > stage ? .forward : .back
    case .exit(let exit): self = .exit(exit)
    }
  }
}
