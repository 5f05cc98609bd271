package import Decisions
package import JSON
import Rules
import Time

extension ReportReader {
  static let contactKeys: Set = [
    "decision", "reserved", "journey", "account", "action", "kind", "group", "caps", "channel", "at",
    "closed", "outcome", "outcomes",
  ]

  package mutating func readContact(_ document: borrowing JSONDocument) throws(StateRefusal) -> Contact {
    let root = fields.root
    guard fields.isObject(document, root, "a contact") else { throw fields.refusal }
    let members = members(document, Self.contactKeys)
    let journey = journey(document, members["journey"])
    if members["journey"] == nil { fields.refuse(document, root, "'journey' is missing") }
    let action = required("action", document, members)
    let at = instant(document, members["at"])
    if members["at"] == nil { fields.refuse(document, root, "'at' is missing: when the contact was made") }
    let channel = channelThen(document, members["channel"], isExport: members["caps"] != nil)
    let decision = decision(document, members["decision"])
    let results = results(document, members, at)
    // An export is taken as it is.
    if let action, channel == nil, members["channel"] == nil, members["caps"] == nil,
      case let outcomes = results.filter({ $0.channel == nil }).map(\.outcome),
      outcomes.contains(where: \.withdrawsConsent)
    {
      needChannel(document, action, of: outcomes)
    }
    guard let journey, let action, let at else { throw fields.refusal }
    let contact = ContactDocument(
      journey: journey, account: account(document, members["account"]),
      stamp: stampThen(document, action, members), channel: channel, at: at, decision: decision,
      isReserved: isReserved(document, members), results: results,
      closed: closed(document, members["closed"]))
    try fields.check()
    return Contact(contact: contact, warnings: warnings)
  }

  /// The channels that the journey has opted out of, as an export says with its first contact.
  private mutating func closed(
    _ document: borrowing JSONDocument, _ list: JSONToken?
  ) -> [ContactDocument.Closed] {
    guard let list, fields.isList(document, list) else { return [] }
    var closed: [ContactDocument.Closed] = []
    for entry in document.elements(of: list) where fields.isObject(document, entry) {
      let channel = channelThen(document, document.member("channel", of: entry), isExport: true)
      let at = instant(document, document.member("at", of: entry))
      guard let channel, let at else {
        fields.refuse(document, entry, "an entry of 'closed' has a 'channel' and an instant 'at'")
        continue
      }
      closed.append(.init(channel: channel, at: at))
    }
    return closed
  }

  /// Whether a daemon reserved it, as an export says.
  private mutating func isReserved(
    _ document: borrowing JSONDocument, _ members: [String: JSONToken]
  ) -> Bool {
    guard let token = members["reserved"], fields.bool(document, token) == true else { return false }
    if members["decision"] == nil {
      fields.refuse(document, token, "'reserved' is for a contact that names the 'decision' that reserved it")
    }
    return true
  }

  /// The id of a channel. One that the book does not have is kept where an export says it, so that no opt-out is lost;
  /// anywhere else it is a slip.
  private mutating func channelThen(
    _ document: borrowing JSONDocument, _ token: JSONToken?, isExport: Bool
  ) -> String? {
    guard let token, isExport, document.kind(of: token) == .string else { return channel(document, token) }
    let name = document.string(at: token)
    guard !isKnown(channel: name) else { return channel(document, token) }
    warnings.append(
      .init(
        pointer: fields.pointer(document, token), detail: "unknown channel '\(name)'; it is kept\(hint(name))"
      ))
    return name.foldedName
  }

  /// One outcome, or a list of them; a contact without any was delivered.
  private mutating func results(
    _ document: borrowing JSONDocument, _ members: [String: JSONToken], _ at: Instant?
  ) -> [ContactDocument.Result] {
    let made = at ?? Instant(microseconds: 0)
    guard let list = members["outcomes"] else {
      let outcome = members["outcome"].map { fields.outcome(document, $0) } ?? .delivered
      return outcome.map { [.init(outcome: $0, at: made, value: nil)] } ?? []
    }
    guard fields.isList(document, list) else { return [] }
    var results: [ContactDocument.Result] = []
    for entry in document.elements(of: list) {
      guard fields.isObject(document, entry) else { continue }
      guard let token = document.member("outcome", of: entry) else {
        fields.refuse(document, entry, "'outcome' is missing")
        continue
      }
      let time = document.member("at", of: entry)
      var at = instant(document, time)
      // A date alone is the midnight before a contact of that day, which what came of it cannot be.
      if let time, fields.isDate(document, time), let midnight = at, made > midnight, made < midnight + .day {
        at = made
      }
      let value = document.member("value", of: entry).flatMap { fields.number(document, $0) }
      if let outcome = fields.outcome(document, token) {
        let channel = channelThen(
          document, document.member("channel", of: entry), isExport: members["caps"] != nil)
        results.append(.init(outcome: outcome, at: at ?? made, value: value, channel: channel))
      }
    }
    return results
  }

  /// The action as it was, where that is said, or else as it is.
  private mutating func stampThen(
    _ document: borrowing JSONDocument, _ action: String, _ members: [String: JSONToken]
  ) -> ActionStamp {
    guard members["kind"] != nil || members["caps"] != nil else {
      return stamp(document, action, members["action"])
    }
    var (exempt, counts) = (false, true)
    if let caps = members["caps"], fields.isObject(document, caps) {
      exempt = document.member("exempt", of: caps).flatMap { fields.bool(document, $0) } ?? false
      counts = document.member("counts", of: caps).flatMap { fields.bool(document, $0) } ?? true
    }
    return ActionStamp(
      action: action.foldedName, kind: text(document, members["kind"])?.foldedName,
      group: text(document, members["group"])?.foldedName, isExempt: exempt, counts: counts)
  }
}
