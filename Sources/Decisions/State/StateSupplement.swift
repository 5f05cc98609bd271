package import Time

/// What a state owes to memory beside its own keys: no text that somebody sends can say it.
package struct StateSupplement: Sendable, Equatable {
  /// A stage that was seen and not told, and since when.
  package struct Observed: Sendable, Equatable {
    package let stage: Int
    package let since: Instant

    package init(stage: Int, since: Instant) {
      self.stage = stage
      self.since = since
    }
  }

  /// Index of the exit by which the journey ended; a stage in the state hides it.
  package var exit: Int?
  /// Where the same stage is placed, it is in force since then.
  package var observed: Observed?
  /// Whether the stage, or the persona, is a remembered one.
  package var isStageRemembered = false
  package var isPersonaRemembered = false

  package init() {}
}
