import Diagnostics
import Rules
import Time
import YAML

/// The keys that bound every count.
private struct BoundReader {
  var atLeast: Int?
  var atMost: (count: Int, span: SourceSpan)?
  var within: TimeSpan?
  var olderThan: (span: TimeSpan, place: SourceSpan)?

  mutating func read(_ key: BoundKey, _ entry: Mapping.Entry, _ scalars: ScalarReader) {
    let node = entry.value
    switch key {
    case .atLeast: atLeast = scalars.wholeCount(node, "at_least")
    case .atMost: atMost = scalars.wholeCount(node, "at_most").map { ($0, node.span) }
    case .within: within = scalars.duration(node, "within")
    case .olderThan: olderThan = scalars.duration(node, "older_than").map { ($0, node.span) }
    }
  }

  func bounds(_ reader: CountReader) -> Condition.Bounds {
    let least = atLeast ?? (atMost == nil ? 1 : 0)
    if let atMost, atMost.count < least {
      reader.error(
        .boundsCrossed, "at least \(least) and at most \(atMost.count) cannot both hold", at: atMost.span,
        help: "'at_most' has to be the larger of the two")
    }
    if let within, let olderThan, olderThan.span >= within {
      reader.error(
        .emptyWindow, "'older_than' is not shorter than 'within', so that nothing lies in between",
        at: olderThan.place,
        help: "'older_than' has to be the shorter of the two")
    }
    return Condition.Bounds(atLeast: least, atMost: atMost?.count, within: within, olderThan: olderThan?.span)
  }
}

/// The keys that bound a count.
enum BoundKey: String, MappingKey {
  case atLeast = "at_least"
  case atMost = "at_most"
  case within
  case olderThan = "older_than"

  /// Those of counts of what has an instant, or of what has none.
  static func keys(timed isTimed: Bool) -> [BoundKey] { isTimed ? allCases : [.atLeast, .atMost] }
}

/// What touchpoints are counted by.
enum TouchpointCountKey: String, MappingKey { case type, medium, ownership, influence, channel, sentiment }

/// What contacts are counted by.
enum ContactCountKey: String, MappingKey { case action, kind, group, channel, outcome }

/// What members of the buying group are counted by.
enum GroupCountKey: String, MappingKey { case persona, role, stage, engaged }

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
    var bounds = BoundReader()
    for entry in mapping.entries {
      if let key = BoundKey(rawValue: entry.key.text), timed || key == .atLeast || key == .atMost {
        if hasValue(entry) { bounds.read(key, entry, scalars) }
      } else if let key = Key(rawValue: entry.key.text) {
        if hasValue(entry) { read(key, entry) }
      } else {
        let known = BoundKey.keys(timed: timed).map(\.rawValue)
        unknownKey(entry, in: name.rawValue, among: Key.allCases.map(\.rawValue) + known)
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
      return references.references(node, "touchpoints", to: .touchpoint).map {
        Condition.TouchpointCount(types: $0, bounds: Condition.Bounds(atLeast: 1, atMost: nil))
      }
    }
    var filter = Condition.TouchpointCount(bounds: Condition.Bounds(atLeast: 1, atMost: nil))
    let bounds = count(node, .touchpoints, timed: true, as: TouchpointCountKey.self) { key, entry in
      let node = entry.value
      switch key {
      case .type: filter.types = references.references(node, "type", to: .touchpoint)
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
      case .persona: filter.personas = references.references(entry.value, "persona", to: .persona)
      case .role:
        filter.roles = scalars.choices(entry.value, "role", as: Role.self, "role", unknown: .unknownRole)
      case .stage: filter.stages = references.references(entry.value, "stage", to: .stage)
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

  static let boundsCrossed = DiagnosticID(
    "bounds-crossed",
    page: """
      A count asks for at least so many and at most so many, and the first number is the larger one: no \
      count can be both. For example 'at_least: 3, at_most: 1' should probably be 'at_least: 1, at_most: \
      3'.
      """)

  static let emptyWindow = DiagnosticID(
    "empty-window",
    page: """
      A condition asks for something that lies within the last so many days and is older than so many days, \
      and no time is both. 'within: 30d, older_than: 7d' is the time from 30 days ago to 7 days ago; the \
      other way round there is nothing in between.
      """)
}
