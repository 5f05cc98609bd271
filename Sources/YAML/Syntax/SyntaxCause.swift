import Diagnostics

/// What is wrong where the parser gave up, as a person would say it, and how the rest of the file can be read.
struct SyntaxCause {
  /// What is done to the file, for reading only, so that the rest of it is read.
  enum Repair {
    /// Some lines are left out.
    case without([Range<Int>])
    /// Lines that are indented alike are indented otherwise.
    case indenting([Int], to: Int)
  }

  let id: DiagnosticID
  let message: String
  let help: String?
  let span: SourceSpan
  let notes: [(message: String, span: SourceSpan)]
  /// Nil: what belongs to the line is left out.
  let repair: Repair?
  let fix: TextFix?

  init(
    _ message: String, id: DiagnosticID = .yamlSyntax, help: String?, at span: SourceSpan,
    notes: [(message: String, span: SourceSpan)] = [], repair: Repair? = nil, fix: TextFix? = nil
  ) {
    self.id = id
    self.message = message
    self.help = help
    self.span = span
    self.notes = notes
    self.repair = repair
    self.fix = fix
  }
}

extension SyntaxCause {
  func diagnostic(in file: SourceFile) -> Diagnostic {
    Diagnostic(
      .error, id, message, at: SourceLocation(file: file.path, span: span), help: help,
      notes: notes.map { Diagnostic.Note($0.message, at: SourceLocation(file: file.path, span: $0.span)) },
      fix: fix)
  }
}

extension SourceSpan {
  /// Some columns of a line, which count from 0 here.
  init(line: Int, columns: Range<Int>) {
    let line = UInt32(truncatingIfNeeded: line)
    self.init(
      line: line, column: UInt32(truncatingIfNeeded: columns.lowerBound + 1), endLine: line,
      endColumn: UInt32(truncatingIfNeeded: columns.upperBound + 1))
  }
}
