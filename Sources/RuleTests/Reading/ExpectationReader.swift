import Decisions
import Diagnostics
import RuleFiles
import Rules
import Time
import YAML

/// The keys of what a test expects.
enum ExpectationKey: String, MappingKey {
  case outcome, first, exact, includes, not
  case heldBack = "held_back"
  case channels, alerts, detected, stage, persona
}

/// The keys of a reason for which an action is held back.
enum ReasonKey: String, MappingKey { case reason, by, channel, until }

/// Reads what tests expect.
struct ExpectationReader: NodeReader {
  let context: ReadingContext

  func read(_ node: Node) -> Expectation {
    var expectation = Expectation()
    guard let mapping = mapping(node, "expect", help: "write {first: some-action}, say") else {
      return expectation
    }
    for entry in mapping.entries { read(entry, into: &expectation) }
    return expectation
  }

  /// Reads one key with its value.
  func read(_ entry: Mapping.Entry, into expectation: inout Expectation) {
    guard let key = ExpectationKey(rawValue: entry.key.text) else {
      return unknownKey(
        entry, in: "expect", among: ExpectationKey.allCases.map(\.rawValue), remedies: Self.remedies)
    }
    let (node, name) = (entry.value, entry.key.text)
    if node.isNull { return _ = hasValue(entry) }
    func part<Value>(_ value: Value?) -> Expectation.Part<Value>? {
      value.map { Expectation.Part(value: $0, location: location(node.span)) }
    }
    switch key {
    case .outcome:
      expectation.outcome = part(
        scalars.choice(node, name, as: DecisionOutcome.self, "outcome", unknown: .unknownDecisionOutcome))
    case .first:
      if meansNothing(node, name) { return }
      expectation.first = part(references.reference(node, name, to: .action))
    case .exact:
      if meansNothing(node, name) { return }
      expectation.exact = part(references.references(node, name, to: .action, allowingNone: true))
    case .includes: expectation.includes = actions(node, name)
    case .not: expectation.excludes = actions(node, name)
    case .heldBack: expectation.heldBack = reasons(node, name)
    case .channels: expectation.channels = channels(node, name)
    case .alerts: expectation.alerts = part(ids(node, name))
    case .detected: expectation.detected = part(ids(node, name))
    case .stage: expectation.stage = part(references.reference(node, name, to: .stage))
    case .persona: expectation.persona = part(references.reference(node, name, to: .persona))
    }
  }

  /// True, with an error, where a word for nothing stands in the place of an action.
  private func meansNothing(_ node: Node, _ name: String) -> Bool {
    guard case .scalar(let scalar) = node.content, Self.nothing.contains(scalar.text.lowercased()),
      !references.knows(scalar.text, as: .action)
    else { return false }
    error(.unknownAction, "unknown action '\(scalar.text)'", at: node.span, help: Self.helpForNothing)
    return true
  }

  private static let nothing: Set = [
    "none", "nothing", "nobody", "no", "null", "false", "ingen", "intet", "ingenting", "inget", "nic",
    "żadna",
    "nichts", "keine",
  ]
  private static let helpForNothing = "where nothing is recommended write 'exact: []'"

  /// What people write for what there is.
  private static let remedies = Dictionary(
    uniqueKeysWithValues: ["nothing", "none", "no_action", "nobody", "empty"].map { ($0, helpForNothing) }
      + ["recommend", "action", "recommended"].map { ($0, "write 'first'") }
      + ["actions", "equals", "only"].map { ($0, "write 'exact'") }
      + ["contains", "include", "any"].map { ($0, "write 'includes'") }
      + ["excludes", "exclude", "never", "without"].map { ($0, "write 'not'") }
      + ["reason", "held", "heldback", "suppressed", "blocked"].map {
        ($0, "write 'held_back: {some-action: cooldown}'")
      } + ["alert"].map { ($0, "write 'alerts'") }
      + ["detects", "detect", "pain_points"].map { ($0, "write 'detected'") })

  private func actions(_ node: Node, _ name: String) -> [Expectation.Part<Int>] {
    (oneOrMany(node, name) ?? []).compactMap { node in
      references.reference(node, name, to: .action).map {
        Expectation.Part(value: $0, location: location(node.span))
      }
    }
  }

  private func ids(_ node: Node, _ name: String) -> [String]? {
    oneOrMany(node, name, allowingNone: true)?.compactMap { scalar($0, name)?.text }
  }

  private func action(_ entry: Mapping.Entry, _ name: String) -> Int? {
    references.reference(Node(span: entry.keySpan, content: .scalar(entry.key)), name, to: .action)
  }

  private func channels(_ node: Node, _ name: String) -> [Expectation.Part<(action: Int, channel: Int)>] {
    guard let mapping = mapping(node, name, help: "write {some-action: email}") else { return [] }
    return mapping.entries.compactMap { entry in
      guard let action = action(entry, name), hasValue(entry),
        let channel = references.reference(entry.value, name, to: .channel)
      else { return nil }
      return Expectation.Part<(action: Int, channel: Int)>(
        value: (action, channel), location: location(entry.value.span))
    }
  }

  // MARK: Reasons

  private func reasons(
    _ node: Node, _ name: String
  ) -> [Expectation.Part<(action: Int, reason: Expectation.Reason)>] {
    guard let mapping = mapping(node, name, help: "write {some-action: cooldown}, say") else { return [] }
    return mapping.entries.compactMap { entry in
      guard let action = action(entry, name), hasValue(entry), let reason = reason(entry.value) else {
        return nil
      }
      return Expectation.Part<(action: Int, reason: Expectation.Reason)>(
        value: (action, reason), location: location(entry.value.span))
    }
  }

  private func reason(_ node: Node) -> Expectation.Reason? {
    if case .scalar = node.content { return gate(node).map { Expectation.Reason(gate: $0) } }
    guard let mapping = mapping(node, "held_back", help: "write cooldown, or {reason: capped, by: some-cap}")
    else { return nil }
    var reason = Expectation.Reason()
    keys(of: mapping, "held_back", as: ReasonKey.self) { key, entry in
      let node = entry.value
      switch key {
      case .reason: reason.gate = gate(node)
      case .by: reason.by = scalar(node, "by")?.text
      case .channel: reason.channel = references.reference(node, "channel", to: .channel)
      case .until: reason.until = scalars.instant(node, "until")?.description
      }
    }
    return reason
  }

  private func gate(_ node: Node) -> Gate? {
    guard let text = scalar(node, "held_back")?.text else { return nil }
    if let gate = Gate.allCases.first(where: { $0.reason == text }) { return gate }
    error(
      .unknownReason, "nothing is held back for the reason '\(text)'", at: node.span,
      help: diagnostics.suggestion(for: text, among: Gate.allCases.map(\.reason))?.help)
    return nil
  }
}

extension DiagnosticID {
  static let unknownReason = DiagnosticID(
    "unknown-reason",
    page: """
      A rule test expects that an action is held back for a reason that there is not. The reasons are those that \
      answers give: \(Gate.allCases.map(\.reason).joined(separator: ", ")).
      """)
}
