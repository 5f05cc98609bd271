import Foundation

/// A folder for what is served while it is measured; it is gone afterwards.
final class Workplace {
  private let folder: String

  init() throws {
    var template = Array("\(FileManager.default.temporaryDirectory.path)/waymark-bench-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw ServerFailure("there is no folder for temporary files") }
    folder = made
    Leftovers.add(folder: folder)
  }

  deinit { Leftovers.remove(folder: folder) }

  func path(_ name: String) -> String { "\(folder)/\(name)" }
}
