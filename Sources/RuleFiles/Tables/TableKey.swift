import Rules

/// The keys of a table.
enum TableKey: String, MappingKey { case when, columns, rows }

/// What a column of a table gives the rules that its rows make.
enum TableColumn: Hashable {
  case id, recommend, score, channel, because
  /// A key of a condition.
  case condition(String)

  init?(_ name: String, _ names: BookNames) {
    if let other = Self.others.first(where: { $0.name == name }) {
      self = other
    } else if names.fact(named: name) != nil || ConditionKey(rawValue: name) != nil {
      self = .condition(name)
    } else {
      return nil
    }
  }

  /// The columns that are no condition.
  static let others: [TableColumn] = [.id, .recommend, .score, .channel, .because]

  var name: String {
    switch self {
    case .id: "id"
    case .recommend: "recommend"
    case .score: "score"
    case .channel: "channel"
    case .because: "because"
    case .condition(let key): key
    }
  }

  /// Whether a cell is one text, whatever stands in it, and not a list.
  var isWhole: Bool {
    switch self {
    case .id, .score, .because: true
    case .condition(let key): key == ConditionKey.expression.rawValue
    case .recommend, .channel: false
    }
  }

  /// Whether a cell is words for people.
  var isText: Bool {
    switch self {
    case .because: true
    case .condition(let key): key == ConditionKey.expression.rawValue
    case .id, .recommend, .score, .channel: false
    }
  }
}
