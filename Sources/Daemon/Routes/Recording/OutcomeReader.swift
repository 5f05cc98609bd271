import Decisions
import Diagnostics
import History
import JSON
import Rules
import Time

/// Reads what somebody reports: outcomes, and contacts of before. All mistakes are found at once; what may be a slip but
/// loses nothing is a warning.
struct OutcomeReader {
  struct Warning: Sendable {
    let pointer: String
    let detail: String
  }

  /// What came of a contact.
  struct Outcomes: Sendable {
    let report: OutcomeReport
    let warnings: [Warning]
  }

  struct Contacts: Sendable {
    let contact: RememberedContact
    let warnings: [Warning]
  }

  private let book: RuleBook
  private let plan: DecisionPlan
  private let history: ContactHistory
  private let clock: Instant
  private var fields: FieldReader
  private var warnings: [Warning] = []

  /// How far the clock of whoever reports may be ahead.
  private static let mostAhead = TimeSpan.day

  init(root: JSONToken, office: Office) {
    plan = office.desk.plan
    book = office.desk.plan.book
    history = office.history
    clock = office.clock()
    fields = FieldReader(root: root)
  }

  // MARK: What came of a contact

  static let outcomeKeys: Set = [
    "decision", "journey", "account", "action", "channel", "outcome", "at", "value",
  ]

  mutating func readOutcome(_ document: borrowing JSONDocument) throws(StateRefusal) -> Outcomes {
    let root = fields.root
    guard fields.isObject(document, root, "an outcome") else { throw fields.refusal }
    let members = members(document, Self.outcomeKeys)
    let decision = decision(document, members["decision"])
    let journey = journey(document, members["journey"])
    let action = required("action", document, members)
    let channel = channel(document, members["channel"])
    let outcome = members["outcome"].flatMap { fields.outcome(document, $0) }
    let at = instant(document, members["at"])
    if members["outcome"] == nil { fields.refuse(document, root, "'outcome' is missing") }
    if members["decision"] == nil {
      if members["journey"] == nil {
        fields.refuse(
          document, root, "'decision' is missing; without one, give 'journey', 'action', 'channel' and 'at'")
      } else if members["at"] == nil {
        fields.refuse(
          document, root, "'at' is missing; it tells an outcome without a decision from a repeated one")
      }
    }
    if let action, journey != nil, members["channel"] == nil { needChannel(document, action) }
    guard let action, let outcome else { throw fields.refusal }
    let report = OutcomeReport(
      decision: decision, journey: journey, account: text(document, members["account"]),
      stamp: stamp(document, action, members["action"]), channel: channel, outcome: outcome, at: at,
      value: members["value"].flatMap { fields.number(document, $0) })
    try fields.check()
    return Outcomes(report: report, warnings: warnings)
  }

  private mutating func needChannel(_ document: borrowing JSONDocument, _ action: String) {
    guard let index = plan.actionIndex[action], !book.actions[index].channels.isEmpty else { return }
    let names = book.actions[index].channels.map { "'\(book.vocabulary.channels[$0].id)'" }
    fields.refuse(
      document, fields.root, "'channel' is missing; '\(action)' goes by \(names.joined(separator: " or "))")
  }

  // MARK: Contacts of before

  static let contactKeys: Set = [
    "decision", "journey", "account", "action", "kind", "group", "caps", "channel", "at", "outcome",
    "outcomes",
  ]

  mutating func readContact(_ document: borrowing JSONDocument) throws(StateRefusal) -> Contacts {
    let root = fields.root
    guard fields.isObject(document, root, "a contact") else { throw fields.refusal }
    let members = members(document, Self.contactKeys)
    let journey = journey(document, members["journey"])
    if members["journey"] == nil { fields.refuse(document, root, "'journey' is missing") }
    let action = required("action", document, members)
    let at = instant(document, members["at"])
    if members["at"] == nil { fields.refuse(document, root, "'at' is missing: when the contact was made") }
    let channel = channel(document, members["channel"])
    let decision = decision(document, members["decision"])
    let results = results(document, members, at)
    guard let journey, let action, let at else { throw fields.refusal }
    let contact = RememberedContact(
      journey: journey, account: text(document, members["account"]),
      stamp: stampThen(document, action, members), channel: channel, at: at, decision: decision,
      results: results)
    try fields.check()
    return Contacts(contact: contact, warnings: warnings)
  }

  /// One outcome, or a list of them; a contact without any was delivered.
  private mutating func results(
    _ document: borrowing JSONDocument, _ members: [String: JSONToken], _ at: Instant?
  ) -> [RememberedContact.Result] {
    let made = at ?? Instant(microseconds: 0)
    guard let list = members["outcomes"] else {
      let outcome = members["outcome"].map { fields.outcome(document, $0) } ?? .delivered
      return outcome.map { [.init(outcome: $0, at: made, value: nil)] } ?? []
    }
    guard fields.isList(document, list) else { return [] }
    var results: [RememberedContact.Result] = []
    for entry in document.elements(of: list) {
      guard fields.isObject(document, entry) else { continue }
      guard let token = document.member("outcome", of: entry) else {
        fields.refuse(document, entry, "'outcome' is missing")
        continue
      }
      let at = instant(document, document.member("at", of: entry))
      let value = document.member("value", of: entry).flatMap { fields.number(document, $0) }
      if let outcome = fields.outcome(document, token) {
        results.append(.init(outcome: outcome, at: at ?? made, value: value))
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
      action: action, kind: text(document, members["kind"]), group: text(document, members["group"]),
      isExempt: exempt, counts: counts)
  }

  // MARK: Fields

  /// The members that are not null; those that are not known are mistakes, since one in `outcome` would lose it.
  private mutating func members(
    _ document: borrowing JSONDocument, _ known: Set<String>
  ) -> [String: JSONToken] {
    var members: [String: JSONToken] = [:]
    for (key, value) in document.members(of: fields.root) where document.kind(of: value) != .null {
      let name = document.string(at: key)
      if known.contains(name) {
        members[name] = value
      } else {
        let hint =
          nearest(to: name, among: known).map { "did you mean '\($0)'?" }
          ?? "there are \(known.sorted().joined(separator: ", "))"
        fields.refuse(document, value, "unknown key '\(name)'; \(hint)")
      }
    }
    return members
  }

  private mutating func text(_ document: borrowing JSONDocument, _ token: JSONToken?) -> String? {
    token.flatMap { fields.string(document, $0) }
  }

  private mutating func required(
    _ key: String, _ document: borrowing JSONDocument, _ members: [String: JSONToken]
  ) -> String? {
    guard let token = members[key] else {
      fields.refuse(document, fields.root, "'\(key)' is missing")
      return nil
    }
    return fields.string(document, token)
  }

  private mutating func journey(_ document: borrowing JSONDocument, _ token: JSONToken?) -> String? {
    guard let token, let name = fields.string(document, token) else { return nil }
    if name.isEmpty { fields.refuse(document, token, "'journey' is empty") }
    return name
  }

  private mutating func decision(_ document: borrowing JSONDocument, _ token: JSONToken?) -> DecisionID? {
    guard let token, let text = fields.string(document, token) else { return nil }
    let id = DecisionID(text, inAnyCase: true)
    if id == nil {
      fields.refuse(
        document, token, "'\(text.prefix(60))' is no id of a decision; one has the form of a UUID")
    }
    return id
  }

  /// Nothing happened tomorrow: a slip in a year would close a channel, or count for a cap, for as long.
  private mutating func instant(_ document: borrowing JSONDocument, _ token: JSONToken?) -> Instant? {
    guard let token, let instant = fields.instant(document, token) else { return nil }
    if instant > clock + Self.mostAhead {
      fields.refuse(document, token, "'\(instant)' is more than a day after the daemon's clock, \(clock)")
    }
    return instant
  }

  /// The id of a channel of the book, or of one that was in use before.
  private mutating func channel(_ document: borrowing JSONDocument, _ token: JSONToken?) -> String? {
    guard let token, let name = fields.string(document, token) else { return nil }
    let channels = book.vocabulary.channels
    if let index = channels.index(named: name) { return channels[index].id }
    if history.knows(channel: name) { return name }
    let hint = nearest(to: name, among: channels.items.map(\.id)).map { "; did you mean '\($0)'?" } ?? ""
    fields.refuse(document, token, "unknown channel '\(name)'\(hint)")
    return nil
  }

  /// The action as it is now; one that nobody knows is kept, so that no opt-out is lost over its name.
  private mutating func stamp(
    _ document: borrowing JSONDocument, _ action: String, _ token: JSONToken?
  ) -> ActionStamp {
    if let index = plan.actionIndex[action] { return ActionStamp(book.actions[index], in: book) }
    if let token, !history.knows(action: action) {
      let hint = nearest(to: action, among: book.actions.map(\.id)).map { "; did you mean '\($0)'?" } ?? ""
      warnings.append(
        .init(
          pointer: fields.pointer(document, token), detail: "unknown action '\(action)'; it is kept\(hint)"))
    }
    return ActionStamp(action: action, kind: nil, group: nil, isExempt: false, counts: true)
  }
}

extension FieldReader {
  /// Whether the value is an object; anything else, a null too, is a problem.
  fileprivate mutating func isObject(
    _ document: borrowing JSONDocument, _ token: JSONToken, _ what: String
  ) -> Bool {
    if document.kind(of: token) == .object { return true }
    expected("\(what), which is an object", document, token)
    return false
  }
}
