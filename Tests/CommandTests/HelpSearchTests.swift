import Testing
import TestSupport

/// What `waymark help WORD` knows of the articles.
@Suite struct HelpSearchTests {
  @Test func `its list has the title, the first paragraph and the headings of every article`() throws {
    let source = try Project.text("Sources/Commands/Manual/ArticleTopics.swift")
    let listed = source.matches(of: /"((?:[^"\\]|\\.)*)"/).map {
      String($0.output.1).replacing(#"\""#, with: "\"")
    }
    var wanted: [String] = []
    for name in Article.names.sorted() where name != "Waymark.md" { wanted += try Self.topics(of: name) }
    #expect(listed == wanted, "Sources/Commands/Manual/ArticleTopics.swift is not as the articles are")
  }

  private static func topics(of name: String) throws -> [String] {
    var topics: [String] = []
    var abstract: [String] = []
    var isExample = false
    for line in try Article(named: name).lines {
      if line.hasPrefix("```") { isExample.toggle() }
      guard !isExample, !line.hasPrefix("```") else { continue }
      if line.hasPrefix("#") {
        topics.append(String(line.drop { $0 == "#" || $0 == " " }))
      } else if topics.count == 1 {
        if line.isEmpty, !abstract.isEmpty {
          topics.append(abstract.joined(separator: " "))
        } else if !line.isEmpty {
          abstract.append(String(line))
        }
      }
    }
    return [name] + topics.map { $0.replacing("`", with: "") }
  }
}
