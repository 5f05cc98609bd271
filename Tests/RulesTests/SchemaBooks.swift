import Diagnostics
import Foundation
import JSON
import Testing
import TestSupport

@testable import RuleFiles
@testable import Rules

/// Rule books that are tried against their schemas.
struct SchemaBook {
  let name: String
  let files: [SourceFile]

  /// The rule book of every folder of rule files that tests, cases and articles have, whether or not it is sound.
  static func all() throws -> [SchemaBook] {
    let root = Project.root
    var books = try DiagnosticFixture.all.map {
      SchemaBook(name: "diagnostic \($0.name)", files: try $0.files())
    }
    for path in ["rules", "Tests/DaemonTests/Fixtures/Book", "Tests/RulesTests/Fixtures/ValidBook"] {
      books.append(SchemaBook(name: path, files: try FixtureFiles.book(root.appending(path: path))))
    }
    for name in Article.names {
      let examples = try Article(named: name).examples.filter { $0.words.count == 2 }
      books += Self.books(name, examples.map { ($0.words[1], $0.text) })
    }
    let cases = root.appending(path: "Tests/CommandTests/Cases")
    for name in try FileManager.default.contentsOfDirectory(atPath: cases.path).sorted() {
      let text = try String(contentsOf: cases.appending(path: name), encoding: .utf8)
      books += Self.books(
        name,
        "\n\(text)".components(separatedBy: "\n--- file ").dropFirst().map { part in
          let lines = part.components(separatedBy: "\n")
          let end = lines.dropFirst().firstIndex { $0.hasPrefix("--- ") } ?? lines.endIndex
          return (lines[0], lines[1..<end].map { "\($0)\n" }.joined())
        })
    }
    return books.filter { book in book.files.contains { RuleFile.belongs(path: $0.path) } }
  }

  /// The books among the files of a page or a case: one for each folder. The later of two of the same path is the file.
  private static func books(_ name: String, _ files: [(path: String, text: String)]) -> [SchemaBook] {
    var folders: [String: [String: String]] = [:]
    for (path, text) in files {
      guard let slash = path.firstIndex(of: "/") else { continue }
      folders[String(path[..<slash]), default: [:]][String(path[path.index(after: slash)...])] = text
    }
    return folders.map { folder, files in
      SchemaBook(
        name: "\(name), \(folder)",
        files: files.filter { [.rules, .sheet].contains(RuleFile.kind(ofPath: $0.key)) }
          .map { SourceFile(path: $0.key, bytes: Array($0.value.utf8)) })
    }
  }

  /// Writes the rule files with a schema beside them, as the script that validates takes them.
  func write(_ schema: SchemaValue, to folder: String, in place: TemporaryFolder) throws {
    var writer = JSONWriter()
    schema.write(to: &writer)
    try place.write(String(decoding: writer.bytes, as: UTF8.self), to: "\(folder)/schema.json")
    for file in files where RuleFile.belongs(path: file.path) {
      try place.write(String(decoding: file.bytes, as: UTF8.self), to: "\(folder)/\(file.path)")
    }
  }
}
