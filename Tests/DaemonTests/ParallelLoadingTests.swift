import Books
import Diagnostics
import RuleFiles
import Rules
import TestSupport
import Testing

/// A book whose files are parsed by several threads is the one that a single thread makes of them.
@Suite struct ParallelLoadingTests {
  private static let vocabulary = """
    stages:
      consideration: {phase: before}
    channels:
      email: {consent: opt-in}
    actions:
      guide: {kind: content, channels: [email]}

    """

  private static func rules(_ part: Int, _ action: (Int) -> String) -> String {
    let rules = (0..<60).map { number in
      """
        rule-\(part)-\(number):
          when: {stage: consideration, sentiment: {gt: 0.\(part + 10)\(number + 10)}}
          recommend: {action: \(action(number)), score: \(number + 1)}

      """
    }
    return "rules:\n\(rules.joined())"
  }

  private func contents(_ texts: [String]) throws -> RuleDirectory.Contents {
    let folder = try TemporaryFolder()
    try folder.write(Self.vocabulary, to: "a.yaml")
    for (index, text) in texts.enumerated() { try folder.write(text, to: "part-\(index).yaml") }
    return RuleDirectory.read(at: folder.path)
  }

  @Test(arguments: [false, true]) func `a sound book`(yields: Bool) throws {
    let contents = try contents((0..<12).map { Self.rules($0) { _ in "guide" } })
    #expect(contents.files.reduce(0) { $0 + $1.bytes.count } > 50_000)
    let load = contents.load(yields: yields)
    let alone = RuleBook.load(contents.files)
    let (book, expected) = (try #require(load.book), try #require(alone.book))
    #expect(book.revision == expected.revision)
    #expect(book.rules.count == 720)
    #expect(book.rules.map(\.id) == expected.rules.map(\.id))
    #expect(book.rules.map(\.order) == expected.rules.map(\.order))
    #expect(load.diagnostics == alone.diagnostics)
    #expect(load.settings.acceptances == alone.settings.acceptances)
    #expect(load.files.map(\.path) == alone.files.map(\.path))
  }

  @Test func `a book with mistakes in each file, and files that are no YAML`() throws {
    var texts = (0..<12).map { part in Self.rules(part) { $0 % 9 == part ? "gide" : "guide" } }
    texts[3] += "  broken: [\n"
    texts[5] = "rules:\n\tindented: by a tab\n" + texts[5]
    texts[7] = texts[6]
    let contents = try contents(texts)
    let load = contents.load()
    let alone = RuleBook.load(contents.files)
    #expect(load.book == nil)
    #expect(load.diagnostics.count > 60)
    #expect(load.diagnostics == alone.diagnostics)
    let files = DiagnosticRenderer(files: contents.files)
    #expect(files.render(load.diagnostics) == files.render(alone.diagnostics))
  }

  @Test func `what was parsed of other bytes does not count`() throws {
    let now = SourceFile(path: "a.yaml", bytes: Array(Self.vocabulary.utf8))
    let before = SourceFile(path: "a.yaml", bytes: Array("stages: [".utf8))
    let load = RuleBook.load([now], parsed: ParsedFiles([ParsedFiles.Part(before)]))
    #expect(load.book != nil && load.diagnostics.isEmpty, "\(load.diagnostics)")
  }
}
