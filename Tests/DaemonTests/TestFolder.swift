import Diagnostics
import Foundation
import Glibc
import RuleFiles
import Rules

@testable import Daemon

/// A new folder with the rule book of Fixtures in `rules`, removed when nobody holds it any more.
final class TestFolder: Sendable {
  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  let path: String

  init(withBook: Bool = true) throws {
    // Short, since the path of a socket has little room.
    path =
      FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString.prefix(8))").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    if withBook { try copyBook(to: "rules") }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func at(_ name: String) -> String { "\(path)/\(name)" }

  func copyBook(to name: String) throws {
    try FileManager.default.copyItem(atPath: Self.fixtures.appending(path: "Book").path, toPath: at(name))
  }

  static func fixture(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: fixtures.appending(path: name)), as: UTF8.self)
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: at(name))), as: UTF8.self)
  }

  /// Cuts the file to nothing, then writes into it, as many editors and `>` do.
  func write(_ text: String, to name: String) throws {
    let folder = URL(filePath: at(name)).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: at(name)))
  }

  /// Writes beside the file and puts the new one in its place, as careful editors do.
  func replace(_ name: String, with text: String) throws {
    try write(text, to: "\(name).saving")
    guard rename(at("\(name).saving"), at(name)) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: at(name)) }

  /// Makes a symbolic link, or puts it in the place of one that is there.
  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: at("\(name).link"), withDestinationPath: target)
    guard rename(at("\(name).link"), at(name)) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  /// The revision of the files as they are now.
  func revision(of name: String = "rules") -> String {
    RuleBook.load(RuleDirectory.read(at: at(name), followsLinks: true).files).revision
  }
}
