package import Foundation
import Glibc

/// A folder that a test writes into.
package protocol TestDirectory: Sendable {
  var path: String { get }
}

extension TestDirectory {
  package var url: URL { URL(filePath: path) }

  package func at(_ name: String) -> String { "\(path)/\(name)" }

  package func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: at(name))), as: UTF8.self)
  }

  /// The names in it, in order.
  package var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  /// Cuts the file to nothing, then writes into it, as many editors and `>` do.
  package func write(_ text: String, to name: String) throws {
    let file = URL(filePath: at(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Writes beside the file and puts the new one in its place, as careful editors do.
  package func replace(_ name: String, with text: String) throws {
    try write(text, to: "\(name).saving")
    guard rename(at("\(name).saving"), at(name)) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: at(name)) }

  /// Makes a symbolic link, or puts it in the place of one that is there.
  package func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: at("\(name).link"), withDestinationPath: target)
    guard rename(at("\(name).link"), at(name)) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}

/// A new folder, removed with everything in it when nothing refers to it any more.
package final class TemporaryFolder: TestDirectory {
  package let path: String

  package init() throws {
    // Short, since the path of a socket has little room.
    path =
      FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString.prefix(8))").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
