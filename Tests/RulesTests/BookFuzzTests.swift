import Diagnostics
import Foundation
import Testing
import TestSupport

@testable import RuleFiles
@testable import Rules

/// Rule files that are almost right.
@Suite struct BookFuzzTests {
  private static let tokens = [
    "rules:", "when:", "recommend:", "suppress:", "score:", "any_of:", "none_of:", "if:", "\n", "\n  ", "  ",
    "\t",
    "- ", ": ", "[", "]", "{", "}", "*a", "&a ", "!!str ", "!x ", "|\n", ">-\n", "\"", "'", "#", "---\n",
    "...\n", "<<: ",
    "? ", "0o17", ".inf", "null", "no", "2026-02-30", "1e400", "90d", "24:00", "{person.language}", "{{",
    "a && ",
    "contacts.filter(c, c.at > now)", "\u{0}", "\u{feff}", "\u{202e}", "\u{2028}", "99999999999999999999",
  ]

  @Test func `whatever stands in a file, the book loads or errors say where it does not`() throws {
    let book = try FixtureFiles.validBook()
    let base = try FixtureFiles.read(FixtureFiles.folder.appending(path: "base.yaml"), as: "base.yaml")
    let mistakes = try DiagnosticFixture.all.filter { !$0.isFolder }.flatMap { try $0.files().dropFirst() }
    var mutator = Mutator(
      (book + mistakes).map(\.bytes), tokens: Self.tokens, random: .ofThisRun())
    Fuzzing.run(400) {
      let files = [base, SourceFile(path: "made-up.yaml", bytes: mutator.next())]
      let load = RuleBook.load(files, limits: .standard)
      let input = "\(String(decoding: files[1].bytes, as: UTF8.self).debugDescription)"
      #expect((load.book == nil) == load.diagnostics.contains { $0.severity == .error }, "\(input)")
      #expect(load.diagnostics == load.diagnostics.sorted())
      // Whatever could be read has a schema.
      #expect(BookSchema(of: load.words).schema["definitions"]?["condition"] != nil, "\(input)")
      #expect(!DiagnosticRenderer(files: files).render(load.diagnostics).contains("\u{0}"))
      let lines = Dictionary(uniqueKeysWithValues: files.map { ($0.path, Self.lineCount($0.bytes)) })
      for place in load.diagnostics.flatMap({ [$0.location] + $0.notes.map(\.location) }) {
        let span = place.span
        #expect(span.line >= 1 && span.column >= 1 && span.line <= span.endLine, "\(place) in \(input)")
        #expect(Int(span.endLine) <= lines[place.file, default: 0], "\(place) in \(input)")
      }
    }
  }

  /// Ended by LF, CR LF or CR; what stands after the last end is a line, too.
  private static func lineCount(_ bytes: [UInt8]) -> Int {
    var count = 1
    for (index, byte) in bytes.enumerated() where byte == 0x0A || byte == 0x0D {
      if byte == 0x0A, index > 0, bytes[index - 1] == 0x0D { continue }
      count += 1
    }
    return count
  }
}
