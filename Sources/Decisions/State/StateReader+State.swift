import JSON
import Rules
import Time

extension StateReader {
  /// The keys of a state that are no attributes.
  private static let keys = StateKey.allCases
  private static let names = JSONNames(keys.map(\.rawValue))

  mutating func readState(_ document: borrowing JSONDocument, _ token: JSONToken) {
    guard document.kind(of: token) == .object else {
      fields.expected("a journey state, which is an object", document, token)
      return
    }
    var hasJourney = false
    for (key, value) in document.members(of: token) {
      guard let known = Self.names.index(of: key, in: document) else {
        readAttribute(document, key, value, in: plan.attributeTree)
        continue
      }
      switch Self.keys[known] {
      case .journey:
        hasJourney = document.kind(of: value) != .null
        state.journey = fields.callersID(document, value) ?? ""
        if document.kind(of: value) == .string && document.equals(value, "") {
          fields.refuse(
            document, value, "'journey' is empty; it is the id of a person's path, chosen by the caller",
            .missing)
        }
      case .market: state.market = item("market", of: vocabulary.markets, document, value)
      case .stage: state.stage = item("stage", of: vocabulary.stages, document, value)
      case .persona: state.persona = item("persona", of: vocabulary.personas, document, value)
      case .stageEntered: state.stageEntered = fields.instant(document, value)
      case .sentiment: state.sentiment = fields.number(document, value, in: Self.sentiments)
      case .now: state.now = fields.instant(document, value)
      case .painPoints: readPainPoints(document, value)
      case .triggers: readTriggers(document, value)
      case .consent: readConsent(document, value)
      case .touchpoints: readTouchpoints(document, value)
      case .buyingGroup: readBuyingGroup(document, value)
      case .contacts: readContacts(document, value)
      }
    }
    if !hasJourney {
      fields.refuse(document, token, "'journey' is missing; it is the id of a person's path", .missing)
    }
    readPerson(document, token)
  }

  private mutating func readPainPoints(_ document: borrowing JSONDocument, _ list: JSONToken) {
    guard fields.isList(document, list) else { return }
    for entry in document.elements(of: list) {
      var found: Int?
      var severity: Double?
      switch document.kind(of: entry) {
      case .null: continue
      case .string: found = item("pain point", of: vocabulary.painPoints, document, entry)
      case .object:
        var hasID = false
        for (key, value) in document.members(of: entry) {
          if document.equals(key, "id") {
            hasID = document.kind(of: value) != .null
            found = item("pain point", of: vocabulary.painPoints, document, value)
          } else if document.equals(key, "severity") {
            severity = fields.number(document, value, in: 0...1)
          } else {
            unknownKey(document, key, value)
          }
        }
        if !hasID { fields.refuse(document, entry, "the pain point has no 'id'", .missing) }
      default: fields.expected("a pain point: its id, or an object with 'id' and 'severity'", document, entry)
      }
      guard let found else { continue }
      let given = severity ?? vocabulary.painPoints[found].severity
      if let known = state.painPoints.firstIndex(where: { $0.item == found }) {
        state.painPoints[known].severity = max(state.painPoints[known].severity, given)
      } else {
        state.painPoints.append((found, given))
      }
    }
  }

  private mutating func readTriggers(_ document: borrowing JSONDocument, _ list: JSONToken) {
    guard fields.isList(document, list) else { return }
    for entry in document.elements(of: list) {
      if let found = item("trigger", of: vocabulary.triggers, document, entry),
        !state.triggers.contains(found)
      {
        state.triggers.append(found)
      }
    }
  }

  /// Language, zone and account, which mean more than their text.
  private mutating func readPerson(_ document: borrowing JSONDocument, _ token: JSONToken) {
    state.account = state.texts[plan.wellKnown.accountID]?.first
    state.language = state.texts[plan.wellKnown.language]?.first
    guard let name = state.texts[plan.wellKnown.timeZone]?.first else { return }
    if let zone = plan.zone(named: name) {
      state.zone = zone
      return
    }
    state.attributes[plan.wellKnown.timeZone] = .absent
    state.texts[plan.wellKnown.timeZone] = nil
    if let person = document.member("person", of: token), let value = document.member("time_zone", of: person)
    {
      warn(document, value, "unknown time zone '\(name)'", .unknownName)
    }
  }

  mutating func unknownKey(_ document: borrowing JSONDocument, _ key: JSONToken, _ value: JSONToken) {
    guard document.kind(of: value) != .null else { return }
    refuseHugeNumbers(document, value)
    warn(document, value, "unknown key '\(document.string(at: key))'", .unknownKey)
  }

  /// Numbers that no double holds are refused wherever they stand.
  mutating func refuseHugeNumbers(_ document: borrowing JSONDocument, _ token: JSONToken) {
    switch document.kind(of: token) {
    case .number: _ = fields.number(document, token)
    case .array: for element in document.elements(of: token) { refuseHugeNumbers(document, element) }
    case .object: for (_, value) in document.members(of: token) { refuseHugeNumbers(document, value) }
    case .null, .bool, .string: break
    }
  }
}
