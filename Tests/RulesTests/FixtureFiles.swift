import Diagnostics
import Foundation
import TestSupport

@testable import RuleFiles
@testable import Rules

/// The files beside these tests.
enum FixtureFiles {
  static let folder = Fixtures.folder()

  static func read(_ url: URL, as path: String) throws -> SourceFile {
    SourceFile(path: path, bytes: Array(try Data(contentsOf: url)))
  }

  /// The files under a folder, with paths relative to it.
  static func book(_ folder: URL) throws -> [SourceFile] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return try paths.filter { [.rules, .sheet].contains(RuleFile.kind(ofPath: $0)) }.sorted().map {
      try read(folder.appending(path: $0), as: $0)
    }
  }

  /// A book that uses every section, verb and policy, and has no fault.
  static func validBook() throws -> [SourceFile] { try book(folder.appending(path: "ValidBook")) }
}

/// A mistake, as a file or a folder of files, with the text that reports it.
struct DiagnosticFixture: Sendable, CustomStringConvertible {
  /// The id of the diagnostic that it is an example of, perhaps with ` ` and more words.
  let name: String
  let isFolder: Bool

  var description: String { name }
  /// Real ones are too large for a fixture.
  var limits: BookLimits {
    name.hasPrefix("too-many") ? BookLimits(channels: 3, attributes: 100) : .standard
  }
  var golden: URL { Self.folder.appending(path: "\(name).stderr") }

  static let folder = FixtureFiles.folder.appending(path: "Diagnostics")

  static let all: [DiagnosticFixture] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      if name.hasSuffix(".yaml") { return DiagnosticFixture(name: String(name.dropLast(5)), isFolder: false) }
      return name.contains(".") ? nil : DiagnosticFixture(name: name, isFolder: true)
    }
  }()

  /// The files with the vocabulary that they refer to.
  func files() throws -> [SourceFile] {
    let base = try FixtureFiles.read(FixtureFiles.folder.appending(path: "base.yaml"), as: "base.yaml")
    if isFolder { return try [base] + FixtureFiles.book(Self.folder.appending(path: name)) }
    let path = "\(name).yaml"
    return try [base, FixtureFiles.read(Self.folder.appending(path: path), as: path)]
  }
}
