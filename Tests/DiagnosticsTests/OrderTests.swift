import Diagnostics
import Testing

@Suite("Diagnostics")
struct OrderTests {
  static func diagnostic(
    _ file: String, _ line: UInt32, _ column: UInt32, _ id: String, _ message: String = "",
    _ severity: Severity = .error
  ) -> Diagnostic {
    let span = SourceSpan(line: line, column: column, endLine: line, endColumn: column)
    return Diagnostic(
      severity, DiagnosticID(id, page: ""), message, at: SourceLocation(file: file, span: span))
  }

  @Test
  func `are sorted by file in byte order, place, id and message`() {
    let sorted = [
      Self.diagnostic("B", 9, 9, "a"), Self.diagnostic("a", 1, 1, "b"), Self.diagnostic("a", 1, 2, "a"),
      Self.diagnostic("a", 1, 2, "b", "a"), Self.diagnostic("a", 1, 2, "b", "b"),
      Self.diagnostic("a", 2, 1, "a"), Self.diagnostic("a", 10, 1, "a"), Self.diagnostic("ä", 1, 1, "a"),
    ]
    #expect(sorted.reversed().sorted() == sorted)
  }

  @Test(arguments: [
    (0, 0, 0, 14, "no problems in 14 files"), (2, 1, 0, 14, "2 errors, 1 warning in 14 files"),
    (1, 0, 0, 1, "1 error in 1 file"), (0, 2, 1, 2, "2 warnings, 1 note in 2 files"),
    (1, 0, 0, 0, "1 error"), (0, 0, 0, 0, "no problems in 0 files"),
  ])
  func `are counted in a line`(errors: Int, warnings: Int, notes: Int, files: Int, line: String) {
    let all =
      Array(repeating: Severity.error, count: errors) + Array(repeating: .warning, count: warnings)
      + Array(repeating: .note, count: notes)
    let aside = DiagnosticSummary([], files: 2, accepted: 5, older: 1)
    #expect("\(aside)" == "no problems, 1 older, 5 accepted in 2 files")
    let summary = DiagnosticSummary(all.map { Self.diagnostic("a", 1, 1, "a", "", $0) }, files: files)
    #expect(summary.description == line)
  }

  @Test(arguments: [
    ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
    ("\u{FEFF}a\u{2028}b\u{85}c\nd", ["a\u{2028}b\u{85}c", "d"]), ("\r\r\n", ["", "", ""]),
  ])
  func `quote lines that end at LF, CR LF or CR only`(text: String, expected: [String]) {
    let lines = SourceLines(Array(text.utf8))
    #expect((1...lines.count).map { String(lines[$0] ?? "?") } == expected)
    #expect(lines[0] == nil)
    #expect(lines[lines.count + 1] == nil)
  }
}
