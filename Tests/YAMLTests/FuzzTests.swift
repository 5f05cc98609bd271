import Diagnostics
import Foundation
import Testing
import TestSupport
import YAML

@Suite("Damaged files")
struct FuzzTests {
  private static let tokens = [
    "&a ", "*a", "!!int ", "! ", "\t", "“", "\u{A0}", "\u{2028}", "\u{85}", "\r", "\r\n", "---\n", "<<: ",
    "? ", "- ",
    ": ", "{", "]", "'", "\"", "|\n", ">-\n", "#", "%", "\u{FEFF}", "a:b",
  ]

  @Test func `never crash the reader or the renderer`() throws {
    let originals = try DiagnosticTests.names.map { try DiagnosticTests.file($0).bytes }
      .filter { $0.count < 10_000 }
    var mutator = Mutator(originals, tokens: Self.tokens, random: .ofThisRun())
    Fuzzing.run(6_000) {
      let file = SourceFile(path: "damaged.yaml", bytes: mutator.next())
      let document = YAMLDocument.parse(file)
      let text = DiagnosticRenderer(files: [file]).render(document.diagnostics)
      #expect(text.isEmpty == document.diagnostics.isEmpty)
    }
  }
}
