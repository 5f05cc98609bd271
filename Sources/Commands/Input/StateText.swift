import JSON

/// The text of one state, event, outcome or contact, and where it begins in its file.
struct StateText {
  let bytes: [UInt8]
  /// From 1.
  let line: Int
  /// From 1, in Unicode scalars.
  let column: Int
  /// The row of a CSV file that it was made of.
  let row: CSVRow?
  /// Whether something else stands in its file.
  let isMade: Bool
  /// Why it is not even sent, where it is not.
  let refusal: Refusal?

  init(_ bytes: [UInt8], line: Int, column: Int = 1) {
    self.bytes = bytes
    self.line = line
    self.column = column
    row = nil
    isMade = false
    refusal = nil
  }

  init(_ bytes: [UInt8], of row: CSVRow) {
    self.bytes = bytes
    self.row = row
    (line, column) = row.start
    isMade = true
    refusal = row.refusal
  }

  /// What another text was read as.
  init(madeOf other: StateText, bytes: [UInt8], refusal: Refusal? = nil) {
    self.bytes = bytes
    (line, column) = (other.line, other.column)
    row = nil
    isMade = true
    self.refusal = refusal
  }

  /// Another text in the place of one, whose places hold for it.
  init(of other: StateText, bytes: [UInt8]) {
    self.bytes = bytes
    (line, column) = (other.line, other.column)
    (row, isMade, refusal) = (other.row, other.isMade, other.refusal)
  }

  /// The same, which is not sent.
  init(of other: StateText, refusing refusal: Refusal) {
    bytes = other.bytes
    (line, column) = (other.line, other.column)
    (row, isMade) = (other.row, other.isMade)
    self.refusal = refusal
  }

  /// The place of a byte in the file.
  func place(ofByte offset: Int) -> (line: Int, column: Int) {
    Self.place(ofByte: offset, in: bytes, from: (line, column))
  }

  /// The place of a byte of a text that begins at a place.
  static func place(
    ofByte offset: Int, in bytes: some Collection<UInt8>, from start: (line: Int, column: Int) = (1, 1)
  ) -> (line: Int, column: Int) {
    var (line, column) = start
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }
}

extension JSONDocument {
  /// The value that a JSON Pointer leads to; where it leads nowhere, the last value on the way.
  func value(at pointer: String) -> JSONToken {
    var here = root
    for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let key = part.replacing("~1", with: "/").replacing("~0", with: "~")
      var next: JSONToken?
      if kind(of: here) == .array {
        next = Int(key).flatMap { index in elements(of: here).dropFirst(max(0, index)).first { _ in true } }
      } else {
        for (name, value) in members(of: here) where withUTF8(of: name, { $0.elementsEqual(key.utf8) }) {
          next = value
          break
        }
      }
      guard let next else { return here }
      here = next
    }
    return here
  }
}
