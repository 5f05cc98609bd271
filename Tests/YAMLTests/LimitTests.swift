import Diagnostics
import Testing
import YAML

@Suite("Limits")
struct LimitTests {
  static func ids(_ text: String, limits: YAMLLimits = .default) -> [String] {
    YAMLDocument.parse(SourceFile(path: "a.yaml", bytes: Array(text.utf8)), limits: limits)
      .diagnostics.map(\.id.name)
  }

  static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test
  func `keep a file to 4 MiB`() {
    let comment = "#" + String(repeating: "x", count: (4 << 20) - 1)
    #expect(Self.ids(comment) == [])
    #expect(Self.ids(comment + "x") == ["file-too-large"])
  }

  @Test
  func `keep nesting to 64 levels, the root being the first`() {
    #expect(Self.ids(Self.nested(64)) == [])
    #expect(Self.ids(Self.nested(65)) == ["too-deep"])
    #expect(Self.ids("a: " + Self.nested(63)) == [])
    #expect(Self.ids("a: " + Self.nested(64)) == ["too-deep"])
  }

  @Test
  func `count the levels behind an alias`() {
    #expect(Self.ids("a: &x \(Self.nested(40))\nb: " + "[[[[[[[*x]]]]]]]") == [])
    let deep = "a: &x \(Self.nested(40))\nb: " + Self.nested(24).replacing("[]", with: "[*x]")
    #expect(Self.ids(deep) == ["too-deep"])
  }

  @Test
  func `count keys and values toward a million`() {
    let limits = YAMLLimits(bytes: 1000, depth: 64, nodes: 5)
    #expect(Self.ids("a: 1\nb: 2", limits: limits) == [])
    #expect(Self.ids("a: 1\nb: [2]", limits: limits) == ["too-many-nodes"])
    #expect(Self.ids("a: &x [1]\nb: *x", limits: limits) == ["too-many-nodes"])
  }

  @Test
  func `stop nested aliases before they are copied`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...50 {
      text +=
        "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
        + "]\n"
    }
    #expect(Self.ids(text) == ["too-many-nodes"])
  }

  @Test(arguments: [
    "[", "{", "- ", "? ", "a: ", "&a ", "!a ", "*a ", "'", "\"", "[a, ", "{a: ", "|\n", "-\n ", "a:\n ",
    "\\", "#", "%", "\t", "--- ", "...\n", "\u{2028}", "a\u{85}",
  ])
  func `end soon where brackets, quotes or anchors are repeated without end`(text: String) {
    _ = Self.ids(String(repeating: text, count: 50_000 / text.utf8.count))
  }

  @Test(arguments: [(10, 10), (50_000, 4), (400_000, 2)])
  func `tell fewer mistakes the longer a file is, since each takes as long as reading it`(
    lines: Int, told: Int
  ) {
    let mistakes = String(repeating: "a: 'b' c\n", count: 10)
    #expect(Self.ids(mistakes + String(repeating: "#\n", count: lines)).count == told)
  }
}
