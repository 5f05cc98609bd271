import Diagnostics
import JSON
import RuleTests

/// The diagnostics in an answer of the daemon. The files that they are about lie with the daemon, so their lines are
/// not shown.
struct DiagnosticsInAnswer {
  let diagnostics: [Diagnostic]

  /// Nil where the answer has none.
  init?(_ body: [UInt8]) {
    guard let document = try? JSONDocument(parsing: body),
      let list = document.member("diagnostics", of: document.root)
    else { return nil }
    self.init(document, list)
  }

  init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// Those that say that a test beside the book fails, or cannot be read.
  var ofTests: Self { Self(diagnostics.filter(\.isOfTests)) }
  /// The others.
  var notOfTests: Self { Self(diagnostics.filter { !$0.isOfTests }) }

  init(_ document: JSONDocument, _ list: JSONToken) {
    diagnostics = document.elements(of: list).map { entry in
      let reader = EntryReader(document: document, entry: entry)
      let notes = document.member("notes", of: entry).map { notes in
        document.elements(of: notes).map { note in
          let reader = EntryReader(document: document, entry: note)
          return Diagnostic.Note(reader.text("message"), at: reader.location)
        }
      }
      return Diagnostic(
        Severity(rawValue: reader.text("severity")) ?? .error, DiagnosticID(reader.text("id"), page: ""),
        reader.text("message"), at: reader.location,
        help: document.member("help", of: entry).map { document.string(at: $0) }, notes: notes ?? [])
    }
  }

  func rendered(for terminal: Terminal) -> String {
    DiagnosticRenderer(files: [], color: terminal.hasColor).render(diagnostics)
  }
}

private struct EntryReader {
  let document: JSONDocument
  let entry: JSONToken

  func text(_ key: StaticString) -> String {
    document.member(key, of: entry).map { document.string(at: $0) } ?? ""
  }

  var location: SourceLocation {
    let (line, column) = (number("line"), number("column"))
    return SourceLocation(
      file: text("file"), span: SourceSpan(line: line, column: column, endLine: line, endColumn: column))
  }

  private func number(_ key: StaticString) -> UInt32 {
    document.member(key, of: entry).flatMap { document.int64(at: $0) }.flatMap { UInt32(exactly: $0) } ?? 1
  }
}
