package import Decisions
import JSON
import Rules
package import Time

/// All that was told of a journey, read against a plan: what holds at any instant follows from it.
package struct RememberedJourney: Sendable {
  package struct Part: Sendable {
    package let at: Instant
    package let what: EventPart
  }

  struct Naming: Sendable {
    let at: Instant
    let account: String
  }

  /// A value that was told of a person or an account; a null takes back what was known.
  struct Trait: Sendable {
    enum Subject: Hashable {
      case persona
      case market
      case attribute(Int)
    }

    let at: Instant
    let subject: Subject
    /// Index of a persona or a market; nil: taken back, or an attribute.
    let item: Int?
    /// The JSON of an attribute's value; nil: taken back.
    let value: [UInt8]?
  }

  /// By instant, and those of one instant in the order in which they count.
  package let parts: [Part]
  /// Accounts that it was said to belong to, by instant.
  let namings: [Naming]
  /// By instant.
  let traits: [Trait]

  /// - Parameter events: in any order.
  package init(_ events: [JourneyEvent], in plan: DecisionPlan) {
    var reader = PartReader(plan)
    for event in events { reader.read(event) }
    parts = reader.parts.sorted { $0.at == $1.at ? $0.what.precedes($1.what) : $0.at < $1.at }
    namings = reader.namings.sorted { one, other in
      one.at == other.at ? bytesPrecede(one.account, other.account) : one.at < other.at
    }
    traits = reader.traits.sorted { one, other in
      one.at == other.at ? one.precedes(other) : one.at < other.at
    }
  }

  /// Nothing is remembered.
  package static let none = RememberedJourney()

  private init() {
    parts = []
    namings = []
    traits = []
  }

  package var isEmpty: Bool { parts.isEmpty && namings.isEmpty && traits.isEmpty }

  /// Until when what holds at an instant goes on holding, if nothing is told; nil: for good. It may be sooner than need be.
  package func holds(from instant: Instant, in plan: DecisionPlan) -> Instant? {
    let vocabulary = plan.book.vocabulary
    var next: Instant?
    func change(at change: Instant) {
      if change > instant { next = min(next ?? change, change) }
    }
    for part in parts {
      change(at: part.at)
      switch part.what {
      case .trigger(let item): change(at: part.at + vocabulary.triggers[item].lasts)
      case .painPoint(let item, _): change(at: part.at + vocabulary.painPoints[item].lasts)
      default: break
      }
    }
    for naming in namings { change(at: naming.at) }
    for trait in traits { change(at: trait.at) }
    return next
  }

  /// The account that it belongs to at an instant.
  package func account(at instant: Instant) -> String? {
    namings.last { $0.at <= instant }?.account
  }
}

extension RememberedJourney.Trait {
  /// Of two values told for one instant the greater in bytes counts.
  fileprivate func precedes(_ other: Self) -> Bool {
    if subject.place != other.subject.place { return subject.place < other.subject.place }
    if item != other.item { return (item ?? -1) < (other.item ?? -1) }
    return (value ?? []).lexicographicallyPrecedes(other.value ?? [])
  }
}

extension RememberedJourney.Trait.Subject {
  fileprivate var place: Int {
    switch self {
    case .persona: 0
    case .market: 1
    case .attribute(let index): 2 + index
    }
  }
}

/// Reads events into parts.
private struct PartReader {
  private let plan: DecisionPlan
  private(set) var parts: [RememberedJourney.Part] = []
  private(set) var namings: [RememberedJourney.Naming] = []
  private(set) var traits: [RememberedJourney.Trait] = []
  private static let names = JSONNames(EventKey.allCases.map(\.rawValue))

  init(_ plan: DecisionPlan) { self.plan = plan }

  private var vocabulary: Vocabulary { plan.book.vocabulary }

  mutating func read(_ event: JourneyEvent) {
    if let account = event.account { namings.append(.init(at: event.at, account: account)) }
    guard let document = try? JSONDocument(parsing: event.body) else { return }
    var touchpoint: String?
    var sentiment: Double?
    var channel: Int?
    var stage: Int?
    var observed: Int?
    var entered: Instant?
    var painPoint: Int?
    var severity: Double?
    for (key, value) in document.members(of: document.root) {
      guard let index = Self.names.index(of: key, in: document) else { continue }
      switch EventKey.allCases[index] {
      case .journey, .at, .id, .account: break
      case .touchpoint: touchpoint = document.string(at: value)
      case .sentiment: sentiment = document.double(at: value)
      case .channel: channel = vocabulary.channels.index(named: document.string(at: value))
      case .stage: stage = vocabulary.stages.index(named: document.string(at: value))
      case .stageEntered: entered = Instant(rfc3339: document.string(at: value))
      case .observed: observed = vocabulary.stages.index(named: document.string(at: value))
      case .exit:
        if let item = vocabulary.exits.index(named: document.string(at: value)) { add(.exit(item), event) }
      case .trigger:
        if let item = vocabulary.triggers.index(named: document.string(at: value)) {
          add(.trigger(item), event)
        }
      case .painPoint: painPoint = vocabulary.painPoints.index(named: document.string(at: value))
      case .severity: severity = document.double(at: value)
      case .resolved:
        if let item = vocabulary.painPoints.index(named: document.string(at: value)) {
          add(.resolved(item), event)
        }
      case .consent:
        for (name, answer) in document.members(of: value) {
          guard let channel = vocabulary.channels.index(named: document.string(at: name)) else { continue }
          add(.consent(channel: channel, isGiven: document.bool(at: answer)), event)
        }
      case .profile: readProfile(document, value, event)
      }
    }
    if let touchpoint {
      let index = vocabulary.touchpoints.index(named: touchpoint)
      let name = index.map { vocabulary.touchpoints[$0].id } ?? touchpoint
      add(.touchpoint(index, name: name, sentiment: sentiment, channel: channel), event)
    }
    if let stage { add(.stage(stage, entered: entered), event) }
    if let observed { add(.observed(observed, entered: entered), event) }
    if let painPoint {
      add(
        .painPoint(painPoint, severity: severity ?? vocabulary.painPoints[painPoint].severity), event)
    }
  }

  private mutating func add(_ part: EventPart, _ event: JourneyEvent) {
    parts.append(.init(at: event.at, what: part))
  }

  private mutating func readProfile(
    _ document: borrowing JSONDocument, _ token: JSONToken, _ event: JourneyEvent
  ) {
    var values = AttributeValueReader(plan, FieldReader(root: token, listLength: .max))
    for (key, value) in document.members(of: token) {
      let isNull = document.kind(of: value) == .null
      if document.equals(key, "persona") {
        let item = vocabulary.personas.index(named: document.string(at: value))
        if isNull || item != nil { add(.persona, item: item, event) }
      } else if document.equals(key, "market") {
        let item = vocabulary.markets.index(named: document.string(at: value))
        if isNull || item != nil { add(.market, item: item, event) }
      } else if let node = plan.attributeTree.child(key, in: document) {
        readAttribute(document, value, node, event, &values)
      }
    }
  }

  private mutating func add(
    _ subject: RememberedJourney.Trait.Subject, item: Int?, _ event: JourneyEvent
  ) {
    traits.append(.init(at: event.at, subject: subject, item: item, value: nil))
  }

  /// A value that is none any more, since the book declares the attribute otherwise, is not known.
  private mutating func readAttribute(
    _ document: borrowing JSONDocument, _ token: JSONToken, _ node: AttributeTree, _ event: JourneyEvent,
    _ values: inout AttributeValueReader
  ) {
    if let index = node.attribute {
      guard values.accepts(document, token, attribute: index) else { return }
      let isNull = document.kind(of: token) == .null
      traits.append(
        .init(
          at: event.at, subject: .attribute(index), item: nil,
          value: isNull ? nil : Array(document.rawBytes(of: token))))
      return
    }
    for (key, value) in document.members(of: token) {
      if let child = node.child(key, in: document) { readAttribute(document, value, child, event, &values) }
    }
  }
}
