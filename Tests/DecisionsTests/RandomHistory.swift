import TestSupport
import Time

@testable import Decisions
@testable import Rules

/// What is remembered of a journey, made up over the actions and channels of a plan.
struct RandomHistory {
  private let book: RuleBook
  private let now: Instant
  private var random: SeededRandom

  init(for plan: DecisionPlan, around now: Instant, seed: UInt64) {
    book = plan.book
    self.now = now
    random = SeededRandom(seed: seed)
  }

  mutating func make() -> JourneyHistory {
    var history = JourneyHistory(contacts: contacts(upTo: 8))
    for _ in 0..<random.pick([0, 0, 1, 2, 3]) { history.others.append(contacts(upTo: 4)) }
    for _ in 0..<random.pick([0, 0, 0, 1, 2]) {
      let channel = Int.random(in: 0..<book.vocabulary.channels.count, using: &random)
      history.withdrawals.append(Withdrawal(channel: channel, at: instant()))
    }
    return history
  }

  private mutating func contacts(upTo most: Int) -> [Contact] {
    (0..<Int.random(in: 0...most, using: &random)).map { _ in contact() }
  }

  /// Of the last weeks, often whole hours or days away; some later than now.
  private mutating func instant() -> Instant {
    let seconds: Int64 =
      switch random.pick([0, 1, 2]) {
      case 0: 86_400 * Int64.random(in: 0...15, using: &random)
      case 1: 3_600 * Int64.random(in: 0...100, using: &random)
      default: Int64.random(in: 0...3_000_000, using: &random)
      }
    let span = TimeSpan(microseconds: seconds * 1_000_000 + random.pick([0, 0, 1, 999_999]))
    return random.chance(15) ? now + span : now - span
  }

  private mutating func contact() -> Contact {
    let index = Int.random(in: 0..<book.actions.count, using: &random)
    let action = book.actions[index]
    let at = random.chance(95) ? instant() : nil
    var results = [Contact.Result(random.pick([.delivered, .opened]), at: at)]
    if random.chance(50) {
      let outcome = random.pick([
        Outcome.dismissed, .dismissed, .dismissed, .bounced, .unsubscribed, .notSent,
      ])
      results.append(.init(outcome, at: random.pick([at, at, instant(), nil])))
    }
    let isKnown = random.chance(90)
    return Contact(
      action: isKnown ? index : nil, actionID: isKnown ? action.id : "gone",
      kind: random.chance(90) ? action.kind : nil, group: action.group,
      channel: random.chance(20) ? nil : Int.random(in: 0..<book.vocabulary.channels.count, using: &random),
      at: at, results: ContactResults(random.chance(50) ? results : Array(results.suffix(1))),
      decision: random.chance(70) ? .id(DecisionID(high: 0, low: random.next() % 1_000)) : nil,
      countsTowardCaps: random.chance(90), origin: random.chance(80) ? .reserved : .told)
  }
}
