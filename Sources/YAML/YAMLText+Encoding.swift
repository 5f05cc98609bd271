import Diagnostics

extension YAMLText {
  /// A byte or character that no YAML text may hold.
  enum Fault {
    case invalidUTF8(offset: Int)
    case control(Unicode.Scalar, offset: Int)

    var offset: Int {
      switch self {
      case .invalidUTF8(let offset), .control(_, let offset): offset
      }
    }
  }

  static func checkSize(_ size: Int, limit: Int, at location: SourceLocation) throws(Unreadable) {
    guard size > limit else { return }
    throw Unreadable(
      .fileTooLarge, "the file has \(size) bytes, more than the \(limit) allowed", at: location,
      help: "spread its sections over several files")
  }

  /// Refuses UTF-16 and UTF-32, with a byte-order mark or without.
  static func checkEncoding(_ bytes: [UInt8], at location: SourceLocation) throws(Unreadable) {
    let first = Array(bytes.prefix(4))
    let name: String? =
      switch (first.first, first.dropFirst().first) {
      case (0xFF, 0xFE): first.count == 4 && first[2] == 0 && first[3] == 0 ? "UTF-32" : "UTF-16"
      case (0xFE, 0xFF): "UTF-16"
      case (0, 0): first.count == 4 ? "UTF-32" : nil
      case (0, .some(1...)): "UTF-16"
      case (.some(1...), 0): first.count == 4 && first[2] == 0 && first[3] == 0 ? "UTF-32" : "UTF-16"
      default: nil
      }
    guard let name else { return }
    throw Unreadable(
      .unsupportedEncoding, "the file is encoded as \(name)", at: location,
      help:
        "in the editor choose 'Save as' with the encoding UTF-8, or convert it: iconv -f \(name) -t UTF-8")
  }

  /// One pass over the bytes: whether they are a text, and what kind of text.
  static func scan(_ bytes: [UInt8]) -> (fault: Fault?, isASCII: Bool, hasSeparators: Bool) {
    var isASCII = true
    var hasSeparators = false
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte < 0x80 {
        if byte < 0x20 ? !(byte == 0x09 || byte == 0x0A || byte == 0x0D) : byte == 0x7F {
          return (.control(Unicode.Scalar(byte), offset: offset), isASCII, hasSeparators)
        }
        offset += 1
        continue
      }
      isASCII = false
      guard let (value, width) = scalar(in: bytes, at: offset) else {
        return (.invalidUTF8(offset: offset), isASCII, hasSeparators)
      }
      if value == 0x85 || value == 0x2028 || value == 0x2029 {
        hasSeparators = true
      } else if value < 0xA0 || value == 0xFFFE || value == 0xFFFF,
        let control = Unicode.Scalar(value)
      {
        return (.control(control, offset: offset), isASCII, hasSeparators)
      }
      offset += width
    }
    return (nil, isASCII, hasSeparators)
  }

  /// The scalar that begins at a byte beyond ASCII, and its width; nil where that is not UTF-8.
  private static func scalar(in bytes: [UInt8], at offset: Int) -> (value: UInt32, width: Int)? {
    let lead = bytes[offset]
    let width: Int
    let least: UInt32
    var value: UInt32
    switch lead {
    case 0xC2...0xDF: (width, least, value) = (2, 0x80, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (width, least, value) = (3, 0x800, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (width, least, value) = (4, 0x10000, UInt32(lead & 0x07))
    default: return nil
    }
    guard offset + width <= bytes.count else { return nil }
    for byte in bytes[(offset + 1)..<(offset + width)] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= least, Unicode.Scalar(value) != nil else { return nil }
    return (value, width)
  }

  static func unreadable(_ fault: Fault, in bytes: [UInt8], file: String) -> Unreadable {
    var position = Position(line: 1, column: 1)
    for (offset, byte) in bytes[..<fault.offset].enumerated() {
      if byte == 0x0A || (byte == 0x0D && bytes[offset + 1] != 0x0A) {
        position = Position(line: position.line + 1, column: 1)
      } else if byte & 0xC0 != 0x80, byte != 0x0D {
        position.column += 1
      }
    }
    let end = Position(line: position.line, column: position.column + 1)
    let location = SourceLocation(file: file, span: SourceSpan(position, end))
    switch fault {
    case .invalidUTF8(let offset):
      let byte = String(bytes[offset], radix: 16, uppercase: true)
      return Unreadable(
        .invalidUTF8, "the byte 0x\(byte) is not valid UTF-8 here", at: location,
        help: "save the file as UTF-8; it may be in an older encoding such as Windows-1252")
    case .control(let scalar, _):
      return Unreadable(
        .controlCharacter, "the control character \(scalar.codePoint) is not allowed", at: location,
        help: "delete it, or write it as an escape inside double quotes")
    }
  }
}
