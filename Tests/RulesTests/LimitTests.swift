import Diagnostics
import Testing

@testable import RuleFiles
@testable import Rules

/// How much a rule book may declare.
struct LimitTests {
  private static func load(_ text: String, _ limits: BookLimits = .standard) -> RuleBookLoad {
    RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))], limits: limits)
  }

  @Test func `what deciding works with has room for all that a book may declare`() {
    #expect(BookLimits.standard.channels - 1 <= Int16.max)
    let attributes = BookLimits.standard.attributes + Attribute.builtInPaths.count
    #expect(BuiltInFact.allCases.count + attributes - 1 <= UInt16.max)
  }

  @Test(arguments: [("channels", "channel", ""), ("attributes", "attribute", "int")])
  func `the first entry that is too many is reported`(section: String, noun: String, value: String) throws {
    let limits = BookLimits(channels: 3, attributes: 3)
    let entries = (0..<5).map { "  a\($0): \(value)\n" }
    #expect(Self.load("\(section):\n" + entries[..<3].joined(), limits).book != nil)
    let load = Self.load("\(section):\n" + entries.joined(), limits)
    #expect(load.book == nil)
    let diagnostic = try #require(load.diagnostics.first)
    #expect(load.diagnostics.count == 1)
    #expect(diagnostic.id == .tooManyDeclarations)
    #expect(diagnostic.message == "a rule book has at most 3 \(noun)s")
    #expect(diagnostic.location.span.line == 5)
  }

  @Test func `a book with more channels than an index holds is refused`() throws {
    let channels = (0...BookLimits.standard.channels).map { "c\($0): " }.joined(separator: ", ")
    let load = Self.load("channels: {\(channels)}")
    #expect(load.book == nil)
    #expect(load.diagnostics.map(\.id) == [.tooManyDeclarations])
  }
}
