import Glibc
import System
import Time

/// That a journey was erased, without its name.
struct Erasure: Sendable, Equatable {
  /// Counted from 1; the database keeps the last that it knows of.
  let number: Int64
  let person: Digest
  let at: Instant
}

/// The file beside the database that says which journeys were erased, by keyed hashes, so that they are erased again
/// where an old copy of the database is put back. A line each, with a checksum; one that is not whole says nothing. For
/// one thread.
///
/// Unchecked because it is touched by the writer's queue only.
final class ErasureFile: @unchecked Sendable {
  let path: String
  private let key: [UInt8]
  /// Those that it had when it was opened.
  let erasures: [Erasure]
  private var file: OwnFile? = nil
  /// Bytes up to the end of the last line.
  private var used = 0

  private static let headText = "waymark erasures 1"

  /// Opens the file, if it is there and of the history under this key.
  ///
  /// - Parameter database: the path of the database.
  init(beside database: String, under key: [UInt8]) {
    path = "\(Directory.parent(of: database))/erasures"
    self.key = key
    let head = Self.head(under: key)
    guard let bytes = try? OwnFile(path, for: .reading).readAll(), bytes.starts(with: head) else {
      erasures = []
      return
    }
    file = try? OwnFile(path, for: .writing)
    used = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    erasures = bytes[..<used].dropFirst(head.count).split(separator: UInt8(ascii: "\n")).compactMap {
      Erasure(line: $0)
    }
  }

  /// Adds one; on return it survives a power cut. A file of another history is put aside.
  ///
  /// - Parameter aside: a name that is not taken.
  func append(_ erasure: Erasure, aside: () -> String) throws(HistoryFault) {
    let line = erasure.line
    if file?.isAt(path) == true {
      try file?.write(line, at: used)
      try file?.synchronize()
      used += line.count
      return
    }
    if access(path, F_OK) == 0, rename(path, aside()) != 0 {
      throw .failed("'\(path)' cannot be put aside: \(SystemError.latest)")
    }
    let lines = Self.head(under: key) + erasures.flatMap(\.line) + line
    do throws(SystemError) {
      var draft = try AtomicFile(replacing: path)
      try draft.write(lines[...])
      try draft.commit()
    } catch {
      throw HistoryFault(error)
    }
    file = try OwnFile(path, for: .writing)
    used = lines.count
  }

  private static func head(under key: [UInt8]) -> [UInt8] {
    Array("\(headText) \(Digest(of: headText, under: key).hexadecimal)\n".utf8)
  }
}

extension Erasure {
  fileprivate var line: [UInt8] {
    let text = "\(number) \(person.hexadecimal) \(at.microseconds)"
    return Array("\(text) \(Checksum32.of(Array(text.utf8)))\n".utf8)
  }

  fileprivate init?(line: ArraySlice<UInt8>) {
    let parts = String(decoding: line, as: UTF8.self).split(separator: " ")
    guard parts.count == 4, let number = Int64(parts[0]), let person = Digest(hexadecimal: parts[1]),
      let at = Int64(parts[2]), let sum = UInt32(parts[3]),
      Checksum32.of(Array("\(parts[0]) \(parts[1]) \(parts[2])".utf8)) == sum
    else { return nil }
    self.init(number: number, person: person, at: Instant(microseconds: at))
  }
}

extension Digest {
  fileprivate var hexadecimal: String {
    [high, low].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  fileprivate init?(hexadecimal text: Substring) {
    guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.dropFirst(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }
}
