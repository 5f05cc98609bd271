extension JSONWriter {
  /// Appends a string in quotes, after a comma where one is due and before a colon where it is a key.
  mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, separator: Bool, isKey: Bool) {
    var plain = 0
    bytes.append(addingCapacity: text.count + 4 + OutputRoom.spare) { output in
      output.withUnsafeMutableBufferPointer { space, used in
        var room = OutputRoom(space, used, for: text.count + 4)
        if separator { room.append(",") }
        room.append("\"")
        plain = room.append(plainPrefixOf: InputBytes(UnsafeRawBufferPointer(text)))
        if plain == text.count {
          room.append("\"")
          if isKey { room.append(":") }
        }
        used = room.used
      }
    }
    guard plain < text.count else { return }
    appendEscaping(text, from: plain)
    bytes.append(UInt8(ascii: "\""))
    if isKey { bytes.append(UInt8(ascii: ":")) }
  }

  /// Appends a text from an offset at which an escape is due.
  private mutating func appendEscaping(_ text: UnsafeBufferPointer<UInt8>, from start: Int) {
    var offset = start
    while offset < text.count {
      appendEscape(of: text[offset])
      let end = plainPrefix(of: text, from: offset + 1)
      bytes.append(contentsOf: text[offset + 1..<end])
      offset = end
    }
  }

  /// The end of the run from an offset that needs no escape.
  @inline(__always) private func plainPrefix(of text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let input = InputBytes(UnsafeRawBufferPointer(text))
    var offset = start
    while offset < text.count {
      let marks = StringScan.specials(in: input.word(at: offset))
      guard marks == 0 else { return min(offset + marks.trailingZeroBitCount >> 3, text.count) }
      offset += 8
    }
    return text.count
  }

  private mutating func appendEscape(of byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0a: bytes.append(UInt8(ascii: "n"))
    case 0x0c: bytes.append(UInt8(ascii: "f"))
    case 0x0d: bytes.append(UInt8(ascii: "r"))
    case 0x00..<0x20:
      bytes.append(contentsOf: byte < 16 ? "u000".utf8 : "u001".utf8)
      bytes.append(contentsOf: String(byte & 15, radix: 16).utf8)
    default: bytes.append(byte)
    }
  }
}
