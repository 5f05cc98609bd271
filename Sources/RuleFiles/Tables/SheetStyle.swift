import Diagnostics

/// How a CSV file is written, apart from what it says.
package struct SheetStyle: Sendable, Equatable {
  package enum Separator: UInt8, Sendable {
    case comma = 0x2C
    /// Where the comma stands before decimals.
    case semicolon = 0x3B
  }

  package var separator: Separator
  /// Whether it begins with a byte-order mark, without which Excel takes it for another encoding than UTF-8.
  package var hasMark: Bool
  /// Whether its lines end as on Windows.
  package var hasCarriageReturns: Bool

  package init(separator: Separator = .comma, hasMark: Bool = false, hasCarriageReturns: Bool = false) {
    self.separator = separator
    self.hasMark = hasMark
    self.hasCarriageReturns = hasCarriageReturns
  }

  /// That of a file, by its first line that is not empty.
  package init(of bytes: [UInt8]) {
    hasMark = bytes.starts(with: SourceFile.byteOrderMark)
    let line = bytes.dropFirst(hasMark ? SourceFile.byteOrderMark.count : 0).drop { $0 <= 0x20 }
      .prefix { $0 != 0x0A && $0 != 0x0D }
    separator = line.contains(Separator.semicolon.rawValue) ? .semicolon : .comma
    hasCarriageReturns = line.endIndex < bytes.count && bytes[line.endIndex] == 0x0D
  }

  /// What Excel understands as the separator of the file, in a line of its own before all others.
  static func isHint(_ line: ArraySlice<UInt8>) -> Bool {
    let hint = line.filter { $0 != UInt8(ascii: "\"") }
    return hint == Array("sep=;".utf8) || hint == Array("sep=,".utf8)
  }
}
