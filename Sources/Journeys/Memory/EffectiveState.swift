package import Decisions
package import JSON
import Rules
package import Time

/// A state completed with what is remembered: what the state says wins, item by item, but for consent, of which both are
/// sources.
package struct EffectiveState: Sendable {
  /// As JSON, as if somebody had sent it whole.
  package let document: JSONDocument
  package let state: JourneyState

  /// - Parameters:
  ///   - document: in which the state was sent, and where in it the state stands.
  ///   - given: the state as it was read.
  ///   - clock: now, where the state does not say.
  ///   - keepingTexts: as when the state was read.
  /// - Returns: nil where nothing is remembered that says more.
  package static func complete(
    _ document: JSONDocument, at token: JSONToken, _ given: JourneyState, from recollection: Recollection,
    clock: Instant, keepingTexts: Bool
  ) -> EffectiveState? {
    let remembered = recollection.journey(given.journey)
    let now = given.now ?? clock
    let completion = Completion(given, remembered, recollection, at: now)
    guard completion.saysMore else { return nil }
    var writer = JSONWriter(reservingCapacity: 1_024)
    StateMerger(document, given, completion, recollection.plan, now).write(token, to: &writer)
    guard let merged = try? JSONDocument(parsing: writer.bytes),
      var state = try? JourneyState.read(
        merged, at: merged.root, for: recollection.plan, limits: .init(listLength: .max),
        keepingTexts: keepingTexts)
    else { return nil }
    state.setWarnings(given.warnings)
    state.supplement = completion.supplement
    return EffectiveState(document: merged, state: state)
  }
}

/// What of memory goes into a state.
struct Completion {
  var account: String?
  var persona: Int?
  var market: Int?
  var stage: Int?
  var stageEntered: Instant?
  /// The JSON of a value, by index of the attribute.
  var attributes: [Int: [UInt8]] = [:]
  var touches: [JourneyMemory.Touch] = []
  var triggers: [Int] = []
  var painPoints: [(item: Int, severity: Double)] = []
  var consent: [Int: JourneyMemory.Answer] = [:]
  var group: [GroupPerson] = []
  var supplement = StateSupplement()

  init(
    _ given: JourneyState, _ remembered: RememberedJourney, _ recollection: Recollection, at now: Instant
  ) {
    let plan = recollection.plan
    let memory = JourneyMemory(remembered, at: now, in: plan)
    if given.account == nil { account = memory.account }
    if given.persona == nil { persona = memory.persona }
    if given.market == nil { market = memory.market }
    completeStage(given, memory)
    supplement.isPersonaRemembered = persona != nil
    supplement.exit = memory.exit
    completeAttributes(given, memory, remembered, recollection, at: now)
    let known = Set(given.touchpoints.map { TouchKey($0) })
    touches = memory.touches.filter { !known.contains(TouchKey($0)) }
    triggers = memory.triggers.keys.filter { !given.triggers.contains($0) }.sorted()
    // A pain point alone begins no journey anew, and fills nothing until something does.
    let pains = memory.exit == nil ? memory.painPoints : [:]
    painPoints = pains.filter { item in !given.painPoints.contains { $0.item == item.key } }
      .map { ($0.key, $0.value.severity) }.sorted { $0.item < $1.item }
    consent = memory.consent
    guard plan.asksForGroups, memory.exit == nil, let whose = given.account ?? account else { return }
    let named = Set(given.buyingGroup.compactMap { $0.journey.map(ExactText.init) })
    group = recollection.group(of: whose, at: now, without: given.journey)
      .filter { !named.contains(ExactText($0.journey)) }
  }

  private mutating func completeStage(_ given: JourneyState, _ memory: JourneyMemory) {
    if given.stage == nil { stage = memory.stage?.stage }
    supplement.isStageRemembered = stage != nil
    guard given.stageEntered == nil else { return }
    if let held = memory.stage {
      if given.stage == nil || given.stage == held.stage { stageEntered = held.since }
      if stageEntered != nil { return }
    }
    guard let observed = memory.observed else { return }
    if given.stage == observed.stage {
      stageEntered = observed.since
    } else if given.stage == nil, stage == nil {
      supplement.observed = .init(stage: observed.stage, since: observed.since)
    }
  }

  private mutating func completeAttributes(
    _ given: JourneyState, _ memory: JourneyMemory, _ remembered: RememberedJourney,
    _ recollection: Recollection, at now: Instant
  ) {
    let plan = recollection.plan
    let whose = given.account ?? account
    var ofAccount = AccountMemory()
    ofAccount.add(remembered, of: whose, at: now, in: plan)
    if let whose {
      for member in recollection.members(whose) where ExactText(member) != ExactText(given.journey) {
        ofAccount.add(recollection.journey(member), of: whose, at: now, in: plan)
      }
    }
    attributes = memory.attributes.merging(ofAccount.attributes) { own, _ in own }
      .filter { !given.knows(attribute: $0.key) }
  }

  /// Whether a state has more with it than without.
  var saysMore: Bool {
    account != nil || persona != nil || market != nil || stage != nil || stageEntered != nil
      || !attributes.isEmpty || !touches.isEmpty || !triggers.isEmpty || !painPoints.isEmpty
      || !consent.isEmpty || !group.isEmpty || supplement != StateSupplement()
  }
}

/// By what two records of a touchpoint are one.
private struct TouchKey: Hashable {
  let type: Int
  let at: Instant?
  let channel: Int?

  init(_ entry: JourneyState.TouchpointEntry) {
    (type, at, channel) = (entry.type, entry.at, entry.channel)
  }

  init(_ touch: JourneyMemory.Touch) {
    (type, at, channel) = (touch.type, touch.at, touch.channel)
  }
}
