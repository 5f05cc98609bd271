import Diagnostics
import Foundation
import Glibc
import RuleFiles
import Rules
import TestSupport

@testable import Books
@testable import Daemon

/// A new folder with the rule book of Fixtures in `rules`, removed when nothing refers to it any more.
final class TestFolder: TestDirectory {
  static let fixtures = Fixtures.folder()

  private let folder: TemporaryFolder
  var path: String { folder.path }

  init(withBook: Bool = true) throws {
    folder = try TemporaryFolder()
    if withBook { try copyBook(to: "rules") }
  }

  func copyBook(to name: String) throws {
    try FileManager.default.copyItem(atPath: Self.fixtures.appending(path: "Book").path, toPath: at(name))
  }

  static func fixture(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: fixtures.appending(path: name)), as: UTF8.self)
  }

  /// The revision of the files as they are now.
  func revision(of name: String = "rules") -> String {
    RuleBook.load(RuleDirectory.read(at: at(name), followsLinks: true).files).revision
  }
}
