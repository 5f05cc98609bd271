import Diagnostics
import Rules
import YAML

extension TableReader {
  /// What to do about a row with too few or too many cells.
  private func helpForLength(_ cells: [Cell], _ columns: [TableColumn]) -> String {
    if cells.count == 1, let text = cells[0].text, text.contains(";") {
      return "write ',' between cells, not ';'"
    }
    guard cells.count > columns.count else { return "write 'any' where a cell is to say nothing" }
    return columns.contains(where: \.isText)
      ? "put a text with ',' in it into quotes, and a list into brackets of its own"
      : "put a list into brackets of its own: [first, second]"
  }

  /// The rule that a row makes; nil, with an error, where it cannot be read.
  func row(_ cells: [Cell], at span: SourceSpan, _ columns: [TableColumn], of table: TableLayout) -> Row? {
    guard cells.count == columns.count else {
      error(
        .rowLength, "this row has \(cells.count) cells, and there are \(columns.count) columns", at: span,
        help: helpForLength(cells, columns))
      return nil
    }
    var conditions: [Mapping.Entry] = []
    var parts = Parts()
    for (column, cell) in zip(columns, cells) where !cell.isOpen {
      if !column.isText, hasComma(cell.node) {
        // What else is wrong with the row is told as well.
        if column == .id || column == .recommend { return nil }
        continue
      }
      switch column {
      case .condition(let key): conditions.append(TableLayout.entry(key, at: cell.span, cell.node))
      case .id: parts.id = cell.node
      case .recommend: parts.recommend = cell.node
      case .because: parts.because = cell.node
      case .score, .channel: parts.others.append(TableLayout.entry(column.name, at: cell.span, cell.node))
      }
    }
    guard let id = parts.id, let name = scalar(id, "id")?.text else {
      if parts.id == nil {
        error(.rowLength, "this row has no id", at: span, help: "give it one in the column 'id'")
      }
      return nil
    }
    guard let recommend = parts.recommend else {
      error(
        .rowLength, "this row recommends nothing", at: span, help: "name an action in the column 'recommend'")
      return nil
    }
    var body: [Mapping.Entry] = []
    if !conditions.isEmpty {
      body.append(
        TableLayout.entry(
          "when", at: id.span, Node(span: id.span, content: .mapping(Mapping(entries: conditions)))))
    }
    body.append(TableLayout.entry("recommend", at: recommend.span, recommendations(recommend, parts.others)))
    if let because = parts.because { body.append(TableLayout.entry("because", at: because.span, because)) }
    let rule = "\(table.id)/\(name)"
    ids.checkID(rule, of: "rule", at: id.span, isRule: true)
    return Row(
      entry: TableLayout.entry(
        rule, at: id.span, Node(span: span, content: .mapping(Mapping(entries: body)))),
      context: context, shared: table.shared)
  }

  /// The cells of a row that are no condition.
  private struct Parts {
    var id: Node?
    var recommend: Node?
    var because: Node?
    /// Score and channel.
    var others: [Mapping.Entry] = []
  }

  /// True, with an error, where a value of a cell is a number with a comma.
  private func hasComma(_ node: Node) -> Bool {
    switch node.content {
    case .scalar(let scalar):
      scalar.text.utf8.contains(UInt8(ascii: ",")) && reportsComma(scalar.text, at: node.span)
    case .sequence(let nodes): nodes.contains { hasComma($0) }
    case .mapping: false
    }
  }

  /// The actions of a row, each with the score and the channel of the row.
  private func recommendations(_ actions: Node, _ others: [Mapping.Entry]) -> Node {
    guard !others.isEmpty else { return actions }
    func recommendation(_ action: Node) -> Node {
      let entries = [TableLayout.entry("action", at: action.span, action)] + others
      return Node(span: action.span, content: .mapping(Mapping(entries: entries)))
    }
    guard case .sequence(let nodes) = actions.content else { return recommendation(actions) }
    return Node(span: actions.span, content: .sequence(nodes.map(recommendation)))
  }
}
