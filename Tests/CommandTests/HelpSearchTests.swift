import Foundation
import Testing
import TestSupport

@testable import Commands

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

  @Test func `the runbook that the program carries is the article`() throws {
    let path = Project.root.appending(path: "Sources/Commands/Manual/Runbook.swift")
    let article = try Article(named: "Runbook.md").lines.joined(separator: "\n")
    let indented = article.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    let source =
      "/// The text of Runbook.md, which a test keeps the same: `WAYMARK_REWRITE_GOLDENS=1` writes it.\n"
      + "enum Runbook {\n  static let text = ###\"\"\"\n\(indented)\n    \"\"\"###\n}\n"
    if Golden.isRewritten { try source.write(to: path, atomically: true, encoding: .utf8) }
    #expect(Runbook.text == article, "run this with WAYMARK_REWRITE_GOLDENS=1, and build again")
  }

  @Test func `each keyword stands in the text of its article`() throws {
    func plain(_ text: String) -> String {
      text.lowercased().replacing("_", with: " ").split { $0.isWhitespace }.joined(separator: " ")
    }
    let source = try Project.text("Sources/Commands/Manual/ArticleTopics+Keywords.swift")
    let entries = source.matches(of: /"(\w+\.md)": \[([^\]]*)\]/)
    #expect(Set(entries.map { String($0.output.1) }) == Set(Article.names.filter { $0 != "Waymark.md" }))
    for entry in entries {
      let text = plain(try Article(named: String(entry.output.1)).lines.joined(separator: " "))
      let words = entry.output.2.matches(of: /"([^"]*)"/).map { String($0.output.1) }
      #expect(!words.isEmpty, "\(entry.output.1)")
      for word in words {
        #expect(text.contains(plain(word)), "\(entry.output.1) does not speak of '\(word)'")
      }
    }
  }

  @Test(arguments: [
    ("idempotency", "Asking.md"), ("retries", "Recipes.md"), ("webhook", "SendingEvents.md"),
    ("suppress", "WritingRules.md"), ("'quiet hours'", "Deciding.md"), ("umlaut", "Recipes.md"),
    ("encoding", "Recipes.md"), ("restore", "Runbook.md"), ("rules", "WritingRules.md"), ("'my cat'", nil),
    ("samtykke", "Asking.md"), ("afmeldt", "Deciding.md"), ("gdpr", "Remembering.md"),
    ("birthday", "Recipes.md"),
    ("holiday", "WritingRules.md"), ("weekend", "WritingRules.md"), ("undo", "ChangingRules.md"),
    ("rollback", "ChangingRules.md"), ("'per week'", "WritingRules.md"), ("'samtykke csv'", "Asking.md"),
  ]) func `a word is found where it is spoken of`(words: String, article: String?) throws {
    let result = try Shell.run("waymark help \(words)", in: TemporaryFolder())
    #expect(result.exitCode == (article == nil ? 64 : 0))
    #expect(result.output.split(separator: "\n").count < 24, "\(result.output)")
    if let article { #expect(result.output.contains("(\(article))"), "\(result.output)") }
  }

  @Test(arguments: HelpWords.pairs.map(\.key))
  func `what is looked for instead of a word is spoken of`(word: String) throws {
    let result = try Shell.run("waymark help '\(word)'", in: TemporaryFolder())
    #expect(result.exitCode == 0 && !result.output.contains("is nowhere"), "\(word)")
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
