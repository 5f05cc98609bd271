package import Decisions
import Diagnostics
package import JSON
import Rules
package import Time

/// Reads what somebody reports: outcomes, and contacts of before. All mistakes are found at once; what may be a slip but
/// loses nothing is a warning.
package struct ReportReader {
  /// What came of a contact.
  package struct Outcome: Sendable {
    package let report: OutcomeReport
    /// Whether it says on which day, and not when.
    package let isDate: Bool
    package let warnings: [JourneyState.Warning]
  }

  package struct Contact: Sendable {
    package let contact: ContactDocument
    package let warnings: [JourneyState.Warning]
  }

  let plan: DecisionPlan
  let known: any ReportKnowledge
  private let clock: Instant
  /// Whose clock that is.
  private let clockName: String
  var fields: FieldReader
  var warnings: [JourneyState.Warning] = []

  /// How far the clock of whoever reports may be ahead.
  private static let mostAhead = TimeSpan.day

  /// - Parameters:
  ///   - known: what was recorded before.
  ///   - clockName: whose clock says what has not happened yet, as in "the daemon's clock".
  package init(
    root: JSONToken, plan: DecisionPlan, knowing known: some ReportKnowledge, clock: Instant,
    clockName: String
  ) {
    self.plan = plan
    self.known = known
    self.clock = clock
    self.clockName = clockName
    fields = FieldReader(root: root, zone: plan.book.policies.zone)
  }

  var book: RuleBook { plan.book }

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
      fields.refuse(document, token, "'\(instant)' is more than a day after \(clockName), \(clock)")
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
    book.vocabulary.channels.index(named: name) != nil || known.contains(channel: name.foldedName)
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
    let titled = titled(action)
    // One that was kept before is known; a title in its place is a slip each time.
    if let token, titled != nil || !known.contains(action: action.foldedName) {
      let meant = titled ?? nearest(to: action, among: book.actions.map(\.id))
      let hint = meant.map { "; did you mean '\($0)'?" } ?? ""
      warnings.append(
        .init(
          pointer: fields.pointer(document, token), detail: "unknown action '\(action)'; it is kept\(hint)"))
    }
    return ActionStamp(action: action.foldedName, kind: nil, group: nil, isExempt: false, counts: true)
  }

  /// The action that has a title in any language.
  private func titled(_ title: String) -> String? {
    let folded = title.foldedName
    return book.actions.first { action in
      action.title?.versions.contains { $0.text.foldedName == folded } ?? false
    }?.id
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
