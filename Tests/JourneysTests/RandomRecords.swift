import TestSupport
import Time

@testable import Journeys
@testable import Rules

/// Journeys made up over the small vocabulary: most go forward, some back, some are lost and some come back.
struct RandomRecords {
  private var random: SeededRandom
  private let hasHistory: Bool

  init(_ random: SeededRandom, hasHistory: Bool = false) {
    self.random = random
    self.hasHistory = hasHistory
  }

  mutating func make(_ count: Int) -> [JourneyRecord] { (0..<count).map { record($0) } }

  /// Some tellings lie after the instant of the reports.
  private mutating func record(_ number: Int) -> JourneyRecord {
    var at = SmallVocabulary.asOf - hours(upTo: 300 * 24)
    var tellings: [Telling] = []
    var stage = random.pick([0, 0, 0, 1])
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      switch random.pick([0, 0, 0, 0, 1, 2, 2, 3, 4, 5]) {
      case 0: tellings.append(stageTelling(stage, at))
      case 1: tellings.append(Telling(at: at, .exit(random.pick([0, 1, 2]))))
      case 2, 3: tellings.append(touchpoint(at))
      case 4: tellings.append(Telling(at: at, .trigger(0)))
      default: tellings.append(Telling(at: at, .painPoint(0, severity: 0.4)))
      }
      at = at + (random.chance(10) ? TimeSpan(microseconds: 0) : hours(upTo: 40 * 24))
      stage = max(0, min(3, stage + random.pick([1, 1, 1, 0, -1, 2])))
    }
    let contacts = (0..<3).map { _ in contact() }
    return JourneyRecord(
      journey: "j\(number)", account: random.chance(70) ? "a\(number / 4)" : nil,
      tellings: tellings.sorted(by: Telling.precedes), persona: random.pick([nil, 0, 1, 2, 3]),
      market: random.pick([nil, 0, 1]), attributes: random.chance(50) ? ["account.industry": "retail"] : [:],
      contacts: hasHistory ? contacts : nil)
  }

  private mutating func hours(upTo most: Int64) -> TimeSpan {
    TimeSpan(seconds: Int64.random(in: 0...most, using: &random) * 3_600)
  }

  private mutating func stageTelling(_ stage: Int, _ at: Instant) -> Telling {
    let entered = random.chance(30) ? at - hours(upTo: 20 * 24) : nil
    return Telling(at: at, .stage(stage, entered: entered, isObserved: random.chance(20)))
  }

  private mutating func touchpoint(_ at: Instant) -> Telling {
    let index = random.pick([0, 0, 1, 2, nil])
    let name = index.map { SmallVocabulary.vocabulary.touchpoints[$0].id } ?? "fair"
    let sentiment = random.chance(60) ? Double.random(in: -1...0.6, using: &random) : nil
    return Telling(at: at, .touchpoint(name: name, index: index, sentiment: sentiment, channel: nil))
  }

  private mutating func contact() -> RecordedContact {
    let at = SmallVocabulary.asOf - hours(upTo: 200 * 24)
    return RecordedContact(
      at: at, outcomes: random.chance(40) ? [(random.pick([.opened, .accepted]), at)] : [])
  }
}
