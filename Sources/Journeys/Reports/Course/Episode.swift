package import Time

/// A journey in a stage, from its entry until it leaves.
package struct Episode: Sendable, Equatable {
  /// Where a journey went from a stage.
  package enum End: Sendable, Equatable {
    /// Index into `Vocabulary.stages`.
    case stage(Int)
    /// Index into `Vocabulary.exits`.
    case exit(Int)
  }

  /// Index into `Vocabulary.stages`.
  package let stage: Int
  /// Nil where it was entered unseen: `next` observed it, and nobody said since when.
  package fileprivate(set) var entered: Instant?
  /// The first telling or observation of it.
  package let seen: Instant
  /// When it was left, never before it was entered, and where to; nil where the journey is in it still.
  package fileprivate(set) var departure: (at: Instant, to: End)?
  /// Which life of the journey it belongs to: 0 for the first; an exit ends one.
  package let life: Int

  /// Since when the journey is in the stage, as far as anybody knows.
  package var start: Instant { entered ?? seen }

  package static func == (left: Self, right: Self) -> Bool {
    left.stage == right.stage && left.entered == right.entered && left.seen == right.seen
      && left.life == right.life && left.departure?.at == right.departure?.at
      && left.departure?.to == right.departure?.to
  }
}

extension Episode {
  /// The episodes that follow from tellings in their order; those later than an instant do not count.
  ///
  /// The same stage told again goes on with its episode, and the latest `entered` that was told is its entry. An episode
  /// ends where the next one begins or with an exit. After an exit an observation begins none: a stage that `next`
  /// noted does not bring a journey back.
  static func all(of tellings: [Telling], upTo latest: Instant) -> [Episode] {
    var episodes: [Episode] = []
    var life = 0
    var isOpen = false
    var hasExit = false
    for telling in tellings where telling.at <= latest {
      switch telling.content {
      case .stage(let stage, let entered, let isObserved):
        if hasExit && isObserved { continue }
        hasExit = false
        if isOpen, episodes[episodes.count - 1].stage == stage {
          if let entered { episodes[episodes.count - 1].entered = entered }
          continue
        }
        let entry = entered ?? (isObserved ? nil : telling.at)
        episodes.append(Episode(stage: stage, entered: entry, seen: telling.at, life: life))
        isOpen = true
      case .exit(let exit):
        if isOpen { episodes[episodes.count - 1].leave(for: .exit(exit), at: telling.at) }
        if isOpen || !hasExit { life += 1 }
        isOpen = false
        hasExit = true
      case .trigger, .touchpoint(_, .some, _, _): hasExit = false
      case .touchpoint, .painPoint, .resolved: break
      }
    }
    // An entry may be told long after the next episode has begun.
    for index in episodes.indices.dropLast() where episodes[index].departure == nil {
      let next = episodes[index + 1]
      episodes[index].leave(for: .stage(next.stage), at: next.start)
    }
    return episodes
  }

  private init(stage: Int, entered: Instant?, seen: Instant, life: Int) {
    self.stage = stage
    self.entered = entered
    self.seen = seen
    self.life = life
  }

  private mutating func leave(for end: End, at instant: Instant) {
    departure = (max(start, instant), end)
  }
}
