/// The name of a file of the log, which says with which number it may begin: names sort as numbers do.
package struct LogFileName: Sendable, Hashable, Comparable {
  /// The number of the first line that the file may have.
  package let first: Int64
  package let isCompressed: Bool

  package init(first: Int64, isCompressed: Bool) {
    self.first = first
    self.isCompressed = isCompressed
  }

  private static let prefix = "decisions-"
  private static let plain = ".ndjson"
  private static let compressed = ".ndjson.gz"

  /// Nil where a name is another one.
  package init?(_ name: String) {
    guard name.hasPrefix(Self.prefix), name.hasSuffix(Self.plain) || name.hasSuffix(Self.compressed) else {
      return nil
    }
    let digits = name.dropFirst(Self.prefix.count).prefix { $0 != "." }
    guard digits.utf8.count >= 12, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let first = Int64(digits), first > 0
    else { return nil }
    self.init(first: first, isCompressed: name.hasSuffix(Self.compressed))
    guard text == name else { return nil }
  }

  package var text: String {
    let digits = String(first)
    let zeros = String(repeating: "0", count: max(0, 12 - digits.utf8.count))
    return "\(Self.prefix)\(zeros)\(digits)\(isCompressed ? Self.compressed : Self.plain)"
  }

  /// The same file once it is compressed, or before.
  package func with(compressed: Bool) -> LogFileName { LogFileName(first: first, isCompressed: compressed) }

  /// Whether nothing is written to it any more.
  ///
  /// - Parameter open: the file that was written last, as far as is known: those that come after it may be, too.
  func isClosed(besides open: LogFileName?) -> Bool { open.map { first < $0.first } ?? true }

  package static func < (one: Self, other: Self) -> Bool {
    (one.first, one.isCompressed ? 0 : 1) < (other.first, other.isCompressed ? 0 : 1)
  }
}
