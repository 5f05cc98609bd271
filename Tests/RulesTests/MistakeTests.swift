import Diagnostics
import Foundation
import RuleFiles
import Rules
import TestSupport
import Testing
import Time

/// Mistakes that people make, each alone in a book that has none, and what they are told: read it as they would. What
/// counts is that the place is right, and that it says what to do.
@Suite("Mistakes of people")
struct MistakeTests {
  @Test(arguments: MistakeFile.all)
  func `are told as the golden says`(file: MistakeFile) throws {
    let book = try FixtureFiles.book(MistakeFile.folder.appending(path: "book"))
    #expect(RuleBook.load(book).diagnostics.isEmpty)
    var text = ""
    for mistake in try file.mistakes() {
      let changed = try #require(mistake.made(in: book), "\(mistake.title)")
      let load = RuleBook.load(changed, now: Instant(microseconds: 1_790_000_000_000_000))
      #expect(!load.diagnostics.isEmpty || mistake.isHarmless, "nothing is said of '\(mistake.title)'")
      text += mistake.head + DiagnosticRenderer(files: changed).render(load.diagnostics)
    }
    Golden.check(text, against: file.url)
  }
}

/// A file of mistakes of one kind.
struct MistakeFile: Sendable, CustomStringConvertible {
  let name: String
  var description: String { name }
  var url: URL { Self.folder.appending(path: "\(name).txt") }

  static let folder = FixtureFiles.folder.appending(path: "Mistakes")

  static let all: [MistakeFile] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().map { MistakeFile(name: String($0.dropLast(4))) }
  }()

  func mistakes() throws -> [Mistake] {
    try String(contentsOf: url, encoding: .utf8).split(separator: "=== ").map { block in
      let head = block.prefix { $0 != "\n" }
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      let change = lines.dropFirst(2).prefix { $0 != "---" }
      func side(_ sign: Character) -> String {
        change.filter { $0.first == sign }.map { $0.dropFirst() }.joined(separator: "\n")
      }
      return Mistake(title: String(head), file: String(lines[1]), old: side("-"), new: side("+"))
    }
  }
}

/// A part of a file that is replaced by something wrong.
struct Mistake {
  let title: String
  let file: String
  let old: String
  let new: String

  /// Whether nothing has to be said of it.
  var isHarmless: Bool { title.hasSuffix("(harmless)") }

  /// How it stands in the file of mistakes, up to what is said of it.
  var head: String {
    func lines(_ sign: String, _ text: String) -> String {
      text.split(separator: "\n", omittingEmptySubsequences: false).map { "\(sign)\($0)\n" }.joined()
    }
    return "=== \(title)\n\(file)\n\(lines("-", old))\(lines("+", new))---\n"
  }

  /// The book with the mistake in it; nil where what it replaces is not there once.
  func made(in book: [SourceFile]) -> [SourceFile]? {
    guard let index = book.firstIndex(where: { $0.path == file }) else { return nil }
    let parts = String(decoding: book[index].bytes, as: UTF8.self).components(separatedBy: old)
    guard parts.count == 2 else { return nil }
    var book = book
    book[index] = SourceFile(path: file, bytes: Array(parts.joined(separator: new).utf8))
    return book
  }
}
