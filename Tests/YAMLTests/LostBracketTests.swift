import Diagnostics
import TestSupport
import Testing
import YAML

/// Brackets at which the parser is lost at once, since they stand below a text.
@Suite struct LostBracketTests {
  @Test(arguments: ["a: b\n    detect: {t", "a: b\n    detect: [t", "a: b]}}\n    detect: {t\n"])
  func `a bracket that is not closed below a text is told of`(text: String) {
    let file = SourceFile(path: "rules.yaml", bytes: Array(text.utf8))
    #expect(YAMLDocument.parse(file).diagnostics.contains { $0.severity == .error })
  }

  @Test func `whatever stands between brackets, it is read or an error says where it is not`() {
    var random = SeededRandom.ofThisRun()
    let pieces = [
      "{", "}", "[", "]", ",", ", ", ": ", ":", " ", "\n", "\n  ", "\n    ", "a", "title", "stage: x", "in ",
      "#", " # c",
      "\"", "'", "{{", "}}", "- ", "é", ";", "|", "*a", "&a ", "\t",
    ]
    Fuzzing.run(4_000) {
      let text =
        "a: b\n" + (0..<Int.random(in: 1...14, using: &random)).map { _ in random.pick(pieces) }.joined()
      let document = YAMLDocument.parse(SourceFile(path: "rules.yaml", bytes: Array(text.utf8)))
      #expect(document.root != nil || document.diagnostics.contains { $0.severity == .error }, "\(text)")
    }
  }
}
