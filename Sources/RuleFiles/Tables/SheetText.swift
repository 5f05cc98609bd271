import Diagnostics

/// What a CSV file is as a text.
enum SheetText {
  /// Space around a cell, as people see it: that which does not break a line is pasted from web pages.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x20, 0xA0, 0x2007, 0x200B, 0x202F, 0xFEFF: true
    default: false
    }
  }

  /// Why it cannot be read at all.
  static func problem(of bytes: [UInt8]) -> Sheet.Problem? {
    if isUTF16(bytes) { return utf16 }
    guard String(validating: bytes, as: UTF8.self) != nil else { return broken(bytes) }
    return control(in: bytes)
  }

  static let utf16 = Sheet.Problem(
    message: "the file is UTF-16, which spreadsheets call 'Unicode text'", span: .start,
    help: "save it as 'CSV UTF-8', or convert it: iconv -f UTF-16 -t UTF-8")

  static func isUTF16(_ bytes: [UInt8]) -> Bool {
    let first = bytes.prefix(2)
    if first == [0xFF, 0xFE] || first == [0xFE, 0xFF] { return true }
    return first.count == 2 && first.contains(0)
  }

  /// The first byte that is not UTF-8, and what it probably is.
  private static func broken(_ bytes: [UInt8]) -> Sheet.Problem? {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .emptyInput: return nil
      case .error:
        let byte = bytes[offset]
        let code = "0x\(String(byte, radix: 16, uppercase: true))"
        let (western, central) = (WindowsText.western(byte), WindowsText.central(byte))
        var meant = western.map { "; in Windows-1252 it is '\($0)'" } ?? ""
        var others = ""
        if let central, central != western {
          meant += meant.isEmpty ? "; in Windows-1250 it is '\(central)'" : ", in Windows-1250 '\(central)'"
          others = "; Polish, Czech and Hungarian files are WINDOWS-1250"
        }
        return Sheet.Problem(
          message: "the byte \(code) is not UTF-8 here\(meant)", span: span(of: offset, in: bytes),
          help: "save the file as 'CSV UTF-8', or convert it: iconv -f WINDOWS-1252 -t UTF-8\(others)")
      }
    }
  }

  private static func control(in bytes: [UInt8]) -> Sheet.Problem? {
    let offset = bytes.firstIndex { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D || $0 == 0x7F }
    guard let offset else { return nil }
    let code = String(bytes[offset], radix: 16, uppercase: true)
    return Sheet.Problem(
      message: "the control character U+00\(code.count < 2 ? "0" : "")\(code) is not allowed",
      span: span(of: offset, in: bytes), help: "delete it from the cell")
  }

  /// One character at an offset.
  private static func span(of offset: Int, in bytes: [UInt8]) -> SourceSpan {
    var line: UInt32 = 1
    var column: UInt32 = 1
    for index
      in (bytes.starts(with: SourceFile.byteOrderMark) ? SourceFile.byteOrderMark.count : 0)..<max(offset, 0)
    {
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A) {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80, byte != 0x0D {
        column += 1
      }
    }
    return SourceSpan(line: line, column: column, endLine: line, endColumn: column + 1)
  }
}

extension StringProtocol {
  /// Without spaces around it.
  var trimmingSpaces: String {
    let scalars = unicodeScalars
    guard let first = scalars.first, let last = scalars.last else { return "" }
    if !SheetText.isSpace(first), !SheetText.isSpace(last) { return String(self) }
    let rest = scalars.drop(while: SheetText.isSpace)
    guard let end = rest.lastIndex(where: { !SheetText.isSpace($0) }) else { return "" }
    return String(String.UnicodeScalarView(rest[...end]))
  }
}
