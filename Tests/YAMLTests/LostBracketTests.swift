import Diagnostics
import Testing
import YAML

/// Brackets at which the parser is lost at once, since they stand below a text.
@Suite struct LostBracketTests {
  @Test(arguments: ["a: b\n    detect: {t", "a: b\n    detect: [t", "a: b]}}\n    detect: {t\n"])
  func `a bracket that is not closed below a text is told of`(text: String) {
    let file = SourceFile(path: "rules.yaml", bytes: Array(text.utf8))
    #expect(YAMLDocument.parse(file).diagnostics.contains { $0.severity == .error })
  }
}
