/// The strings extension, but for formatting.
extension Library {
  private static func outOfRange(_ index: Int64) -> Stop { .failure("index \(index) is out of range") }

  private static func cut(
    _ text: String, _ start: Int64, _ end: Int64?, _ meter: inout Meter
  ) throws(Stop) -> String {
    try meter.charge(bytes: text.utf8.count)
    let points = CodePointText(text)
    guard let from = points.offset(of: start) else { throw outOfRange(start) }
    guard let end else { return points.text(from..<points.bytes.count) }
    guard let to = points.offset(of: end) else { throw outOfRange(end) }
    guard from <= to else { throw .failure("the end \(end) is before the start \(start)") }
    return points.text(from..<to)
  }

  private static func indexOf(
    _ text: String, _ part: String, _ start: Int64, _ meter: inout Meter
  ) throws(Stop) -> Int64 {
    try meter.charge(bytes: text.utf8.count)
    let points = CodePointText(text)
    guard let from = points.offset(of: start) else { throw outOfRange(start) }
    let found = try ByteSearch.first(Array(part.utf8), in: points.bytes, from: from, &meter)
    return found.map(points.codePoint) ?? -1
  }

  private static func lastIndexOf(
    _ text: String, _ part: String, _ start: Int64?, _ meter: inout Meter
  ) throws(Stop) -> Int64 {
    try meter.charge(bytes: text.utf8.count)
    let points = CodePointText(text)
    var from = points.bytes.count
    if let start {
      guard let offset = points.offset(of: start) else { throw outOfRange(start) }
      from = offset
    }
    let found = try ByteSearch.last(Array(part.utf8), in: points.bytes, upTo: from, &meter)
    return found.map(points.codePoint) ?? -1
  }

  /// The pieces of a text between up to so many separators; an empty separator stands between all code points.
  private static func pieces(
    _ text: String, _ separator: String, atMost limit: Int64, _ meter: inout Meter
  ) throws(Stop) -> [String] {
    try meter.charge(bytes: text.utf8.count)
    let points = CodePointText(text)
    let part = Array(separator.utf8)
    var pieces: [String] = []
    var start = 0
    while limit < 0 || pieces.count < limit {
      var end: Int?
      if part.isEmpty {
        end = points.bytes[start...].indices.dropFirst().first { points.bytes[$0] & 0xC0 != 0x80 }
      } else {
        end = try ByteSearch.first(part, in: points.bytes, from: start, &meter)
      }
      guard let end else { break }
      try meter.step()
      pieces.append(points.text(start..<end))
      start = end + part.count
    }
    if !part.isEmpty || start < points.bytes.count { pieces.append(points.text(start..<points.bytes.count)) }
    return pieces
  }

  private static func split(
    _ text: String, _ separator: String, _ limit: Int64, _ meter: inout Meter
  ) throws(Stop) -> List {
    if limit == 0 { return .empty }
    let pieces = try pieces(text, separator, atMost: limit < 0 ? limit : limit - 1, &meter)
    return List(pieces.map { .string($0) })
  }

  private static func replace(
    _ text: String, _ part: String, _ replacement: String, _ limit: Int64, _ meter: inout Meter
  ) throws(Stop) -> String {
    if limit == 0 { return text }
    if part.isEmpty { return try spread(text, replacement, limit, &meter) }
    let pieces = try pieces(text, part, atMost: limit, &meter)
    return try join(pieces.map { .string($0) }, replacement, &meter)
  }

  /// The text with a replacement before each code point and at the end, up to a limit.
  private static func spread(
    _ text: String, _ replacement: String, _ limit: Int64, _ meter: inout Meter
  ) throws(Stop) -> String {
    try meter.charge(bytes: text.utf8.count)
    let places = CodePointText(text).count + 1
    var left = limit < 0 ? places : Int(min(limit, Int64(places)))
    try meter.charge(left)
    try meter.charge(bytes: left.multipliedReportingOverflow(by: replacement.utf8.count).partialValue)
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if left > 0 { result.append(contentsOf: replacement.unicodeScalars) }
      left -= 1
      result.append(scalar)
    }
    if left > 0 { result.append(contentsOf: replacement.unicodeScalars) }
    return String(result)
  }

  private static func join(
    _ elements: [Value], _ separator: String, _ meter: inout Meter
  ) throws(Stop) -> String {
    // The whole length is paid for before anything is made.
    for element in elements {
      guard case .string(let text) = element else { throw .failure("no such overload") }
      try meter.charge(1 + (text.utf8.count + separator.utf8.count) / 16)
    }
    var result = ""
    for (index, element) in elements.enumerated() {
      if index > 0 { result += separator }
      if case .string(let text) = element { result += text }
    }
    return result
  }

  private static func mapped(
    _ text: String, _ meter: inout Meter, _ change: (UInt8) -> UInt8
  ) throws(Stop) -> String {
    try meter.charge(bytes: text.utf8.count)
    return String(decoding: text.utf8.map(change), as: UTF8.self)
  }

  static let stringExtension: [Function] = [
    Function(
      "charAt",
      [
        .member(String.self, Int64.self) { text, index, meter throws(Stop) in
          try meter.charge(bytes: text.utf8.count)
          let points = CodePointText(text)
          guard let start = points.offset(of: index) else { throw outOfRange(index) }
          return points.text(start..<(points.offset(of: index + 1) ?? start))
        }
      ]),
    Function(
      "indexOf",
      [
        .member(String.self, String.self) { text, part, meter throws(Stop) in
          try indexOf(text, part, 0, &meter)
        },
        .member(String.self, String.self, Int64.self) { text, part, start, meter throws(Stop) in
          try indexOf(text, part, start, &meter)
        },
      ]),
    Function(
      "lastIndexOf",
      [
        .member(String.self, String.self) { text, part, meter throws(Stop) in
          try lastIndexOf(text, part, nil, &meter)
        },
        .member(String.self, String.self, Int64.self) { text, part, start, meter throws(Stop) in
          try lastIndexOf(text, part, start, &meter)
        },
      ]),
    Function(
      "substring",
      [
        .member(String.self, Int64.self) { text, start, meter throws(Stop) in
          try cut(text, start, nil, &meter)
        },
        .member(String.self, Int64.self, Int64.self) { text, start, end, meter throws(Stop) in
          try cut(text, start, end, &meter)
        },
      ]),
    Function(
      "lowerAscii",
      [
        .member(String.self) { text, meter throws(Stop) in
          try mapped(text, &meter) { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
        }
      ]),
    Function(
      "upperAscii",
      [
        .member(String.self) { text, meter throws(Stop) in
          try mapped(text, &meter) { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 32 : $0 }
        }
      ]),
    Function(
      "trim",
      [
        .member(String.self) { text, meter throws(Stop) in
          try meter.charge(bytes: text.utf8.count)
          let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
          var rest = text.unicodeScalars.drop(while: isSpace)
          while let last = rest.last, isSpace(last) { rest.removeLast() }
          return String(String.UnicodeScalarView(rest))
        }
      ]),
    Function(
      "reverse",
      [
        .member(String.self) { text, meter throws(Stop) in
          try meter.charge(text.utf8.count)
          return String(String.UnicodeScalarView(text.unicodeScalars.reversed()))
        }
      ]),
    Function(
      "replace",
      [
        .member(String.self, String.self, String.self) { text, part, replacement, meter throws(Stop) in
          try replace(text, part, replacement, -1, &meter)
        },
        .member(String.self, String.self, String.self, Int64.self) {
          text, part, replacement, limit, meter throws(Stop) in
          try replace(text, part, replacement, limit, &meter)
        },
      ]),
    Function(
      "split",
      [
        .member(String.self, String.self) { text, separator, meter throws(Stop) in
          try split(text, separator, -1, &meter)
        }.to(.list(.string)),
        .member(String.self, String.self, Int64.self) { text, separator, limit, meter throws(Stop) in
          try split(text, separator, limit, &meter)
        }.to(.list(.string)),
      ]),
    Function(
      "join",
      [
        .member(List.self) { list, meter throws(Stop) in try join(list.elements, "", &meter) }
          .typed(.list(.string)),
        .member(List.self, String.self) { list, separator, meter throws(Stop) in
          try join(list.elements, separator, &meter)
        }.typed(.list(.string), .string),
      ]),
    Function(
      "strings.quote",
      [
        .global(String.self) { text, meter throws(Stop) in
          try meter.charge(text.utf8.count)
          return Formatting.quoted(text)
        }
      ]),
    Function(
      "format",
      [
        .member(String.self, List.self) { pattern, arguments, meter throws(Stop) in
          try Formatting.format(pattern, arguments.elements, &meter)
        }
      ]),
  ]
}
