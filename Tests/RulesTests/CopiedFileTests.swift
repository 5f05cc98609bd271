import Diagnostics
import Testing

@testable import RuleFiles
@testable import Rules

@Suite("Copies of rule files")
struct CopiedFileTests {
  @Test(arguments: [
    ("own - kopi.yaml", "own.yaml"), ("own (1).yaml", "own.yaml"), ("own (1) (2).yaml", "own (1).yaml"),
    ("Copy of own.yaml", "own.yaml"), ("Kopia av Own.yaml", "own.yaml"), ("own2.yml", "own.yaml"),
    ("own copy 2.yaml", "own.yaml"), ("own.orig.yaml", "own.yaml"), ("own_old.yaml", "own.yaml"),
    ("own.sync-conflict-20261201-080000-ABCDEFG.yaml", "own.yaml"), ("own.yml", "own.yaml"),
    ("b2b/own (kopia).yaml", "b2b/own.yaml"), ("b2b - Copy/own.yaml", "b2b/own.yaml"),
    ("backup/own.yaml", "own.yaml"), ("old/b2b/own.yaml", "b2b/own.yaml"), ("øl (kopi).yaml", "øl.yaml"),
  ])
  func `are known by their names`(copy: String, original: String) {
    #expect(FileCopyName.isCopy(copy, of: original))
    #expect(!FileCopyName.isCopy(original, of: copy))
  }

  @Test(arguments: [
    ("owner.yaml", "own.yaml"), ("renown.yaml", "own.yaml"), ("a/own.yaml", "b/own.yaml"),
    ("own.yaml", "own.yaml"), ("x.yaml", "own.yaml"), ("b2b/own.yaml", "b2c/own (1).yaml"),
  ])
  func `are not called like another file`(path: String, other: String) {
    #expect(!FileCopyName.isCopy(path, of: other))
  }

  private static let own = """
    actions:
      tour: {kind: demo}
      guide: {kind: content}
    rules:
      a: {when: {market: b2b}, recommend: tour}
      b: {when: {market: b2c}, recommend: guide}
    """

  private static func errors(_ files: KeyValuePairs<String, String>) -> [String] {
    let markets = SourceFile(path: "markets.yaml", bytes: Array("markets: {b2b: {}, b2c: {}}".utf8))
    let files = files.map { SourceFile(path: $0.key, bytes: Array($0.value.utf8)) }
    return RuleBook.load(files + [markets]).diagnostics.map {
      "\($0.location.file):\($0.location.span.line): \($0.id.name)"
    }
  }

  @Test(arguments: ["own - kopi.yaml", "own (1).yaml", "Copy of own.yaml", "zz/own.yaml", "own2.yaml"])
  func `are told once, in the copy, wherever it stands in the order`(copy: String) {
    #expect(Self.errors(["own.yaml": Self.own, copy: Self.own]) == ["\(copy):2: copied-file"])
  }

  @Test func `are told once each, in the order of their names`() {
    let found = Self.errors(["own.yaml": Self.own, "own (2).yaml": Self.own, "own (1).yaml": Self.own])
    #expect(found == ["own (1).yaml:2: copied-file", "own (2).yaml:2: copied-file"])
  }

  @Test func `are errors only where something is declared in both`() {
    let renamed = Self.own.replacing("tour", with: "visit").replacing("guide", with: "manual")
      .replacing("  a:", with: "  c:").replacing("  b:", with: "  d:")
    #expect(Self.errors(["own.yaml": Self.own, "own (1).yaml": renamed]).isEmpty)
  }

  @Test func `leave out what else is declared twice, and files that say other things`() {
    let found = Self.errors([
      "own.yaml": Self.own, "own (1).yaml": Self.own, "other.yaml": "actions: {tour: {kind: demo}}",
      "own-b2c.yaml": "actions: {guide: {kind: demo}}\nrules:\n  x: {recommend: guide}",
    ])
    #expect(
      found == [
        "own (1).yaml:2: duplicate-id", "own (1).yaml:3: copied-file", "own-b2c.yaml:1: duplicate-id",
        "own.yaml:2: duplicate-id",
      ])
  }

  @Test func `are searched in reasonable time among very many files of one id`() {
    let files = (0..<3_000).map { SourceFile(path: "own (\($0)).yaml", bytes: Array(Self.own.utf8)) }
    let found = RuleBook.load(files).diagnostics
    #expect(found.contains { $0.severity == .error })
  }
}
