package import Time

extension Condition {
  /// Bounds on how many entries pass the filters of a count.
  package struct Bounds: Sendable, Equatable {
    package let atLeast: Int
    package let atMost: Int?
    /// Entries from now−within to now, both ends in.
    package let within: TimeSpan?
    /// Entries before now−olderThan.
    package let olderThan: TimeSpan?

    package init(atLeast: Int, atMost: Int?, within: TimeSpan? = nil, olderThan: TimeSpan? = nil) {
      self.atLeast = atLeast
      self.atMost = atMost
      self.within = within
      self.olderThan = olderThan
    }
  }

  /// Filters are lists of alternatives; nil lets everything pass.
  package struct TouchpointCount: Sendable {
    package var types: [Int]?
    package var media: [Medium]?
    package var ownerships: [Ownership]?
    package var influences: [Influence]?
    package var channels: [Int]?
    /// All must hold; empty lets everything pass.
    package var sentiment: [Comparison]
    package var bounds: Bounds

    package init(
      types: [Int]? = nil, media: [Medium]? = nil, ownerships: [Ownership]? = nil,
      influences: [Influence]? = nil, channels: [Int]? = nil, sentiment: [Comparison] = [], bounds: Bounds
    ) {
      self.types = types
      self.media = media
      self.ownerships = ownerships
      self.influences = influences
      self.channels = channels
      self.sentiment = sentiment
      self.bounds = bounds
    }
  }

  package struct ContactCount: Sendable {
    /// Which contacts are counted, before `outcomes` is looked at.
    package var selector: ContactSelector
    package var outcomes: OutcomeSet?
    package var bounds: Bounds

    package init(selector: ContactSelector, outcomes: OutcomeSet? = nil, bounds: Bounds) {
      self.selector = selector
      self.outcomes = outcomes
      self.bounds = bounds
    }
  }

  package struct GroupCount: Sendable {
    package var personas: [Int]?
    package var roles: [Role]?
    package var stages: [Int]?
    package var engaged: Bool?
    package var bounds: Bounds

    package init(
      personas: [Int]? = nil, roles: [Role]? = nil, stages: [Int]? = nil, engaged: Bool? = nil,
      bounds: Bounds
    ) {
      self.personas = personas
      self.roles = roles
      self.stages = stages
      self.engaged = engaged
      self.bounds = bounds
    }
  }
}
