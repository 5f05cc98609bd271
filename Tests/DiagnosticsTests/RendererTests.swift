import Diagnostics
import Foundation
import Testing
import TestSupport

@Suite("The renderer")
struct RendererTests {
  static let id = DiagnosticID("unknown-stage", page: "A page.")

  static func render(
    _ text: String, _ span: SourceSpan, _ severity: Severity = .error, message: String = "wrong",
    help: String? = nil, notes: [Diagnostic.Note] = [], color: Bool = false
  ) -> String {
    let file = SourceFile(path: "a.yaml", bytes: Array(text.utf8))
    let location = SourceLocation(file: "a.yaml", span: span)
    let diagnostic = Diagnostic(severity, id, message, at: location, help: help, notes: notes)
    return DiagnosticRenderer(files: [file], color: color).render([diagnostic])
  }

  static func span(_ line: UInt32, _ columns: Range<UInt32>) -> SourceSpan {
    SourceSpan(line: line, column: columns.lowerBound, endLine: line, endColumn: columns.upperBound)
  }

  @Test
  func `quotes the line with a marker, and the help beside it`() {
    let lines = String(repeating: "x\n", count: 11) + "    stage: [decison]\n"
    let text = Self.render(
      lines, Self.span(12, 13..<20), message: "unknown stage 'decison'", help: "did you mean 'decision'?")
    #expect(
      text == """
        a.yaml:12:13: error: unknown stage 'decison' [unknown-stage]
        12 |     stage: [decison]
           |             ^~~~~~~ help: did you mean 'decision'?

        """)
  }

  @Test
  func `prints a golden page of cases`() throws {
    let name = "cases.txt"
    let data = try Data(contentsOf: Fixtures.file(name))
    let file = SourceFile(path: name, bytes: [UInt8](data))
    let lines = file.lines
    // Every line of the file marks its own stretch with guillemets.
    let diagnostics = (1...lines.count).compactMap { number -> Diagnostic? in
      let scalars = Array((lines[number] ?? "").unicodeScalars)
      guard let first = scalars.firstIndex(of: "«") else { return nil }
      let last = scalars.firstIndex(of: "»") ?? scalars.count
      let span = Self.span(UInt32(number), UInt32(first + 2)..<UInt32(last + 1))
      let location = SourceLocation(file: name, span: span)
      let note = Diagnostic.Note("the file begins here", at: SourceLocation(file: name, span: .start))
      return Diagnostic(
        number % 2 == 0 ? .warning : .error, Self.id, "case \(number)", at: location, help: "see there",
        notes: number == 1 ? [note] : [])
    }
    Golden.check(DiagnosticRenderer(files: [file]).render(diagnostics), against: "cases.stderr")
  }

  @Test(arguments: [
    ("abc", span(1, 2..<2), " ^"), ("abc", span(1, 4..<4), "   ^"), ("abc", span(1, 90..<95), "   ^"),
    ("", SourceSpan.start, "^"), ("\tab", span(1, 2..<4), "\t^~"), ("a\u{7}b", span(1, 3..<4), "      ^"),
    ("a\nb", SourceSpan(line: 1, column: 1, endLine: 2, endColumn: 2), "^"),
    ("abc  \nb", SourceSpan(line: 1, column: 2, endLine: 2, endColumn: 2), " ^~"),
    ("\u{FEFF}abc", span(1, 1..<4), "^~~"), ("日本語x", span(1, 2..<4), " ^~"),
  ])
  func `marks at least one column, and never beyond the line`(text: String, span: SourceSpan, marker: String)
  {
    let lines = Self.render(text, span).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.dropFirst(2).first == "  | \(marker)")
  }

  @Test(arguments: [1, 100, 400, 990, 1001] as [UInt32])
  func `cuts long lines around the marker`(column: UInt32) {
    let text = String(repeating: "x", count: 1000)
    let lines = Self.render(text, Self.span(1, column..<(column + 1))).split(separator: "\n")
    #expect(lines.dropFirst().allSatisfy { $0.count <= 170 })
    #expect(lines[1].contains("…"))
    #expect(lines[2].last == "^")
  }

  @Test
  func `shows what a terminal would act upon as escapes`() {
    let text = Self.render("a\u{1B}[2J\u{202E}b", .start, message: "unknown 'a\nb\u{1B}'")
    #expect(text.contains("unknown 'a\\nb\\u{1B}'"))
    #expect(text.contains("1 | a\\u{1B}[2J\\u{202E}b\n"))
  }

  @Test
  func `leaves the line out where the file is not known or is no text`() {
    let location = SourceLocation(file: "b.yaml", span: .start)
    let diagnostic = Diagnostic(.note, Self.id, "odd", at: location, help: "look")
    let text = DiagnosticRenderer(files: []).render([diagnostic])
    #expect(text == "b.yaml:1:1: note: odd [unknown-stage]\n  help: look\n")
    #expect(Self.render("\0a", .start) == "a.yaml:1:1: error: wrong [unknown-stage]\n")
    #expect(Self.render("a", Self.span(7, 1..<2)) == "a.yaml:7:1: error: wrong [unknown-stage]\n")
  }

  @Test
  func `uses colour only when asked`() {
    #expect(!Self.render("abc", .start).contains("\u{1B}"))
    #expect(Self.render("abc", .start, color: true).contains("\u{1B}[1;31merror:\u{1B}[0m"))
  }
}
