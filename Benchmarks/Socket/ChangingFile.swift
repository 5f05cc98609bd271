import Diagnostics
import Synchronization

/// A file of a made-up rule book that is another one each time: one score in it changes.
final class ChangingFile: Sendable {
  private let path: String
  private let start: [UInt8]
  private let end: [UInt8]
  private let number = Mutex(0)

  /// - Parameter files: of the book.
  init(_ files: [SourceFile]) {
    let score = Array(", score: ".utf8)
    let file = files.first { $0.bytes.firstRange(of: score) != nil } ?? files[0]
    let place = file.bytes.firstRange(of: score)?.upperBound ?? file.bytes.endIndex
    path = file.path
    start = Array(file.bytes[..<place])
    end = Array(file.bytes[place...].drop { $0 != UInt8(ascii: "}") })
  }

  func next() -> SourceFile {
    let score = number.withLock { number in
      number += 1
      return number % 1_000
    }
    return SourceFile(path: path, bytes: start + Array("\(score)".utf8) + end)
  }
}
