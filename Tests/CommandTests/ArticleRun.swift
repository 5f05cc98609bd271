import Foundation
import Testing
import TestSupport

/// The examples of a page, run from top to bottom in one folder.
struct ArticleRun {
  private var article: Article
  private let folder = try? TemporaryFolder()
  private var daemon: RunningDaemon?
  private var last: ShellResult?
  /// Of the rule books that the page shows, and of those that it checks itself.
  private var books: Set<String> = []
  private var checked: Set<String> = []
  private(set) var count = 0
  /// What is to be written into the page, with `WAYMARK_REWRITE_GOLDENS=1`.
  private var rewritten: [(example: Article.Example, text: String)] = []

  init(_ article: Article) { self.article = article }

  mutating func run() throws {
    let folder = try #require(folder)
    defer { daemon?.stop() }
    for example in article.examples {
      switch (example.words.first, example.words.dropFirst().first) {
      case ("yaml", let path?):
        try folder.write(example.text, to: path)
        if let slash = path.firstIndex(of: "/") { books.insert(String(path[..<slash])) }
      case ("json", let path?), ("csv", let path?): try folder.write(example.text, to: path)
      case ("bash", "daemon"): daemon = try RunningDaemon(command: example.text, in: folder)
      case ("bash", nil), ("python", nil): try run(example, in: folder)
      case ("text", nil): compare(example)
      case ("json", nil): try compareJSON(example)
      case ("sh", nil), ("ini", nil): continue
      default: record("a block of unknown kind: \(example.words)", example)
      }
    }
    // From the last one, since lines move with each.
    for (example, text) in rewritten.reversed() { try article.rewrite(example, as: text) }
    for book in books.subtracting(checked).sorted() {
      let result = try Shell.run("waymark check --strict \(book)", in: folder)
      #expect(result.exitCode == 0, "\(article.url.lastPathComponent), \(book):\n\(result.output)")
    }
  }

  private mutating func run(_ example: Article.Example, in folder: TemporaryFolder) throws {
    let program = example.words[0] == "bash" ? ["bash", "-ec"] : ["python3", "-c"]
    let result = try Shell.run(program + [example.text], in: folder)
    if result.exitCode != 0 {
      record("exit code \(result.exitCode):\n\(result.output)\(result.errors)", example)
    }
    for call in example.text.matches(of: /waymark check ([a-z]+)/) { checked.insert(String(call.output.1)) }
    last = result
    count += 1
  }

  private mutating func compare(_ example: Article.Example) {
    let output = last?.output ?? ""
    if Self.fits(output, example.text) { return }
    guard Golden.isRewritten else {
      return record("printed:\n\(output)", example)
    }
    rewritten.append((example, output))
  }

  private func compareJSON(_ example: Article.Example) throws {
    let output = last?.output ?? ""
    let found = try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)
    let shown = try JSONSerialization.jsonObject(with: Data(example.text.utf8), options: .fragmentsAllowed)
    if !Self.fits(found, shown) { record("printed:\n\(output)", example) }
  }

  private func record(_ problem: String, _ example: Article.Example) {
    let path = article.url.path
    Issue.record(
      "\(problem)",
      sourceLocation: SourceLocation(
        fileID: "Articles/\(article.url.lastPathComponent)", filePath: path, line: example.line, column: 1))
  }

  /// Whether a text is as shown, where `…` stands for any text within a line.
  static func fits(_ text: String, _ shown: String) -> Bool {
    var rest = text[...]
    let parts = shown.split(separator: "…", omittingEmptySubsequences: false)
    guard rest.hasPrefix(parts[0]) else { return false }
    rest.removeFirst(parts[0].count)
    for (index, part) in parts.enumerated().dropFirst() {
      let isEnd = part.isEmpty && index == parts.count - 1
      guard let found = isEnd ? rest.endIndex..<rest.endIndex : rest.firstRange(of: part),
        !rest[..<found.lowerBound].contains("\n")
      else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.isEmpty
  }

  private static func fits(_ found: Any, _ shown: Any) -> Bool {
    switch (found, shown) {
    case (let found as String, let shown as String): fits(found, shown)
    case (let found as [Any], let shown as [Any]):
      found.count == shown.count && zip(found, shown).allSatisfy { fits($0, $1) }
    case (let found as [String: Any], let shown as [String: Any]):
      found.count == shown.count
        && found.allSatisfy { key, value in shown[key].map { fits(value, $0) } ?? false }
    case (let found as NSNumber, let shown as NSNumber): found == shown
    default: found is NSNull && shown is NSNull
    }
  }
}
