import Rules

/// The comparators that conditions may use.
enum Comparator: String, MappingKey {
  case eq, ne, gt, gte, lt, lte, between
  case isIn = "in"
  case isNotIn = "not_in"
  case exists, within
  case olderThan = "older_than"
  case inNext = "in_next"
  case laterThan = "later_than"
  case has
  case hasAny = "has_any"
  case hasAll = "has_all"
  case hasNone = "has_none"

  /// In the order in which help lists them.
  private static let inHelp: [Comparator] = [
    .has, .hasAny, .hasAll, .hasNone, .eq, .ne, .isIn, .isNotIn, .exists, .gt, .gte, .lt, .lte, .between,
    .within,
    .olderThan, .inNext, .laterThan,
  ]

  /// Those that a type has, in the order in which help lists them.
  static func fitting(_ type: FactType) -> [Comparator] { inHelp.filter { $0.fits(type) } }

  func fits(_ type: FactType) -> Bool {
    switch self {
    case .exists: true
    case .eq, .ne, .isIn, .isNotIn: type != .strings
    case .gt, .gte, .lt, .lte, .between: type == .int || type == .number || type == .timestamp
    case .within, .olderThan, .inNext, .laterThan: type == .timestamp
    case .has, .hasAny, .hasAll, .hasNone: type == .strings
    }
  }

  /// Whether it looks back from now, and not ahead.
  var looksBack: Bool { self == .within || self == .olderThan }

  /// Whether it looks ahead from now.
  var looksAhead: Bool { self == .inNext || self == .laterThan }

  /// The functions of expressions that look into a text, by what people write for them.
  static let textFunctions = [
    "contains": "contains", "includes": "contains", "like": "contains", "has": "contains",
    "starts_with": "startsWith",
    "startswith": "startsWith", "begins_with": "startsWith", "prefix": "startsWith", "ends_with": "endsWith",
    "endswith": "endsWith", "suffix": "endsWith", "matches": "matches", "regex": "matches",
    "regexp": "matches",
  ]

  /// What people write who come from elsewhere.
  static func meant(by text: String) -> Comparator? {
    switch text.lowercased().replacing(" ", with: "_") {
    case "=", "==", "equal", "equals", "is": .eq
    case "!=", "<>", "not", "neq", "is_not": .ne
    case ">", "more_than", "greater", "greater_than", "after": .gt
    case ">=", "=>", "ge", "min", "at_least", "from", "since": .gte
    case "<", "less", "less_than", "before": .lt
    case "<=", "=<", "le", "max", "at_most", "until", "to", "up_to": .lte
    case "one_of", "any", "any_of": .isIn
    case "none_of", "nin", "notin": .isNotIn
    case "contains", "includes": .has
    case "known", "present": .exists
    case "in_the_last", "in_last", "last", "newer_than": .within
    case "in_the_next", "within_next", "next", "ahead": .inNext
    default: nil
    }
  }
}
