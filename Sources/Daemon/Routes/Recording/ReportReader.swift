import Decisions
import Diagnostics
import History
import HistoryRecords
import JSON
import Rules
import Time

/// Reads what somebody reports: outcomes, and contacts of before. All mistakes are found at once; what may be a slip but
/// loses nothing is a warning.
struct ReportReader {
  /// What came of a contact.
  struct Outcome: Sendable {
    let report: OutcomeReport
    let warnings: [JourneyState.Warning]
  }

  struct Contact: Sendable {
    let contact: ContactDocument
    let warnings: [JourneyState.Warning]
  }

  let book: RuleBook
  let plan: DecisionPlan
  let history: ContactHistory
  private let clock: Instant
  var fields: FieldReader
  var warnings: [JourneyState.Warning] = []

  /// How far the clock of whoever reports may be ahead.
  private static let mostAhead = TimeSpan.day

  init(root: JSONToken, _ state: ServingState) {
    plan = state.book.plan
    book = state.book.book
    history = state.history
    clock = state.clock()
    fields = FieldReader(root: root, zone: book.policies.zone)
  }

  // MARK: Fields

  /// The members that are not null; those that are not known are mistakes, since one in `outcome` would lose it.
  mutating func members(
    _ document: borrowing JSONDocument, _ known: Set<String>
  ) -> [String: JSONToken] {
    var members: [String: JSONToken] = [:]
    for (key, value) in document.members(of: fields.root) where document.kind(of: value) != .null {
      let name = document.string(at: key)
      if known.contains(name) {
        members[name] = value
      } else {
        guard fields.lists else {
          fields.refuse(document, value, "")
          continue
        }
        let hint =
          nearest(to: name, among: known).map { "did you mean '\($0)'?" }
          ?? "there are \(known.sorted().joined(separator: ", "))"
        fields.refuse(document, value, "unknown key '\(name)'; \(hint)")
      }
    }
    return members
  }

  mutating func text(_ document: borrowing JSONDocument, _ token: JSONToken?) -> String? {
    token.flatMap { fields.string(document, $0) }
  }

  /// A text that must be there and is no longer than an id.
  mutating func required(
    _ key: String, _ document: borrowing JSONDocument, _ members: [String: JSONToken]
  ) -> String? {
    guard let token = members[key] else {
      fields.refuse(document, fields.root, "'\(key)' is missing")
      return nil
    }
    return fields.callersID(document, token)
  }

  mutating func journey(_ document: borrowing JSONDocument, _ token: JSONToken?) -> String? {
    guard let token, let name = fields.callersID(document, token) else { return nil }
    if name.isEmpty { fields.refuse(document, token, "'journey' is empty") }
    return name
  }

  mutating func account(_ document: borrowing JSONDocument, _ token: JSONToken?) -> String? {
    token.flatMap { fields.callersID(document, $0) }
  }

  mutating func decision(_ document: borrowing JSONDocument, _ token: JSONToken?) -> DecisionID? {
    guard let token, let text = fields.string(document, token) else { return nil }
    let id = DecisionID(text, inAnyCase: true)
    if id == nil {
      fields.refuse(
        document, token, "'\(text.prefix(60))' is no id of a decision; one has the form of a UUID")
    }
    return id
  }

  /// Nothing happened tomorrow: a slip in a year would close a channel, or count for a cap, for as long.
  mutating func instant(_ document: borrowing JSONDocument, _ token: JSONToken?) -> Instant? {
    guard let token, let instant = fields.instant(document, token) else { return nil }
    if instant > clock + Self.mostAhead {
      fields.refuse(document, token, "'\(instant)' is more than a day after the daemon's clock, \(clock)")
    }
    return instant
  }

  /// The id of a channel of the book, or of one that was in use before.
  mutating func channel(_ document: borrowing JSONDocument, _ token: JSONToken?) -> String? {
    guard let token, let name = fields.string(document, token) else { return nil }
    let channels = book.vocabulary.channels
    if let index = channels.index(named: name) { return channels[index].id }
    if isKnown(channel: name) { return name.foldedName }
    fields.refuse(document, token, "unknown channel '\(name)'\(hint(name))")
    return nil
  }

  /// Whether the book has a channel, or anything was ever recorded of it.
  func isKnown(channel name: String) -> Bool {
    book.vocabulary.channels.index(named: name) != nil || history.contains(channel: name.foldedName)
  }

  func hint(_ channel: String) -> String {
    nearest(to: channel, among: book.vocabulary.channels.items.map(\.id)).map { "; did you mean '\($0)'?" }
      ?? ""
  }

  /// The action as it is now, in whatever capitals; one that nobody knows is kept, so that no opt-out is lost over its
  /// name.
  mutating func stamp(
    _ document: borrowing JSONDocument, _ action: String, _ token: JSONToken?
  ) -> ActionStamp {
    if let index = plan.action(named: action) { return ActionStamp(book.actions[index], in: book) }
    if let token, !history.contains(action: action.foldedName) {
      let hint = nearest(to: action, among: book.actions.map(\.id)).map { "; did you mean '\($0)'?" } ?? ""
      warnings.append(
        .init(
          pointer: fields.pointer(document, token), detail: "unknown action '\(action)'; it is kept\(hint)"))
    }
    return ActionStamp(action: action.foldedName, kind: nil, group: nil, isExempt: false, counts: true)
  }
}

extension FieldReader {
  /// Whether the value is an object; anything else, a null too, is a problem.
  mutating func isObject(
    _ document: borrowing JSONDocument, _ token: JSONToken, _ what: String
  ) -> Bool {
    if document.kind(of: token) == .object { return true }
    expected("\(what), which is an object", document, token)
    return false
  }
}
