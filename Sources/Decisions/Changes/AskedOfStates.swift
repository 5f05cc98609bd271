import Rules
import Time

/// What the conditions of a book ask of states, collected by the part of a state that they ask about.
struct AskedOfStates: Sendable {
  private(set) var facts: Set<StateFact> = []
  /// The constants with which numbers are compared.
  private(set) var numbers: [StateFact: [Literal]] = [:]
  /// By index of an attribute: the texts with which it is compared, each once, in the order of their bytes.
  private(set) var texts: [Int: [String]] = [:]
  private(set) var instants: [StateFact: AskedInstants] = [:]
  /// By index of a pain point: the severities that conditions tell apart, the usual one first.
  private(set) var painPoints: [Int: [Double]] = [:]
  private(set) var triggers: Set<Int> = []
  private(set) var touchpoints: [PlainTouchpoint] = []
  private(set) var members: [JourneyState.GroupMember] = []
  private(set) var contacts: [PlainContact] = []
  private let book: RuleBook
  private let wellKnown: WellKnownAttributes

  init(_ book: RuleBook) {
    self.book = book
    wellKnown = WellKnownAttributes(book)
    for rule in book.rules where rule.isEnabled {
      rule.when?.forEachTerm { add($0) }
      rule.unless?.forEachTerm { add($0) }
    }
    for action in book.actions { action.eligible?.forEachTerm { add($0) } }
    texts = texts.mapValues { $0.withoutRepeats.sorted(by: bytesPrecede) }
    for (item, severities) in painPoints {
      let usual = book.vocabulary.painPoints[item].severity
      painPoints[item] = ([usual] + severities.sorted()).withoutRepeats
    }
    touchpoints = touchpoints.withoutRepeats
    members = members.withoutRepeats
    contacts = contacts.withoutRepeats
  }

  private mutating func add(_ term: Condition.Term) {
    switch term.test {
    case .fact(.builtIn(let fact), let comparisons): add(fact, comparisons)
    case .fact(.attribute(let index), let comparisons): add(attribute: index, comparisons)
    case .painPoints(let presence):
      for item in presence.named {
        painPoints[item, default: []] += presence.minSeverity.map { [$0] } ?? []
      }
    case .triggers(let presence): triggers.formUnion(presence.named)
    case .touchpoints(let count): touchpoints += PlainTouchpoint.passing(count, in: book)
    case .contacts(let count): contacts += PlainContact.passing(count, in: book)
    case .buyingGroup(let count): members += JourneyState.GroupMember.passing(count, in: book)
    case .anyOf, .allOf, .noneOf, .expression: break
    }
  }

  private mutating func add(_ fact: BuiltInFact, _ comparisons: [Comparison]) {
    switch fact {
    case .market: facts.formUnion([.market, .persona])
    // No state says how a journey ended, but a stage hides it.
    case .stage, .phase, .exit: facts.insert(.stage)
    case .persona, .role: facts.insert(.persona)
    case .stalled:
      facts.formUnion([.stage, .stageEntered])
      instants[.stageEntered, default: .init()].asksWhetherStalled = true
    case .stageEntered: add(.stageEntered, comparingInstants: comparisons)
    case .daysInStage:
      facts.insert(.stageEntered)
      instants[.stageEntered, default: .init()].days += comparisons.flatMap(\.literals)
    case .sentiment:
      facts.insert(.sentiment)
      numbers[.sentiment, default: []] += comparisons.flatMap(\.literals)
    case .language: add(attribute: wellKnown.language, comparisons)
    case .lastTouchpoint:
      let ids = comparisons.flatMap(\.literals).compactMap(\.text)
      touchpoints += ids.compactMap { book.vocabulary.touchpoints.index(ofID: $0) }
        .map { PlainTouchpoint(type: $0) }
    case .lastTouchpointAt:
      guard !book.vocabulary.touchpoints.items.isEmpty else { return }
      let ages = comparisons.compactMap(\.lookingBack)
      touchpoints += ([TimeSpan(microseconds: 0)] + ages).flatMap { age in
        [0, 1].map { PlainTouchpoint(type: 0, age: age + TimeSpan(seconds: $0)) }
      }
    case .journey, .lastContactAt, .decisionOutcome, .decisionActions: break
    }
  }

  private mutating func add(attribute index: Int, _ comparisons: [Comparison]) {
    // Who somebody is and when they sleep is not up for change.
    guard index != wellKnown.accountID, index != wellKnown.timeZone else { return }
    let fact = StateFact.attribute(index)
    facts.insert(fact)
    switch book.attributes[index].type {
    case .bool: break
    case .int, .number: numbers[fact, default: []] += comparisons.flatMap(\.literals)
    case .string, .strings: texts[index, default: []] += comparisons.flatMap(\.literals).compactMap(\.text)
    case .timestamp: add(fact, comparingInstants: comparisons)
    }
  }

  private mutating func add(_ fact: StateFact, comparingInstants comparisons: [Comparison]) {
    facts.insert(fact)
    for literal in comparisons.flatMap(\.literals) {
      guard case .timestamp(let instant) = literal else { continue }
      instants[fact, default: .init()].constants.append(instant)
    }
    instants[fact, default: .init()].offsets +=
      comparisons.compactMap(\.lookingBack).map { TimeSpan(microseconds: -$0.microseconds) }
      + comparisons.compactMap(\.lookingAhead)
  }
}

/// What conditions ask of an instant of a state.
struct AskedInstants: Sendable {
  var constants: [Instant] = []
  /// From now on; those that look back are below zero.
  var offsets: [TimeSpan] = []
  /// Numbers of whole days up to now.
  var days: [Literal] = []
  var asksWhetherStalled = false

  /// More than a hundred years lead out of what is asked about, and much more out of what can be written.
  private static let possibleDays: ClosedRange<Int64> = -40_000...40_000

  /// A value of each stretch that they tell apart, and each of its ends.
  ///
  /// - Parameter stages: those of which it may be asked whether somebody stalls there.
  func values(at now: Instant, stages: [Stage]) -> [Literal] {
    var cuts = Set(constants + offsets.map { now + $0 } + [now])
    for count in Stretches(days).wholeValues where Self.possibleDays.contains(count) {
      cuts.insert(now - TimeSpan(microseconds: count * TimeSpan.day.microseconds))
    }
    if asksWhetherStalled { cuts.formUnion(stages.compactMap(\.stallsAfter).map { now - $0 }) }
    let sorted = cuts.sorted()
    let second = TimeSpan(seconds: 1)
    var values = sorted.first.map { [$0 - second] } ?? []
    for (cut, next) in zip(sorted, sorted.dropFirst().map(Optional.some) + [nil]) {
      values.append(cut)
      let between = next.map { cut + min(second, TimeSpan(microseconds: ($0 - cut).microseconds / 2)) }
      values.append(between ?? cut + second)
    }
    return values.filter { Instant.writable.contains($0) }.withoutRepeats.map { .timestamp($0) }
  }
}

extension Comparison {
  fileprivate var lookingBack: TimeSpan? {
    switch self {
    case .within(let span), .olderThan(let span): span
    default: nil
    }
  }

  fileprivate var lookingAhead: TimeSpan? {
    switch self {
    case .inNext(let span), .laterThan(let span): span
    default: nil
    }
  }
}
