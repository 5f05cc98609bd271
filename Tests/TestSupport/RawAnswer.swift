import Foundation

/// One answer, taken apart as a strict client would.
package struct RawAnswer {
  package let status: Int
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]

  package var text: String { String(decoding: body, as: UTF8.self) }

  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Nil if the bytes are not enough for an answer.
  package static func parse(_ bytes: ArraySlice<UInt8>, toHead: Bool = false) -> (
    RawAnswer, ArraySlice<UInt8>
  )? {
    let blank: [UInt8] = [13, 10, 13, 10]
    guard let end = bytes.firstRange(of: blank) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    guard let first = lines.first, first.hasPrefix("HTTP/1.1 "),
      let status = Int(first.dropFirst(9).prefix(3))
    else { return nil }
    let headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (name: String(parts[0]), value: parts[1].trimmingCharacters(in: .whitespaces))
    }
    let rest = bytes[end.upperBound...]
    let bare = RawAnswer(status: status, headers: headers, body: [])
    if toHead || status < 200 || status == 204 { return (bare, rest) }
    if bare.header("transfer-encoding") == "chunked" {
      guard let (body, tail) = unchunked(rest) else { return nil }
      return (RawAnswer(status: status, headers: headers, body: body), tail)
    }
    guard let length = bare.header("content-length").flatMap({ Int($0) }), rest.count >= length else {
      return nil
    }
    return (
      RawAnswer(status: status, headers: headers, body: Array(rest.prefix(length))), rest.dropFirst(length)
    )
  }

  private static func unchunked(_ bytes: ArraySlice<UInt8>) -> ([UInt8], ArraySlice<UInt8>)? {
    var rest = bytes
    var body: [UInt8] = []
    let lineEnd: [UInt8] = [13, 10]
    while let end = rest.firstRange(of: lineEnd) {
      guard let size = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16) else {
        return nil
      }
      rest = rest[end.upperBound...]
      guard rest.count >= size + 2 else { return nil }
      if size == 0 { return (body, rest.dropFirst(2)) }
      body += rest.prefix(size)
      rest = rest.dropFirst(size + 2)
    }
    return nil
  }
}
