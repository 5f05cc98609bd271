import Diagnostics

/// How a file begins, by which is seen that it is no text in UTF-8.
enum FileStart {
  /// So many bytes are enough to know it.
  private static let length = 4

  /// What files begin with that are no text, what they are, and what to do.
  private static let others: [(bytes: [UInt8], what: String, help: String)] = [
    ([0xFF, 0xFE], utf16.what, utf16.help), ([0xFE, 0xFF], utf16.what, utf16.help),
    (
      [0x50, 0x4B, 0x03, 0x04], "the file is an archive, as workbooks of a spreadsheet are (.xlsx, .ods)",
      "open it in the spreadsheet, and save it as 'CSV UTF-8'"
    ),
    (
      [0xD0, 0xCF, 0x11, 0xE0], "the file is a workbook of a spreadsheet (.xls)",
      "open it in the spreadsheet, and save it as 'CSV UTF-8'"
    ),
    ([0x1F, 0x8B], "the file is compressed with gzip", "unpack it: gunzip"),
  ]

  private static let utf16 = (
    what: "the file is UTF-16, which spreadsheets call 'Unicode text'",
    help: "save it as UTF-8, in a spreadsheet as 'CSV UTF-8', or convert it: iconv -f UTF-16 -t UTF-8"
  )

  /// Whether more has to be read before it is known.
  static func isOpen(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count < length, !bytes.isEmpty else { return false }
    return (others.map(\.bytes) + [SourceFile.byteOrderMark]).contains {
      $0.count > bytes.count && $0.starts(with: bytes)
    }
  }

  /// Why a file is not read.
  ///
  /// - Parameter name: of the file.
  static func failure(_ bytes: ArraySlice<UInt8>, _ name: String) -> Failure? {
    others.first { bytes.starts(with: $0.bytes) }.map {
      Failure(.findings, "\(name):1:1: \($0.what)", help: $0.help)
    }
  }
}
