import Diagnostics
import Testing

/// Changes of a file by place.
@Suite struct TextPatchTests {
  private static func offset(_ text: String, _ line: UInt32, _ column: UInt32) -> Int? {
    SourceFile(path: "x", bytes: Array(text.utf8)).lines.offset(line: line, column: column)
  }

  @Test(
    arguments: [
      ("ab\ncd", 2, 2, 4), ("ab\r\ncd", 2, 2, 5), ("ab\rcd", 2, 2, 4), ("\u{FEFF}ab", 1, 2, 4),
      ("æøå", 1, 3, 4),
      ("a\u{301}b", 1, 3, 3), ("ab", 1, 3, 2), ("", 1, 1, 0), ("ab\n", 2, 1, 3),
    ] as [(String, UInt32, UInt32, Int)])
  func `a place counts characters, and no byte-order mark`(
    text: String, line: UInt32, column: UInt32, offset: Int
  ) {
    #expect(Self.offset(text, line, column) == offset)
  }

  @Test(
    arguments: [("ab\ncd", 1, 4), ("ab", 2, 1), ("ab", 1, 0), ("ab", 0, 1)] as [(String, UInt32, UInt32)])
  func `a place beyond a line or the text is none`(text: String, line: UInt32, column: UInt32) {
    #expect(Self.offset(text, line, column) == nil)
  }

  /// What becomes of `abcdef` by some groups of changes, with whether each group was taken.
  private static func patched(_ groups: [[TextPatch.Edit]]) -> (text: String, taken: [Bool]) {
    var patch = TextPatch()
    var taken: [Bool] = []
    for group in groups { taken.append(patch.add(group)) }
    return (String(decoding: patch.applied(to: Array("abcdef".utf8)), as: UTF8.self), taken)
  }

  @Test func `changes are made by place, whatever their order`() {
    let found = Self.patched([[.init(4..<5, "X".utf8)], [.init(0..<2, "".utf8), .init(2..<2, "+".utf8)]])
    #expect(found.text == "+cdXf")
    #expect(found.taken == [true, true])
  }

  @Test func `of changes that touch each other the later ones are refused, all together`() {
    let found = Self.patched([
      [.init(2..<4, "X".utf8)], [.init(0..<1, "Y".utf8), .init(3..<5, "Z".utf8)], [.init(2..<4, "Y".utf8)],
      [.init(4..<4, "!".utf8)], [.init(4..<4, "?".utf8)],
    ])
    #expect(found.text == "abX!ef")
    #expect(found.taken == [true, false, false, true, false])
  }

  @Test(arguments: [
    ("a\nb\n", "a\nb\n", ""),
    ("a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"),
    ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
    ("", "a\n", "@@ -0,0 +1 @@\n+a\n"),
    ("a\nb", "a", "@@ -1,2 +1 @@\n-a\n-b\n\\ No newline at end of file\n+a\n\\ No newline at end of file\n"),
    ("a\r\nb\r\n", "a\r\n", "@@ -1,2 +1 @@\n a\r\n-b\r\n"),
    (
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\nx\n3\n4\n5\n6\n7\n8\ny\n",
      "@@ -1,9 +1,9 @@\n 1\n-2\n+x\n 3\n 4\n 5\n 6\n 7\n 8\n-9\n+y\n"
    ),
    (
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", "2\n3\n4\n5\n6\n7\n8\n9\ny\n",
      "@@ -1,4 +1,3 @@\n-1\n 2\n 3\n 4\n@@ -7,4 +6,4 @@\n 7\n 8\n 9\n-10\n+y\n"
    ),
  ])
  func `a diff shows what differs with three lines around it`(old: String, new: String, hunks: String) {
    let diff = UnifiedDiff("rules/a.yaml", from: Array(old.utf8), to: Array(new.utf8)).bytes
    let head = hunks.isEmpty ? "" : "--- a/rules/a.yaml\n+++ b/rules/a.yaml\n"
    #expect(String(decoding: diff, as: UTF8.self) == head + hunks)
  }
}
