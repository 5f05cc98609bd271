import Testing

@testable import RuleFiles
@testable import Rules

@Suite("Files of a rule book")
struct RuleFileTests {
  @Test(arguments: [
    ("a.yaml", true), ("a.yml", true), ("b2b/decision/a.yaml", true), ("a.YAML", true), ("a.json", false),
    ("A.Yml", true), ("a.Test.YAML", false), ("a.TEST.yml", false), ("a.yaml.txt", false),
    ("a.yaml ", false),
    ("a.yaml~", false), (".a.yaml", false), ("_a.yaml", false), ("_drafts/a.yaml", false),
    (".git/a.yaml", false), ("a.test.yaml", false), ("a.test.yml", false), ("atest.yaml", true),
    ("", false),
    ("old~/a.yaml", false), ("a.yaml/b.yaml", true),
  ])
  func `belong to it by their names`(path: String, belongs: Bool) {
    #expect(RuleFile.belongs(path: path) == belongs)
  }

  @Test(arguments: [
    ("a.yaml", RuleFile.Kind.rules), ("a.yMl", .rules), (".yaml", .other), ("a.test.yaml", .test),
    ("a.TEST.YML", .test), ("a.yaml.txt", .looksLikeRules), ("a.YML.bak", .looksLikeRules),
    ("a.yaml ", .looksLikeRules),
    ("a.yamls", .looksLikeRules), ("#a.yml#", .looksLikeRules), ("a.yaml~", .other),
    ("_a.yaml.txt", .other),
    (".a.yaml.swp", .other), ("yaml", .text), ("rules", .text), ("a.ymal", .text),
    ("a.yml2", .looksLikeRules),
    ("a.json", .text), ("A.JSON", .text), ("_a.json", .other), ("a.txt", .text), ("_a.txt", .other),
    ("A.TXT", .text),
    ("a.tar", .other),
  ])
  func `are told by their names from what only looks like one`(name: String, kind: RuleFile.Kind) {
    #expect(RuleFile.kind(ofName: name) == kind)
  }

  @Test(arguments: [
    ("rules:\n  a:", true), ("\u{FEFF}# Rules\r\n\r\nactions: {}\r\n", true), ("---\nstages:  # all\n", true),
    ("rules: are good\n", false), ("  rules:\n", false), ("rule:\n", false), ("Rules for visitors\n", false),
    ("", false), ("# rules:\n", false), ("\u{0}\u{1}", false),
    (#"{"rules": {"a": {"recommend": "tour"}}}"#, true), ("\u{FEFF}\n{\n  \"actions\" : {}\n}", true),
    (#"{"$schema": "book.json", "stages": {}}"#, true), (#"{"journey": "a", "stage": "decision"}"#, false),
    (#"{"pain_points": ["price"], "journey": "a"}"#, false), (#"{"name": {}}"#, false), ("[]", false),
    (#"{"rules""#, false),
  ])
  func `begin with a section`(text: String, isRules: Bool) {
    #expect(RuleFile.beginsLikeRules(text.utf8) == isRules)
  }
}
