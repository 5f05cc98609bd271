import Diagnostics
import Rules
import Time
import YAML

/// Reads counts of touchpoints, contacts and members of the buying group.
struct CountReader: NodeReader {
  let context: ReadingContext

  /// The mapping of a count: its filters, each read by `read`, and its bounds.
  private func count<Key: MappingKey>(
    _ node: Node, _ name: ConditionKey, timed: Bool, as: Key.Type, _ read: (Key, Mapping.Entry) -> Void
  ) -> Condition.Bounds? {
    guard let mapping = mapping(node, name.rawValue, help: "write {at_least: 1}, say") else { return nil }
    if mapping.entries.isEmpty {
      error(
        .countWithoutContent, "'\(name.rawValue)' says neither what to count nor how many", at: node.span,
        help: "add a filter or 'at_least'")
      return nil
    }
    let isKey = { (word: String) in Key(rawValue: word) != nil || BoundKey(rawValue: word) != nil }
    if reportsBraces(mapping, name.rawValue, at: node.span, isKnown: isKey) { return nil }
    var bounds = CountBounds()
    let boundKeys = BoundKey.keys(timed: timed)
    for entry in mapping.entries {
      if let key = BoundKey(rawValue: entry.key.text), boundKeys.contains(key) {
        if hasValue(entry) { bounds.read(key, entry, scalars) }
      } else if let key = Key(rawValue: entry.key.text) {
        if hasValue(entry) { read(key, entry) }
      } else {
        unknownKey(
          entry, in: name.rawValue, among: Key.allCases.map(\.rawValue) + boundKeys.map(\.rawValue),
          remedies: BoundKey.remedies)
      }
    }
    if bounds.atLeast == 0 && bounds.atMost == nil {
      warning(
        .countAlwaysHolds, "'\(name.rawValue)' asks for at least 0, which always holds", at: node.span,
        help: "write 'at_most: 0' for none, or 'at_least: 1' for one or more")
    }
    return bounds.bounds(self)
  }

  /// Touchpoints of some type, or a count of touchpoints.
  func touchpoints(_ node: Node) -> Condition.TouchpointCount? {
    guard case .mapping = node.content else {
      let both = MeantBoth.conditions("touchpoints")
      return references.references(node, "touchpoints", to: .touchpoint, both: both).map {
        Condition.TouchpointCount(types: $0, bounds: Condition.Bounds(atLeast: 1, atMost: nil))
      }
    }
    var filter = Condition.TouchpointCount(bounds: Condition.Bounds(atLeast: 1, atMost: nil))
    let bounds = count(node, .touchpoints, timed: true, as: TouchpointCountKey.self) { key, entry in
      let node = entry.value
      switch key {
      case .type:
        filter.types = references.references(node, "type", to: .touchpoint, both: .conditions("touchpoints"))
      case .medium:
        filter.media = scalars.choices(node, "medium", as: Medium.self, "medium", unknown: .unknownMedium)
      case .ownership:
        filter.ownerships = scalars.choices(
          node, "ownership", as: Ownership.self, "ownership", unknown: .unknownOwnership)
      case .influence:
        filter.influences = scalars.choices(
          node, "influence", as: Influence.self, "influence", unknown: .unknownInfluence)
      case .channel: filter.channels = references.references(node, "channel", to: .channel)
      case .sentiment: filter.sentiment = comparisons.read(node, with: .builtIn(.sentiment)) ?? []
      }
    }
    guard let bounds else { return nil }
    filter.bounds = bounds
    return filter
  }

  /// A count over the contact history.
  func contacts(_ node: Node) -> Condition.ContactCount? {
    var selector = ContactSelector()
    var outcomes: OutcomeSet?
    let bounds = count(node, .contacts, timed: true, as: ContactCountKey.self) { key, entry in
      switch key {
      case .action: references.select(.action, entry.value, &selector)
      case .kind: references.select(.kind, entry.value, &selector)
      case .group: references.select(.group, entry.value, &selector)
      case .channel: references.select(.channel, entry.value, &selector)
      case .outcome: outcomes = references.outcomes(entry.value, "outcome")
      }
    }
    return bounds.map { Condition.ContactCount(selector: selector, outcomes: outcomes, bounds: $0) }
  }

  /// A count over the buying group.
  func buyingGroup(_ node: Node) -> Condition.GroupCount? {
    var filter = Condition.GroupCount(bounds: Condition.Bounds(atLeast: 1, atMost: nil))
    let bounds = count(node, .buyingGroup, timed: false, as: GroupCountKey.self) { key, entry in
      switch key {
      case .persona:
        filter.personas = references.references(entry.value, "persona", to: .persona, both: .never("persona"))
      case .role:
        filter.roles = scalars.choices(entry.value, "role", as: Role.self, "role", unknown: .unknownRole)
      case .stage:
        filter.stages = references.references(entry.value, "stage", to: .stage, both: .never("stage"))
      case .engaged: filter.engaged = scalars.bool(entry.value, "engaged")
      }
    }
    guard let bounds else { return nil }
    filter.bounds = bounds
    return filter
  }
}

extension NodeReader {
  var counts: CountReader { CountReader(context: context) }
}

extension DiagnosticID {
  static let countWithoutContent = DiagnosticID(
    "count-without-content",
    page: """
      A condition counts touchpoints, contacts or members of the buying group, but says neither which ones \
      nor how many. Write for example 'touchpoints: {type: webinar, within: 14d}' or 'contacts: {at_most: \
      0}'.
      """)

  static let countAlwaysHolds = DiagnosticID(
    "count-always-holds",
    page: """
      A count asks for at least none, which is true for everybody. If nothing of the kind may be there, \
      write 'at_most: 0'; if there has to be something, write 'at_least: 1' or leave it out, since 1 is the \
      default.
      """)
}
