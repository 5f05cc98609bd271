import DecisionLog
import JSON
import Time

/// The state of a decision in the log as a rule test can have it: with its time, and with the contacts that were remembered
/// among its own. Contacts of other journeys of the account have no place in a test.
struct LoggedState {
  let value: JSONValue
  /// Whether contacts of other journeys were considered.
  let hasOthers: Bool

  init(_ record: RecordedDecision) {
    let document = record.document
    let state = JSONValue(document, at: record.state)
    let considered = JSONValue(document, at: record.considered)
    hasOthers = considered["others"] != nil
    var members: [JSONValue.Member] = []
    if case .object(let all) = state {
      members = all.filter { !["contacts", "now", "consent"].contains($0.name) }
    }
    var contacts = state["contacts"]?.elements ?? []
    contacts += (considered["contacts"]?.elements ?? []).flatMap { Self.contacts($0) }
    if !contacts.isEmpty { members.append(.init("contacts", .array(contacts))) }
    let consent = Self.consent(state["consent"], without: considered["withdrawals"]?.elements ?? [])
    if let consent { members.append(.init("consent", consent)) }
    members.append(.init("now", .string(record.now.description)))
    value = .object(members)
  }

  /// A contact as states tell of it, once for each outcome.
  private static func contacts(_ contact: JSONValue) -> [JSONValue] {
    guard case .object(let members) = contact else { return [] }
    let kept = members.filter { ["action", "kind", "group", "channel", "at", "decision"].contains($0.name) }
    let outcomes = contact["outcomes"]?.elements.compactMap { $0["outcome"] } ?? []
    guard !outcomes.isEmpty else { return [.object(kept)] }
    return outcomes.map { .object(kept + [.init("outcome", $0)]) }
  }

  /// The consent of the state, but for channels from which somebody withdrew it later.
  private static func consent(_ given: JSONValue?, without withdrawals: [JSONValue]) -> JSONValue? {
    var members: [JSONValue.Member] = []
    if case .object(let all)? = given { members = all }
    for withdrawal in withdrawals {
      guard case .string(let channel)? = withdrawal["channel"] else { continue }
      let later = members.first { $0.name == channel }?.value["at"].flatMap { Self.instant($0) }
      if let later, let at = withdrawal["at"].flatMap({ Self.instant($0) }), later > at { continue }
      members.removeAll { $0.name == channel }
      members.append(.init(channel, .bool(false)))
    }
    return members.isEmpty ? nil : .object(members)
  }

  private static func instant(_ value: JSONValue) -> Instant? {
    if case .string(let text) = value { Instant(rfc3339: text) } else { nil }
  }
}

extension JSONValue {
  fileprivate var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
}
