/// Rows under a header, as Markdown; the first column says what is measured.
struct MarkdownTable {
  private let header: [String]
  private let isText: Bool
  private var rows: [[String]] = []
  /// Sentences below it.
  var remarks: [String] = []

  /// - Parameter isText: whether the other columns hold more than a figure, and begin at the left.
  init(header: [String], isText: Bool = false) {
    self.header = header
    self.isText = isText
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  var text: String {
    let rule = "|---|" + String(repeating: isText ? "---|" : "--:|", count: header.count - 1)
    let lines = ([header] + rows).map { "| \($0.joined(separator: " | ")) |" }
    return ([lines[0], rule] + lines[1...] + remarks.flatMap { ["", $0] }).joined(separator: "\n")
  }
}
