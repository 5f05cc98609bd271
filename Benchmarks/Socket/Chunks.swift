import Foundation

/// An HTTP answer of which each piece says how long it is.
enum Chunks {
  /// - Parameter answer: with its head.
  static func body(of answer: [UInt8]) -> [UInt8] {
    let lineEnd = Array("\r\n".utf8)
    guard let head = answer.firstRange(of: Array("\r\n\r\n".utf8)) else { return [] }
    var (body, rest): ([UInt8], ArraySlice<UInt8>) = ([], answer[head.upperBound...])
    while let line = rest.firstRange(of: lineEnd),
      let length = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16), length > 0,
      rest.distance(from: line.upperBound, to: rest.endIndex) >= length + lineEnd.count
    {
      body += rest[line.upperBound..<line.upperBound + length]
      rest = rest[(line.upperBound + length + lineEnd.count)...]
    }
    return body
  }
}
