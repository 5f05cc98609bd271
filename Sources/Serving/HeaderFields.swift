internal import NIOCore
internal import NIOHTTP1

/// The header fields of a request: as the parser made them, or the lines as they came, of a request that had no need of it.
enum HeaderFields: Sendable {
  case parsed(HTTPHeaders)
  /// `Name: value` and CR LF each; names of letters, digits and `-`, values of printable ASCII.
  case lines([UInt8])

  /// The values of a name in any case, without the spaces and tabs around them, in the order they came.
  func values(_ name: String) -> [String] {
    switch self {
    case .parsed(let headers): return headers[name].map(trimmed)
    case .lines(let bytes):
      var values: [String] = []
      FieldLines.forEach(in: bytes) { line, value in
        if FieldLines.isNamed(name, line) { values.append(String(decoding: value, as: UTF8.self)) }
        return true
      }
      return values
    }
  }

  /// The first value of a name in any case, without the spaces and tabs around it; nil if there is none.
  func first(_ name: String) -> String? {
    switch self {
    case .parsed(let headers): return headers.trimmedFirst(name)
    case .lines(let bytes):
      var first: String?
      FieldLines.forEach(in: bytes) { line, value in
        guard FieldLines.isNamed(name, line) else { return true }
        first = String(decoding: value, as: UTF8.self)
        return false
      }
      return first
    }
  }
}

/// The lines of header fields that are well formed.
private enum FieldLines {
  /// Calls for each line, up to the first call that returns false, with the bytes of its name and of its value.
  static func forEach(
    in bytes: [UInt8], _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while let colon = rest.firstIndex(of: UInt8(ascii: ":")),
        let end = rest[colon...].firstIndex(of: UInt8(ascii: "\r"))
      {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") }
        var value = rest[(colon + 1)..<end].drop(while: isSpace)
        while value.last.map(isSpace) == true { value.removeLast() }
        let name = UnsafeRawBufferPointer(rebasing: rest[..<colon])
        guard body(name, UnsafeRawBufferPointer(rebasing: value)) else { return }
        rest = rest[end...].dropFirst(2)
      }
    }
  }

  /// Whether a name is this one, in any case.
  static func isNamed(_ name: String, _ line: UnsafeRawBufferPointer) -> Bool {
    name.utf8.count == line.count && zip(name.utf8, line).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }
}

extension HTTPHeaders {
  /// The first value of a name without the spaces and tabs around it, some of which the parser leaves there.
  func trimmedFirst(_ name: String) -> String? { first(name: name).map(trimmed) }
}

private func trimmed(_ value: String) -> String {
  let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
  guard value.utf8.first.map(isSpace) ?? false || value.utf8.last.map(isSpace) ?? false else { return value }
  let start = value.utf8.firstIndex { !isSpace($0) }
  let end = value.utf8.lastIndex { !isSpace($0) }
  guard let start, let end else { return "" }
  return String(value[start...end])
}
