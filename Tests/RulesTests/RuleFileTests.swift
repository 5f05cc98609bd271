import Testing

@testable import Rules

@Suite("Files of a rule book")
struct RuleFileTests {
  @Test(
    "belong to it by their names",
    arguments: [
      ("a.yaml", true), ("a.yml", true), ("b2b/decision/a.yaml", true), ("a.YAML", false), ("a.json", false),
      ("a.yaml~", false), (".a.yaml", false), ("_a.yaml", false), ("_drafts/a.yaml", false),
      (".git/a.yaml", false), ("a.test.yaml", false), ("a.test.yml", false), ("atest.yaml", true),
      ("", false),
      ("old~/a.yaml", false), ("a.yaml/b.yaml", true),
    ])
  func belong(path: String, belongs: Bool) {
    #expect(RuleFile.belongs(path: path) == belongs)
  }
}
