import Diagnostics

/// A text that libyaml can read with YAML 1.2's idea of a line: valid UTF-8 without a byte-order mark.
struct YAMLText {
  let bytes: [UInt8]
  let isASCII: Bool
  /// Where it has escapes that are halves of a character.
  private let surrogates: SurrogatePairs?
  /// YAML 1.1, and so libyaml, ends lines at NEL, LS and PS too; 1.2 does not. Where a text has them, other
  /// characters stand in for them while it is parsed, which keeps positions and strings right.
  private let standIns: [(separator: Unicode.Scalar, standIn: Unicode.Scalar)]

  /// How much further to the right than in `bytes` a line stands in the file, by its number.
  let shifts: [UInt32: Int32]

  private static let separators: [Unicode.Scalar] = ["\u{85}", "\u{2028}", "\u{2029}"]

  init(_ file: SourceFile, limits: YAMLLimits) throws(Unreadable) {
    let whole = SourceLocation(file: file.path, span: .start)
    try Self.checkSize(file.bytes.count, limit: limits.bytes, at: whole)
    try Self.checkEncoding(file.bytes, at: whole)
    let hasMark = file.bytes.starts(with: SourceFile.byteOrderMark)
    var bytes = hasMark ? Array(file.bytes.dropFirst(SourceFile.byteOrderMark.count)) : file.bytes
    let scan = Self.scan(bytes)
    if let fault = scan.fault { throw Self.unreadable(fault, in: bytes, file: file.path) }
    isASCII = scan.isASCII
    surrogates = SurrogatePairs(replacingIn: &bytes)
    shifts = [:]
    guard scan.hasSeparators else {
      self.bytes = bytes
      standIns = []
      return
    }
    var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
    let present = Set(scalars)
    let free = (0xF0000...0xFFFFD as ClosedRange<UInt32>).lazy
      .compactMap(Unicode.Scalar.init).filter { !present.contains($0) }
    let standIns = Array(zip(Self.separators, free.prefix(Self.separators.count)))
    scalars = Self.replacing(standIns.map { ($0.0, $0.1) }, in: scalars)
    self.bytes = Array(String(scalars).utf8)
    self.standIns = standIns.map { ($0.0, $0.1) }
  }

  /// A text with other bytes on its lines.
  init(_ text: YAMLText, bytes: [UInt8], shifts: [UInt32: Int32]) {
    self.bytes = bytes
    self.shifts = shifts
    isASCII = text.isASCII
    surrogates = text.surrogates
    standIns = text.standIns
  }

  /// Where a place in `bytes` is in the file.
  func placed(_ position: Position) -> Position {
    guard !shifts.isEmpty, let shift = shifts[position.line] else { return position }
    let column = max(1, Int64(position.column) + Int64(shift))
    return Position(line: position.line, column: UInt32(truncatingIfNeeded: column))
  }

  /// A parsed string with the text's own characters.
  func restored(_ string: String, isDoubleQuoted: Bool) -> String {
    let string = surrogates?.restored(string, isDoubleQuoted: isDoubleQuoted) ?? string
    guard !standIns.isEmpty else { return string }
    return String(Self.replacing(standIns.map { ($0.standIn, $0.separator) }, in: string.unicodeScalars))
  }

  private static func replacing(
    _ pairs: [(Unicode.Scalar, Unicode.Scalar)], in scalars: String.UnicodeScalarView
  ) -> String.UnicodeScalarView {
    var result = String.UnicodeScalarView()
    for scalar in scalars {
      result.append(pairs.first { $0.0 == scalar }?.1 ?? scalar)
    }
    return result
  }
}

extension YAMLText {
  /// Walks over an anchor and a tag, and over space and comments after them, to the content of a node.
  func skipProperties(at offset: Int, position: Position) -> (content: Position, tag: SourceSpan?) {
    var offset = offset
    var position = position
    var tag: SourceSpan?
    func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }
    func advance() {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && peek() != UInt8(ascii: "\n")) {
        position = Position(line: position.line + 1, column: 1)
      } else if byte & 0xC0 != 0x80, byte != UInt8(ascii: "\r") {
        position.column += 1
      }
    }
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        let start = position
        while let byte = peek(), !isBlank(byte) { advance() }
        if byte == UInt8(ascii: "!") { tag = SourceSpan(start, position) }
      case UInt8(ascii: "#"):
        while let byte = peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { advance() }
      case _ where isBlank(byte): advance()
      default: return (position, tag)
      }
    }
    return (position, tag)
  }
}
