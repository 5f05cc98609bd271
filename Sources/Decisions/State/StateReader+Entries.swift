import JSON
import Rules
import Time

extension StateReader {
  /// The objects of a list; anything else in it but null is a problem.
  private mutating func objects(
    in list: JSONToken, _ what: String, _ document: borrowing JSONDocument
  ) -> [JSONToken] {
    guard fields.isList(document, list) else { return [] }
    var objects: [JSONToken] = []
    for entry in document.elements(of: list) where document.kind(of: entry) != .null {
      if document.kind(of: entry) == .object {
        objects.append(entry)
      } else {
        fields.expected(what, document, entry)
      }
    }
    return objects
  }

  mutating func readTouchpoints(_ document: borrowing JSONDocument, _ list: JSONToken) {
    for entry in objects(in: list, "a touchpoint, which is an object", document) {
      var type: Int?
      var at: Instant?
      var sentiment: Double?
      var channel: Int?
      var hasType = false
      for (key, value) in document.members(of: entry) {
        switch document.string(at: key) {
        case "type":
          hasType = document.kind(of: value) != .null
          type = item("touchpoint", of: vocabulary.touchpoints, document, value)
        case "at": at = fields.instant(document, value)
        case "sentiment": sentiment = fields.number(document, value, in: Self.sentiments)
        case "channel": channel = item("channel", of: vocabulary.channels, document, value)
        default: unknownKey(document, key, value)
        }
      }
      if !hasType { fields.refuse(document, entry, "the touchpoint has no 'type'", .missing) }
      if let type {
        state.touchpoints.append(.init(type: type, at: at, sentiment: sentiment, channel: channel))
      }
    }
  }

  mutating func readBuyingGroup(_ document: borrowing JSONDocument, _ list: JSONToken) {
    for entry in objects(in: list, "a member of the buying group, which is an object", document) {
      var journey: String?
      var persona: Int?
      var role: Role?
      var stage: Int?
      var engaged: Bool?
      for (key, value) in document.members(of: entry) {
        switch document.string(at: key) {
        case "journey": journey = fields.callersID(document, value)
        case "persona": persona = item("persona", of: vocabulary.personas, document, value)
        case "role":
          guard let name = fields.string(document, value) else { break }
          role = Role(named: name)
          if role == nil { warn(document, value, "unknown role '\(name)'", .unknownName) }
        case "stage": stage = item("stage", of: vocabulary.stages, document, value)
        case "engaged": engaged = fields.bool(document, value)
        default: unknownKey(document, key, value)
        }
      }
      state.buyingGroup.append(
        .init(
          journey: journey, persona: persona, role: persona.flatMap { vocabulary.personas[$0].role } ?? role,
          stage: stage,
          isEngaged: engaged))
    }
  }

  mutating func readContacts(_ document: borrowing JSONDocument, _ list: JSONToken) {
    for entry in objects(in: list, "a contact, which is an object", document) {
      if let contact = readContact(document, entry) { state.contacts.append(contact) }
    }
  }

  private mutating func readContact(_ document: borrowing JSONDocument, _ entry: JSONToken) -> Contact? {
    var name: String?
    var index: Int?
    // What the contact carries, were it a kind or a group that no action uses any more, is not today's.
    var kind: String?
    var group: String?
    var channel: Int?
    var at: Instant?
    var outcome = Outcome.delivered
    var decision: String?
    for (key, value) in document.members(of: entry) {
      switch document.string(at: key) {
      case "action":
        name = fields.string(document, value)
        index = name.flatMap { plan.action(named: $0) }
        if let name, index == nil {
          warn(
            document, value, "unknown action '\(name)'; the contact is kept", .unknownName, neverRefused: true
          )
        }
      case "kind": kind = fields.string(document, value)?.foldedName
      case "group": group = fields.string(document, value)?.foldedName
      case "channel": channel = item("channel", of: vocabulary.channels, document, value)
      case "at": at = fields.instant(document, value)
      case "outcome":
        outcome = fields.outcome(document, value) ?? outcome
      case "decision": decision = fields.string(document, value)
      default: unknownKey(document, key, value)
      }
    }
    guard let name else {
      if document.member("action", of: entry).map({ document.kind(of: $0) == .null }) ?? true {
        fields.refuse(document, entry, "the contact has no 'action'", .missing)
      }
      return nil
    }
    let action = index.map { plan.book.actions[$0] }
    let knownKind = kind.map { plan.kind(named: $0) } ?? action?.kind
    let knownGroup = group.map { plan.group(named: $0) } ?? action?.group
    return Contact(
      action: index, actionID: action?.id ?? name.foldedName, kind: knownKind, group: knownGroup,
      retired: .init(kind: knownKind == nil ? kind : nil, group: knownGroup == nil ? group : nil),
      channel: channel, at: at, results: .init(outcome, at: at), decision: decision.map { .init($0) },
      countsTowardCaps: action?.countsTowardCaps ?? true)
  }
}
