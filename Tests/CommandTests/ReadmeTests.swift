import Foundation
import Testing
import TestSupport

/// The examples of README.md run as they stand, on any day and at any hour; and so do those of every article of the
/// DocC catalogue, each in a folder of its own.
@Suite struct ReadmeTests {
  private static let readme = Project.root.appending(path: "README.md")

  @Test func `every example runs, and answers as it says`() throws {
    var run = try ArticleRun(Article(Self.readme))
    try run.run()
    #expect(run.count >= 4)
  }

  @Test func `what it links to exists`() throws {
    for line in try Article(Self.readme).lines {
      for link in line.matches(of: /\]\((?!https?:)([^)#]+)/) {
        let path = Project.root.appending(path: String(link.output.1)).path
        #expect(FileManager.default.fileExists(atPath: path), "\(path) is not there")
      }
    }
  }

  @Test(arguments: Article.names) func `every example of an article runs`(name: String) throws {
    var run = try ArticleRun(Article(named: name))
    try run.run()
  }

  @Test(arguments: Article.names) func `an article links to articles that are there`(name: String) throws {
    for line in try Article(named: name).lines {
      #expect(line.count <= 120, "\(line)")
      for link in line.matches(of: /<doc:([^>]+)>/) {
        #expect(Article.names.contains("\(link.output.1).md"), "\(link.output.1) is not there")
      }
    }
  }

  @Test func `there are articles`() {
    #expect(Article.names.count >= 6)
  }
}
