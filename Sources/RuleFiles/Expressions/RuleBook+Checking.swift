package import CEL
package import Diagnostics
package import Rules

extension RuleBook {
  /// Checks an expression that stands in no rule, with the words of the book.
  ///
  /// - Parameter name: what its text is called in diagnostics.
  /// - Returns: the checked expression, or what is wrong with it.
  package func check(expression text: String, named name: String) -> (
    checked: Checked?, problems: [Diagnostic]
  ) {
    func diagnostic(_ problem: ExpressionProblem) -> Diagnostic {
      problem.diagnostic(
        in: text, at: SourceLocation(file: name, span: SourceSpan(of: problem.range, in: text)))
    }
    let (checked, problems) = expressions.check(text, expecting: nil, hasDecision: false)
    return (checked, problems.map(diagnostic))
  }
}

extension SourceSpan {
  /// The place of a range of a text, in offsets of its UTF-8.
  package init(of range: Range<Int>, in text: String) {
    func place(_ offset: Int) -> (line: UInt32, column: UInt32) {
      let before = text.utf8.prefix(offset)
      let line = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).last ?? before
      let breaks = before.count { $0 == UInt8(ascii: "\n") }
      return (UInt32(breaks + 1), UInt32(line.count { $0 & 0xC0 != 0x80 } + 1))
    }
    let (start, end) = (place(range.lowerBound), place(range.upperBound))
    self.init(line: start.line, column: start.column, endLine: end.line, endColumn: end.column)
  }
}
