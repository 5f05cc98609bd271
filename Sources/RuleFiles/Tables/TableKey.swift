import Rules

/// The keys of a table.
enum TableKey: String, MappingKey { case when, columns, rows, accept }

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

  /// What its cells are in a CSV file.
  func form(_ names: BookNames) -> CellForm {
    switch self {
    case .id, .because: return .text
    case .score: return .amount
    case .recommend, .channel: return .texts
    case .condition(ConditionKey.expression.rawValue): return .text
    case .condition(let key):
      // What is no fact takes ids.
      guard let type = names.fact(named: key).map(names.type(of:)) else { return .texts }
      return type == .string || type == .strings ? .texts : .values
    }
  }

  /// Whether a cell is words for people, or an expression.
  var isText: Bool {
    switch self {
    case .because: true
    case .condition(let key): key == ConditionKey.expression.rawValue
    case .id, .recommend, .score, .channel: false
    }
  }
}
