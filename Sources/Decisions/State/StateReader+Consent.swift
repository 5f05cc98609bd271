import JSON
import Rules
import Time

extension StateReader {
  mutating func readConsent(_ document: borrowing JSONDocument, _ token: JSONToken) {
    guard fields.isObject(document, token) else { return }
    for (key, value) in document.members(of: token) {
      let consent: JourneyState.Consent?
      switch document.kind(of: value) {
      case .bool: consent = .init(isGiven: document.bool(at: value), at: nil)
      case .object: consent = readDatedConsent(document, value)
      case .null: consent = nil
      default:
        fields.expected("true, false, or an object with 'given' and 'at'", document, value)
        consent = nil
      }
      let name = document.string(at: key)
      guard let channel = vocabulary.channels.index(named: name) else {
        let channels = vocabulary.channels
        let hint = hint(name, channels.ids)
        let overheard = consent?.isGiven == false ? ": its no closes nothing" : ""
        warn(document, value, "unknown channel '\(name)'\(overheard)\(hint)", .unknownName)
        continue
      }
      guard let consent else { continue }
      if let known = state.consent[channel] {
        let id = vocabulary.channels[channel].id
        warn(
          document, value, "'\(name)' names the channel '\(id)' again; a no goes before a yes", .namedTwice,
          neverRefused: true)
        state.consent[channel] = known.joined(with: consent)
      } else {
        state.consent[channel] = consent
      }
    }
  }

  private mutating func readDatedConsent(
    _ document: borrowing JSONDocument, _ token: JSONToken
  ) -> JourneyState.Consent? {
    var given: Bool?
    var at: Instant?
    var hasGiven = false
    for (key, value) in document.members(of: token) {
      if document.equals(key, "given") {
        hasGiven = document.kind(of: value) != .null
        given = fields.bool(document, value)
      } else if document.equals(key, "at") {
        at = fields.instant(document, value)
      } else {
        unknownKey(document, key, value)
      }
    }
    if !hasGiven {
      fields.refuse(document, token, "the consent has no 'given', which is true or false", .missing)
    }
    return given.map { .init(isGiven: $0, at: at) }
  }
}

extension JourneyState.Consent {
  /// What two entries say together, whichever comes first: a no is the answer, the latest of several; a yes counts
  /// from the earliest on, and where one does not say when, nor does the answer.
  fileprivate func joined(with other: Self) -> Self {
    guard isGiven == other.isGiven else { return isGiven ? other : self }
    guard isGiven else { return .init(isGiven: false, at: [at, other.at].compactMap(\.self).max()) }
    guard let at, let otherAt = other.at else { return .init(isGiven: true, at: nil) }
    return .init(isGiven: true, at: min(at, otherAt))
  }
}
