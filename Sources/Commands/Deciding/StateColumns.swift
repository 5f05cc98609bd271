import Rules

/// What the columns of a CSV file of states may be called: the keys of states, a channel behind `consent.`, and the
/// attributes of the rule book by their paths. In any capitals.
struct StateColumns: ColumnNames {
  private let attributes: StateAttributes
  let columns: [String: (path: [String], form: CSVCellForm)]

  /// What a cell holds of each key that is no attribute; the others are no cells.
  private static let keys: [StateKey: CSVCellForm] = [
    .journey: .text, .market: .text, .stage: .text, .stageEntered: .text, .persona: .text, .painPoints: .list,
    .triggers: .list, .sentiment: .number, .touchpoints: .objects("type"), .now: .text,
  ]

  init(_ attributes: StateAttributes) {
    self.attributes = attributes
    var columns: [String: (path: [String], form: CSVCellForm)] = [:]
    for (name, form) in attributes.forms {
      columns[name.lowercased()] = (name.split(separator: ".").map { String($0) }, form)
    }
    for (key, form) in Self.keys { columns[key.rawValue] = ([key.rawValue], form) }
    self.columns = columns
  }

  func hint(_ name: String) -> String { hint(near: name) }

  var list: String {
    let keys = StateKey.allCases.filter { Self.keys[$0] != nil }.map(\.rawValue)
    let attribute = attributes.forms.keys.sorted().first.map { " and attributes, such as '\($0)'" } ?? ""
    return "\(keys.joined(separator: ", ")), consent.CHANNEL\(attribute)"
  }
}
