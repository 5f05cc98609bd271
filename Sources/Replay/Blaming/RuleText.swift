package import Diagnostics
package import Rules
import YAML

/// The lines of a rule file in which one rule stands.
package struct RuleText: Sendable {
  /// Relative to the folder of the book.
  package let file: String
  /// The number of the first line.
  package let first: Int
  package let lines: [String]

  /// - Parameter files: those of the book.
  package init(of rule: Rule, in files: [SourceFile]) {
    file = rule.location.file
    first = Int(rule.location.span.line)
    guard let source = files.first(where: { $0.path == rule.location.file }) else {
      lines = []
      return
    }
    let all = source.lines
    var last = Self.lastLine(of: rule, in: source) ?? Int(rule.location.span.endLine)
    last = min(max(last, first), all.count)
    var lines = (first...max(first, last)).map { String(all[$0] ?? "") }
    while lines.count > 1, lines.last?.trimmed.isEmpty ?? false { lines.removeLast() }
    self.lines = lines
  }

  /// The last line of what stands under the rule's id; nil where it is a row of a table.
  private static func lastLine(of rule: Rule, in file: SourceFile) -> Int? {
    guard case .mapping(let top)? = YAMLDocument.parse(file).root?.content,
      case .mapping(let rules)? = top["rules"]?.content,
      let entry = rules.entries.first(where: { $0.key.text == rule.id }),
      entry.keySpan.line == rule.location.span.line
    else { return nil }
    return Int(entry.value.lastLine)
  }
}

extension Node {
  /// The line on which the last of its values ends: a mapping itself ends where the next key begins.
  fileprivate var lastLine: UInt32 {
    switch content {
    case .scalar: span.endColumn == 1 && span.endLine > span.line ? span.endLine - 1 : span.endLine
    case .sequence(let nodes): nodes.map(\.lastLine).max() ?? span.endLine
    case .mapping(let mapping):
      mapping.entries.map { max($0.keySpan.endLine, $0.value.lastLine) }.max() ?? span.endLine
    }
  }
}
