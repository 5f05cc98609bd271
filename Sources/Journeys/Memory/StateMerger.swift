import Decisions
import JSON
import Rules
import Time

/// Writes a state and what completes it as one JSON object.
struct StateMerger {
  private let document: JSONDocument
  private let given: JourneyState
  private let completion: Completion
  private let plan: DecisionPlan
  private let now: Instant

  private static let keys = StateKey.allCases
  private static let names = JSONNames(keys.map(\.rawValue))

  init(
    _ document: JSONDocument, _ given: JourneyState, _ completion: Completion, _ plan: DecisionPlan,
    _ now: Instant
  ) {
    self.document = document
    self.given = given
    self.completion = completion
    self.plan = plan
    self.now = now
  }

  private var vocabulary: Vocabulary { plan.book.vocabulary }

  func write(_ token: JSONToken, to writer: inout JSONWriter) {
    var lists: [StateKey: JSONToken] = [:]
    writer.object { writer in
      for (key, value) in document.members(of: token) where document.kind(of: value) != .null {
        guard let index = Self.names.index(of: key, in: document) else { continue }
        let known = Self.keys[index]
        switch known {
        case .touchpoints, .painPoints, .triggers, .consent, .buyingGroup: lists[known] = value
        case .stage where completion.stage != nil, .persona where completion.persona != nil,
          .market where completion.market != nil, .stageEntered where completion.stageEntered != nil:
          continue
        default:
          writer.key(copying: key, of: document)
          writer.copy(value, of: document)
        }
      }
      if let stage = completion.stage { writer.member("stage", vocabulary.stages[stage].id) }
      if let entered = completion.stageEntered { writer.member("stage_entered", "\(entered)") }
      if let persona = completion.persona { writer.member("persona", vocabulary.personas[persona].id) }
      if let market = completion.market { writer.member("market", vocabulary.markets[market].id) }
      writeAttributes(token, plan.attributeTree, to: &writer)
      writeTouchpoints(lists[.touchpoints], to: &writer)
      writePainPoints(lists[.painPoints], to: &writer)
      writeTriggers(lists[.triggers], to: &writer)
      writeConsent(to: &writer)
      writeGroup(lists[.buyingGroup], to: &writer)
    }
  }

  private func copy(_ list: JSONToken?, to writer: inout JSONWriter) {
    guard let list else { return }
    for element in document.elements(of: list) { writer.copy(element, of: document) }
  }

  private func writeTouchpoints(_ list: JSONToken?, to writer: inout JSONWriter) {
    guard list != nil || !completion.touches.isEmpty else { return }
    writer.array("touchpoints") { writer in
      for touch in completion.touches {
        writer.object {
          $0.member("type", vocabulary.touchpoints[touch.type].id)
          $0.member("at", "\(touch.at)")
          $0.member("sentiment", ifPresent: touch.sentiment)
          $0.member("channel", ifPresent: touch.channel.map { vocabulary.channels[$0].id })
        }
      }
      copy(list, to: &writer)
    }
  }

  private func writePainPoints(_ list: JSONToken?, to writer: inout JSONWriter) {
    guard list != nil || !completion.painPoints.isEmpty else { return }
    writer.array("pain_points") { writer in
      copy(list, to: &writer)
      for (item, severity) in completion.painPoints {
        writer.object {
          $0.member("id", vocabulary.painPoints[item].id)
          $0.member("severity", severity)
        }
      }
    }
  }

  private func writeTriggers(_ list: JSONToken?, to writer: inout JSONWriter) {
    guard list != nil || !completion.triggers.isEmpty else { return }
    writer.array("triggers") { writer in
      copy(list, to: &writer)
      for item in completion.triggers { writer.string(vocabulary.triggers[item].id) }
    }
  }

  private func writeGroup(_ list: JSONToken?, to writer: inout JSONWriter) {
    guard list != nil || !completion.group.isEmpty else { return }
    writer.array("buying_group") { writer in
      for person in completion.group {
        writer.object {
          $0.member("journey", person.journey)
          $0.member("persona", ifPresent: person.persona.map { vocabulary.personas[$0].id })
          $0.member("role", ifPresent: person.role?.rawValue)
          $0.member("stage", ifPresent: person.stage.map { vocabulary.stages[$0].id })
          $0.member("engaged", person.isEngaged)
        }
      }
      copy(list, to: &writer)
    }
  }

  // MARK: Consent

  private func writeConsent(to writer: inout JSONWriter) {
    let channels = Set(given.consent.keys).union(completion.consent.keys).sorted()
    guard !channels.isEmpty else { return }
    writer.object("consent") { writer in
      for channel in channels {
        let answer = answer(on: channel)
        writer.member(named: vocabulary.channels[channel].id) { writer in
          guard let at = answer.at else { return writer.bool(answer.isGiven) }
          writer.object {
            $0.member("given", answer.isGiven)
            $0.member("at", "\(at)")
          }
        }
      }
    }
  }

  /// A bare no counts as of now, a bare yes beats no no; a yes counts only where it is strictly later than every no, and
  /// not where it is later than now.
  private func answer(on channel: Int) -> (isGiven: Bool, at: Instant?) {
    let told = completion.consent[channel] ?? .init()
    let said = given.consent[channel]
    guard told != .init() else { return (said?.isGiven ?? false, said?.at) }
    var yes = told.yes
    var no = told.no
    var hasBareYes = false
    if let said {
      if !said.isGiven {
        let at = said.at ?? now
        no = no.map { max($0, at) } ?? at
      } else if let at = said.at {
        if at <= now { yes = yes.map { max($0, at) } ?? at }
      } else {
        hasBareYes = true
      }
    }
    if let yes, no.map({ yes > $0 }) ?? true { return (true, yes) }
    if let no { return (false, no) }
    return (hasBareYes, nil)
  }

  // MARK: Attributes

  /// Writes the attributes that a node leads to: those of the state, and those that complete them.
  private func writeAttributes(_ token: JSONToken?, _ tree: AttributeTree, to writer: inout JSONWriter) {
    var seen: Set<String> = []
    if let token {
      for (key, value) in document.members(of: token) where document.kind(of: value) != .null {
        guard let node = tree.child(key, in: document) else { continue }
        let name = document.string(at: key)
        if let index = node.attribute {
          if self.value(of: index) != nil { continue }
          seen.insert(name)
          writer.key(copying: key, of: document)
          writer.copy(value, of: document)
        } else {
          seen.insert(name)
          writer.member(named: name) { $0.object { writeAttributes(value, node, to: &$0) } }
        }
      }
    }
    for (name, node) in tree.children.sorted(by: { bytesPrecede($0.key, $1.key) })
    where !seen.contains(name) && isCompleted(node) {
      writer.member(named: name) { writer in
        if let value = node.attribute.flatMap({ self.value(of: $0) }) { return writer.raw(value) }
        writer.object { writeAttributes(nil, node, to: &$0) }
      }
    }
  }

  private func value(of attribute: Int) -> [UInt8]? {
    if attribute == plan.accountIDAttribute, let account = completion.account {
      var writer = JSONWriter()
      writer.string(account)
      return writer.bytes
    }
    return completion.attributes[attribute]
  }

  private func isCompleted(_ node: AttributeTree) -> Bool {
    if let attribute = node.attribute { return value(of: attribute) != nil }
    return node.children.values.contains { isCompleted($0) }
  }
}
