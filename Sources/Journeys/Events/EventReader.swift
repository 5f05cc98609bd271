package import Decisions
import Diagnostics
package import JSON
import Rules
package import Time

/// Reads an event that somebody tells: every mistake at once, with its place.
package struct EventReader {
  /// What was told.
  package struct Told: Sendable {
    package let event: JourneyEvent
    /// The ids of the channels that it closes, from its instant on.
    package let noes: [String]
    /// Whether it said when it happened; otherwise the clock did.
    package let hasInstant: Bool
    /// Whether that was a date without a time, which is the midnight it begins with.
    package let isDate: Bool
    /// Whether it says more than consent: then whoever it is about is known by it.
    package let saysMore: Bool
    /// What of it is not remembered; by pointer.
    package let warnings: [JourneyState.Warning]

    package init(
      event: JourneyEvent, noes: [String], hasInstant: Bool, isDate: Bool = false, saysMore: Bool = false,
      warnings: [JourneyState.Warning]
    ) {
      self.event = event
      self.noes = noes
      self.hasInstant = hasInstant
      self.isDate = isDate
      self.saysMore = saysMore
      self.warnings = warnings
    }
  }

  /// What is taken beside what the rule book says.
  package struct Limits: Sendable {
    /// Whether personal attributes are remembered.
    package var keepsPersonal = false
    /// Whether an attribute that the book does not declare refuses the event rather than being left out.
    package var refusesUnknown = false
    /// How far ahead of the clock an event may lie.
    package var mostAhead: TimeSpan? = .day

    package init(keepsPersonal: Bool = false, refusesUnknown: Bool = false) {
      self.keepsPersonal = keepsPersonal
      self.refusesUnknown = refusesUnknown
    }
  }

  let plan: DecisionPlan
  let limits: Limits
  private let clock: Instant
  var fields: FieldReader
  var warnings: [JourneyState.Warning] = []
  /// Whether it says yes to a channel.
  var givesConsent = false
  /// Made when the first attribute is read.
  var values: AttributeValueReader?
  private var members: [JSONToken?] = Array(repeating: nil, count: EventKey.allCases.count)

  private static let names = JSONNames(EventKey.allCases.map(\.rawValue))

  package init(root: JSONToken, plan: DecisionPlan, clock: Instant, limits: Limits = Limits()) {
    self.plan = plan
    self.limits = limits
    self.clock = clock
    fields = FieldReader(root: root, zone: plan.book.policies.zone)
  }

  var vocabulary: Vocabulary { plan.book.vocabulary }

  /// - Throws: all that is wrong with it.
  package mutating func read(_ document: borrowing JSONDocument) throws(StateRefusal) -> Told {
    readMembers(document)
    let journey = readJourney(document)
    let at = readInstant(document)
    let name = readName(document)
    let account = self[.account].flatMap { nonEmpty(document, $0, "account") }
    var writer = JSONWriter(reservingCapacity: 96)
    var noes: [String] = []
    // Of an instant that is wrong, that is told alone.
    let isDated = self[.at] != nil
    writer.object { noes = writeParts(document, hasInstant: isDated, to: &$0) }
    if writer.bytes.count == 2, account == nil { refuseEmpty(document) }
    warnOfYesAhead(document, at)
    try fields.check()
    return Told(
      event: JourneyEvent(
        journey: journey, at: at ?? clock, name: name, account: account, body: writer.bytes),
      noes: noes, hasInstant: at != nil, isDate: self[.at].map { fields.isDate(document, $0) } ?? false,
      saysMore: Self.besideConsent.contains { self[$0] != nil } || account != nil, warnings: warnings)
  }

  /// What is told of a journey but its consent.
  private static let besideConsent: [EventKey] = [
    .touchpoint, .stage, .observed, .exit, .trigger, .painPoint, .profile,
  ]

  subscript(key: EventKey) -> JSONToken? {
    EventKey.allCases.firstIndex(of: key).flatMap { members[$0] }
  }

  private mutating func readMembers(_ document: borrowing JSONDocument) {
    guard document.kind(of: fields.root) == .object else {
      return fields.expected("an event, which is an object", document, fields.root)
    }
    for (key, value) in document.members(of: fields.root) where document.kind(of: value) != .null {
      if let index = Self.names.index(of: key, in: document) {
        members[index] = value
      } else {
        refuseKey(document, document.string(at: key), value)
      }
    }
  }

  private mutating func refuseKey(_ document: borrowing JSONDocument, _ name: String, _ value: JSONToken) {
    guard fields.lists else { return fields.refuse(document, value, "") }
    let known = EventKey.allCases.map(\.rawValue)
    var hint = nearest(to: name, among: known).map { "did you mean '\($0)'?" }
    if hint == nil, isOfProfile(name) {
      hint = "what is known of somebody stands under 'profile': {\"profile\": {\"\(name)\": …}}"
    }
    fields.refuse(
      document, value, "unknown key '\(name)'; \(hint ?? "there are \(known.joined(separator: ", "))")")
  }

  /// Whether a state has it at its top.
  private func isOfProfile(_ name: String) -> Bool {
    name == StateKey.persona.rawValue || name == StateKey.market.rawValue
      || plan.attributeTree.children[name] != nil
  }

  private mutating func readJourney(_ document: borrowing JSONDocument) -> String {
    guard let token = self[.journey] else {
      if document.kind(of: fields.root) == .object {
        fields.refuse(
          document, fields.root, "'journey' is missing; it is the id of a person's path", .missing)
      }
      return ""
    }
    return nonEmpty(document, token, "journey") ?? ""
  }

  private mutating func nonEmpty(
    _ document: borrowing JSONDocument, _ token: JSONToken, _ key: String
  ) -> String? {
    guard let text = fields.callersID(document, token) else { return nil }
    if text.isEmpty { fields.refuse(document, token, "'\(key)' is empty") }
    return text
  }

  private mutating func readName(_ document: borrowing JSONDocument) -> String? {
    self[.id].flatMap { nonEmpty(document, $0, "id") }
  }

  /// Nothing happened tomorrow: a slip in a year would hold for as long.
  private mutating func readInstant(_ document: borrowing JSONDocument) -> Instant? {
    guard let token = self[.at], let at = fields.instant(document, token) else { return nil }
    if let ahead = limits.mostAhead, at > clock + ahead {
      fields.refuse(document, token, "'\(at)' is more than a day after the clock, \(clock)")
    }
    return at
  }

  /// How far clocks differ without anybody having to hear of it.
  package static let mostClockDifference = TimeSpan(seconds: 60)

  /// What is said of a yes whose date has not come.
  package static func isAhead(_ yes: Instant, of clock: Instant) -> String {
    "the yes is dated \(yes), which has not come (the clock says \(clock)): a no that is told before then goes before it; a local time needs its own offset, such as '+02:00', in the place of 'Z'"
  }

  private mutating func warnOfYesAhead(_ document: borrowing JSONDocument, _ at: Instant?) {
    guard givesConsent, limits.mostAhead != nil, let at, at > clock + Self.mostClockDifference,
      let token = self[.at]
    else { return }
    warn(document, token, Self.isAhead(at, of: clock))
  }

  private mutating func refuseEmpty(_ document: borrowing JSONDocument) {
    guard fields.refusal.problems.isEmpty else { return }
    // What the book does not have, or is not to be remembered, was left out.
    if let left = warnings.first {
      fields.refuse(document, fields.root, "the event says nothing else: \(left.detail)", .missing)
      return
    }
    let parts: [EventKey] = [
      .stage, .touchpoint, .exit, .trigger, .painPoint, .resolved, .consent, .profile, .account,
    ]
    fields.refuse(
      document, fields.root,
      "the event says nothing; give it one of \(parts.map(\.rawValue).joined(separator: ", "))", .missing)
  }
}
