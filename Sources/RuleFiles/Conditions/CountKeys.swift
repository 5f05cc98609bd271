/// What touchpoints are counted by.
enum TouchpointCountKey: String, MappingKey { case type, medium, ownership, influence, channel, sentiment }

/// What contacts are counted by.
enum ContactCountKey: String, MappingKey { case action, kind, group, channel, outcome }

/// What members of the buying group are counted by.
enum GroupCountKey: String, MappingKey { case persona, role, stage, engaged }

/// The keys that bound a count.
enum BoundKey: String, MappingKey {
  case atLeast = "at_least"
  case atMost = "at_most"
  case within
  case olderThan = "older_than"

  /// Those of counts of what has an instant, or of what has none.
  static func keys(timed isTimed: Bool) -> [BoundKey] { isTimed ? timed : untimed }

  private static let timed = allCases
  private static let untimed: [BoundKey] = [.atLeast, .atMost]
}
