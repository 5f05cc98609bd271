/// Finds where a JSON object or array ends by its brackets alone; goes on where it stopped when more bytes come.
struct ValueScanner {
  private var offset: Int
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  /// - Parameter start: of the value's bracket.
  init(from start: Int) {
    offset = start
  }

  /// The offset behind the value's last bracket; nil where it is not among these bytes.
  mutating func end(in bytes: [UInt8], before limit: Int? = nil) -> Int? {
    let limit = limit ?? bytes.count
    while offset < limit {
      let byte = bytes[offset]
      offset += 1
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth <= 0 { return offset }
      default: break
      }
    }
    return nil
  }
}
