package import Decisions
import Rules
package import Time

/// What is known of a journey at an instant from all that was told of it. Items are indices into the vocabulary.
package struct JourneyMemory: Sendable {
  package struct Held: Sendable, Equatable {
    package let stage: Int
    /// Since when it is in force.
    package let since: Instant
  }

  package struct Touch: Sendable, Hashable {
    package let type: Int
    package let at: Instant
    package let channel: Int?
    package var sentiment: Double?
  }

  package struct Answer: Sendable, Equatable {
    /// The latest yes, not later than now.
    package var yes: Instant?
    /// The latest no, of whatever instant.
    package var no: Instant?
  }

  package var account: String?
  package var persona: Int?
  package var market: Int?
  /// The JSON of the value, by index of the attribute.
  package var attributes: [Int: [UInt8]] = [:]
  package var stage: Held?
  /// What `next` saw last, unless something else was told since.
  package var observed: Held?
  /// The exit by which it ended, unless it began anew since.
  package var exit: Int?
  /// By instant; of one type, instant and channel one.
  package var touches: [Touch] = []
  /// By index of the trigger: when it was told last.
  package var triggers: [Int: Instant] = [:]
  /// By index of the pain point: when it was told last, and how severe it was then.
  package var painPoints: [Int: (at: Instant, severity: Double)] = [:]
  /// By index of the channel.
  package var consent: [Int: Answer] = [:]

  /// The most touchpoints that come into a state.
  package static let mostTouches = 1_000

  package init(_ journey: RememberedJourney, at now: Instant, in plan: DecisionPlan) {
    account = journey.account(at: now)
    for part in journey.parts {
      guard part.at <= now else {
        if case .consent(let channel, isGiven: false) = part.what { refuse(channel, at: part.at) }
        continue
      }
      add(part.what, at: part.at)
    }
    if touches.count > Self.mostTouches { touches.removeFirst(touches.count - Self.mostTouches) }
    let vocabulary = plan.book.vocabulary
    triggers = triggers.filter { now < $1 + vocabulary.triggers[$0].lasts }
    painPoints = painPoints.filter { now < $1.at + vocabulary.painPoints[$0].lasts }
    for trait in journey.traits where trait.at <= now { add(trait, in: plan) }
  }

  private mutating func add(_ part: EventPart, at instant: Instant) {
    switch part {
    case .touchpoint(let index?, _, let sentiment, let channel):
      exit = nil
      add(Touch(type: index, at: instant, channel: channel, sentiment: sentiment))
    // Nobody knows what it is: no rule sees it.
    case .touchpoint(nil, _, _, _): break
    case .stage(let item, let entered):
      exit = nil
      enter(item, at: instant, entered)
    case .observed(let item, let entered): observe(item, at: instant, entered)
    case .trigger(let item):
      exit = nil
      triggers[item] = instant
    case .painPoint(let item, let severity): painPoints[item] = (instant, severity)
    case .resolved(let item): painPoints[item] = nil
    case .consent(let channel, isGiven: true): consent[channel, default: Answer()].yes = instant
    case .consent(let channel, isGiven: false): refuse(channel, at: instant)
    case .exit(let item): end(by: item)
    }
  }

  private mutating func refuse(_ channel: Int, at instant: Instant) {
    let known = consent[channel]?.no ?? instant
    consent[channel, default: Answer()].no = max(known, instant)
  }

  /// Those of one instant, type and channel are one, and stand together.
  private mutating func add(_ touch: Touch) {
    if let last = touches.last, last.at == touch.at, last.type == touch.type, last.channel == touch.channel {
      touches[touches.count - 1] = touch
    } else {
      touches.append(touch)
    }
  }

  /// A stage that is told again goes on; since when it is in force is what was told last of that.
  private mutating func enter(_ item: Int, at instant: Instant, _ entered: Instant?) {
    if let stage, stage.stage == item {
      if let entered { self.stage = Held(stage: item, since: entered) }
    } else {
      stage = Held(stage: item, since: entered ?? instant)
    }
    if observed?.stage != item { observed = nil }
  }

  private mutating func observe(_ item: Int, at instant: Instant, _ entered: Instant?) {
    if let observed, observed.stage == item {
      if let entered { self.observed = Held(stage: item, since: entered) }
    } else {
      observed = Held(stage: item, since: entered ?? instant)
    }
  }

  /// What came up to an exit never returns.
  private mutating func end(by item: Int) {
    exit = item
    stage = nil
    observed = nil
    touches.removeAll()
    triggers.removeAll()
    painPoints.removeAll()
  }

  /// Attributes of accounts are not one journey's: see `AccountMemory`.
  private mutating func add(_ trait: RememberedJourney.Trait, in plan: DecisionPlan) {
    switch trait.subject {
    case .persona: persona = trait.item
    case .market: market = trait.item
    case .attribute(let index):
      if !plan.isOfAccount(attribute: index) { attributes[index] = trait.value }
    }
  }
}

extension DecisionPlan {
  /// Whether an attribute is one of the account rather than of the person.
  func isOfAccount(attribute index: Int) -> Bool { book.attributes[index].path.hasPrefix("account.") }
}
