import Diagnostics
import Testing

@testable import RuleFiles
@testable import Rules

@Suite("The revision")
struct RevisionTests {
  private static func file(_ path: String, _ text: String) -> SourceFile {
    SourceFile(path: path, bytes: Array(text.utf8))
  }

  // Computed with Python's hashlib over path, zero byte, length in eight bytes, bytes.
  @Test(
    arguments: [
      ([], "e3b0c44298fc"),
      ([("a.yaml", "")], "ef048fe5db56"),
      ([("a.yaml", "rules:\n")], "ea1ceec4694e"),
      ([("a.yaml", "rules:\n"), ("b/c.yml", "# c\n")], "4a5222387f5c"),
    ] as [([(String, String)], String)])
  func `is the start of a SHA-256 over paths, lengths and bytes`(files: [(String, String)], revision: String)
  {
    #expect(RuleBook.load(files.map { Self.file($0.0, $0.1) }).revision == revision)
  }

  @Test
  func `is the same whatever the order of the files`() {
    let files = [Self.file("b.yaml", "x: 1"), Self.file("a.yaml", ""), Self.file("B.yaml", "# b")]
    #expect(RuleBook.load(files).revision == RuleBook.load(files.reversed()).revision)
  }

  @Test
  func `does not depend on tests and other files that are no part of the book`() {
    let book = [Self.file("a.yaml", "# a")]
    let others = [
      Self.file("a.test.yaml", "tests: {}"), Self.file("_b.yaml", ""), Self.file("README.md", ""),
    ]
    #expect(RuleBook.load(book).revision == RuleBook.load(others + book).revision)
  }

  @Test
  func `tells apart where one file ends and the next begins`() {
    let one = [Self.file("a.yaml", "# a"), Self.file("b.yaml", "")]
    let other = [Self.file("a.yaml", ""), Self.file("b.yaml", "# a")]
    #expect(RuleBook.load(one).revision != RuleBook.load(other).revision)
  }

  @Test
  func `is there for a broken book too`() {
    let load = RuleBook.load([Self.file("a.yaml", "rules: [")])
    #expect(load.book == nil)
    #expect(load.revision.count == 12)
  }
}
