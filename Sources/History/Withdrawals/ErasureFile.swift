import Glibc
import HistoryRecords
import System
import Time

/// That a journey was erased, without its name.
struct Erasure: Sendable, Equatable {
  /// Counted from 1; the database keeps the last that it knows of.
  let number: Int64
  let person: Digest
  let at: Instant
}

extension Erasure {
  /// One that came to nothing, since the database was not to be written: it takes the place of its number.
  static func void(_ number: Int64, at: Instant) -> Erasure {
    Erasure(number: number, person: Digest(high: 0, low: 0), at: at)
  }

  var isVoid: Bool { person.high == 0 && person.low == 0 }
}

/// The file beside the database that says which journeys were erased, by keyed hashes, so that they are erased again
/// where an old copy of the database is put back. A line each, with a checksum; the numbers show where one is missing
/// or not whole.
struct ErasureFile: Sendable {
  let path: String
  private let key: [UInt8]
  /// In the order of the file, with those that came to nothing.
  private(set) var erasures: [Erasure] = []
  /// How many lines it has, whole or not, of this history or another.
  private(set) var lineCount: Int64 = 0
  /// The file that was read or written last, and how far it has whole lines; nil where there is none of this history.
  private var known: (file: FileIdentity, used: Int)?

  private static let headText = "waymark erasures 1"

  /// - Parameter database: the path of the database.
  static func path(beside database: String) -> String { "\(Directory.parent(of: database))/erasures" }

  /// Reads the file, if it is there and of the history under this key.
  ///
  /// - Parameter database: the path of the database.
  init(beside database: String, under key: [UInt8]) {
    path = Self.path(beside: database)
    self.key = key
    let head = Self.head(under: key)
    guard let file = FileIdentity(of: path), let bytes = try? OwnFile(path, for: .reading).readAll() else {
      return
    }
    let used = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    let lines = bytes[..<used].split(separator: UInt8(ascii: "\n")).dropFirst()
    lineCount = Int64(lines.count)
    guard bytes.starts(with: head) else { return }
    known = (file, used)
    erasures = lines.compactMap { Erasure(line: $0) }
  }

  /// The highest number in it; 0 where it has none.
  var last: Int64 { erasures.map(\.number).max() ?? 0 }

  /// How many it has, where the file is no longer there; nil where it is, or never was.
  var countIfGone: Int? {
    known != nil && FileStatus(of: path, followingLinks: false) == nil ? erasures.count : nil
  }

  /// How many of so many erasures it lacks.
  func lacking(of all: Int64) -> Int64 {
    all - Int64(Set(erasures.map(\.number).filter { $0 >= 1 && $0 <= all }).count)
  }

  /// Adds some; on return they survive a power cut. A file of another history is put aside.
  ///
  /// - Parameter aside: a name that is not taken.
  mutating func append(_ added: [Erasure], aside: () -> String) throws(HistoryFault) {
    if let known, FileIdentity(of: path) == known.file {
      let file = try OwnFile(path, for: .writing)
      let lines = added.flatMap(\.line)
      try file.write(lines, at: known.used)
      try file.synchronize()
      self.known = (known.file, known.used + lines.count)
    } else {
      if access(path, F_OK) == 0, rename(path, aside()) != 0 {
        throw .failed("'\(path)' cannot be put aside: \(SystemError.latest)")
      }
      let lines = Self.head(under: key) + (erasures + added).flatMap(\.line)
      do throws(SystemError) {
        var draft = try AtomicFile(replacing: path)
        try draft.write(lines[...])
        try draft.commit()
      } catch {
        throw HistoryFault(error)
      }
      known = FileIdentity(of: path).map { ($0, lines.count) }
    }
    erasures += added
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
