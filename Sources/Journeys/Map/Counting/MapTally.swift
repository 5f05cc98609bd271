import Rules
import Time

/// What the map counts beside the reports: who met and reported what in which stage, of one market and persona.
struct MapTally {
  /// People, each once, and how they felt.
  struct Count: Equatable {
    var people = 0
    /// People who said how they felt.
    var feelers = 0
    var feelings = TouchpointFigures()

    static func + (left: Count, right: Count) -> Count {
      var sum = left
      sum.people += right.people
      sum.feelers += right.feelers
      sum.feelings.add(right.feelings)
      return sum
    }
  }

  enum Place: Hashable { case stage(Int), whole, outside }

  /// By place: a stage, the whole journey, or outside of every stage.
  struct Places {
    var stages: [Count]
    var whole = Count()
    var outside = Count()

    subscript(place: Place) -> Count {
      switch place {
      case .stage(let stage): stages[stage]
      case .whole: whole
      case .outside: outside
      }
    }

    init(stages: Int) { self.stages = [Count](repeating: Count(), count: stages) }

    static func + (left: Places, right: Places) -> Places {
      var sum = left
      for stage in sum.stages.indices { sum.stages[stage] = left.stages[stage] + right.stages[stage] }
      sum.whole = left.whole + right.whole
      sum.outside = left.outside + right.outside
      return sum
    }
  }

  /// By index of the touchpoint; the last are all that the book does not declare.
  private(set) var touchpoints: [Places]
  /// All of them.
  private(set) var anyTouchpoint: Places
  /// By index of the pain point.
  private(set) var painPoints: [Places]
  /// People by stage: those whose stay could be watched, those who were lost, those who were sent something meanwhile,
  /// and those who accepted it.
  private(set) var watched: [Int]
  private(set) var lost: [Int]
  private(set) var contacted: [Int]
  private(set) var accepting: [Int]
  private let isLost: [Bool]

  init(_ vocabulary: Vocabulary) {
    let places = Places(stages: vocabulary.stages.count)
    touchpoints = [Places](repeating: places, count: vocabulary.touchpoints.count + 1)
    anyTouchpoint = places
    painPoints = [Places](repeating: places, count: vocabulary.painPoints.count)
    let none = [Int](repeating: 0, count: vocabulary.stages.count)
    (watched, lost, contacted, accepting) = (none, none, none, none)
    isLost = vocabulary.exits.items.map(\.isLost)
  }

  static func + (left: MapTally, right: MapTally) -> MapTally {
    var sum = left
    sum.touchpoints = zip(left.touchpoints, right.touchpoints).map { $0 + $1 }
    sum.anyTouchpoint = left.anyTouchpoint + right.anyTouchpoint
    sum.painPoints = zip(left.painPoints, right.painPoints).map { $0 + $1 }
    sum.watched = zip(left.watched, right.watched).map { $0 + $1 }
    sum.lost = zip(left.lost, right.lost).map { $0 + $1 }
    sum.contacted = zip(left.contacted, right.contacted).map { $0 + $1 }
    sum.accepting = zip(left.accepting, right.accepting).map { $0 + $1 }
    return sum
  }

  mutating func add(_ record: JourneyRecord, upTo latest: Instant) {
    let episodes = Episode.all(of: record.tellings, upTo: latest)
    var seen = Seen()
    for telling in record.tellings where telling.at <= latest {
      let stage = episodes.last { $0.contains(telling.at, upTo: latest) }?.stage
      switch telling.content {
      case .touchpoint(_, let index, let sentiment, _):
        let touchpoint = index ?? touchpoints.count - 1
        touchpoints[touchpoint].add(.touchpoint(touchpoint), stage, sentiment, &seen)
        anyTouchpoint.add(.anyTouchpoint, stage, sentiment, &seen)
      case .painPoint(let index, _): painPoints[index].add(.painPoint(index), stage, nil, &seen)
      case .stage, .exit, .trigger, .resolved: break
      }
    }
    addStays(episodes, latest)
    addContacts(record.contacts ?? [], episodes, latest)
  }

  private mutating func addStays(_ episodes: [Episode], _ latest: Instant) {
    var (seen, gone): (Set<Int>, Set<Int>) = ([], [])
    for episode in episodes {
      if episode.stay(at: latest)?.isEverAtRisk ?? false { seen.insert(episode.stage) }
      if case .exit(let exit) = episode.departure(by: latest)?.to, isLost[exit] { gone.insert(episode.stage) }
    }
    for stage in seen { watched[stage] += 1 }
    for stage in gone { lost[stage] += 1 }
  }

  private mutating func addContacts(_ contacts: [RecordedContact], _ episodes: [Episode], _ latest: Instant) {
    var (sent, accepted): (Set<Int>, Set<Int>) = ([], [])
    for contact in contacts where contact.at <= latest {
      for episode in episodes where episode.contains(contact.at, upTo: latest) {
        sent.insert(episode.stage)
        if contact.isAccepted(by: latest) { accepted.insert(episode.stage) }
      }
    }
    for stage in sent { contacted[stage] += 1 }
    for stage in accepted { accepting[stage] += 1 }
  }

  /// What was counted of one journey already.
  fileprivate struct Seen {
    enum Subject: Hashable { case touchpoint(Int), anyTouchpoint, painPoint(Int) }
    struct Key: Hashable {
      let subject: Subject
      let place: Place
      let isFeeling: Bool
    }

    var keys: Set<Key> = []
  }
}

extension MapTally.Places {
  fileprivate mutating func add(
    _ subject: MapTally.Seen.Subject, _ stage: Int?, _ sentiment: Double?, _ seen: inout MapTally.Seen
  ) {
    whole.add(sentiment, .init(subject: subject, place: .whole, isFeeling: false), &seen)
    if let stage {
      stages[stage].add(sentiment, .init(subject: subject, place: .stage(stage), isFeeling: false), &seen)
    } else {
      outside.add(sentiment, .init(subject: subject, place: .outside, isFeeling: false), &seen)
    }
  }
}

extension MapTally.Count {
  fileprivate mutating func add(_ sentiment: Double?, _ key: MapTally.Seen.Key, _ seen: inout MapTally.Seen) {
    feelings.add(sentiment: sentiment)
    if seen.keys.insert(key).inserted { people += 1 }
    guard sentiment != nil else { return }
    let feeling = MapTally.Seen.Key(subject: key.subject, place: key.place, isFeeling: true)
    if seen.keys.insert(feeling).inserted { feelers += 1 }
  }
}

extension Episode {
  /// Whether a journey was in the stage at an instant.
  fileprivate func contains(_ instant: Instant, upTo latest: Instant) -> Bool {
    start <= instant && departure(by: latest).map { instant < $0.at } ?? true
  }
}
