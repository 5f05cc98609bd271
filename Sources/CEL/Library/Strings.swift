extension Library {
  private static func size(_ text: String, _ meter: inout Meter) throws(Stop) -> Int64 {
    try meter.charge(bytes: text.utf8.count)
    return Int64(CodePointText(text).count)
  }

  private static func matches(_ text: String, _ pattern: String, _ meter: inout Meter) throws(Stop) -> Bool {
    try meter.charge(pattern.utf8.count)
    let compiled: Pattern
    do throws(PatternError) { compiled = try Pattern(pattern) } catch {
      throw .failure("the pattern is not valid: \(error.message)")
    }
    return try matches(text, compiled, &meter)
  }

  /// Whether a pattern is found in a text.
  static func matches(_ text: String, _ pattern: Pattern, _ meter: inout Meter) throws(Stop) -> Bool {
    var steps = meter.remaining
    guard let found = pattern.matches(text, steps: &steps) else {
      try meter.charge(.max)
      return false
    }
    meter.settle(steps)
    return found
  }

  static let strings: [Function] = [
    Function(
      "size",
      [
        .global(String.self) { text, meter throws(Stop) in try size(text, &meter) },
        .member(String.self) { text, meter throws(Stop) in try size(text, &meter) },
        .global([UInt8].self) { bytes, _ in Int64(bytes.count) },
        .member([UInt8].self) { bytes, _ in Int64(bytes.count) },
        .global(List.self) { list, _ in Int64(list.count) }.typed(.list(.a)),
        .member(List.self) { list, _ in Int64(list.count) }.typed(.list(.a)),
        .global(Map.self) { map, _ in Int64(map.count) }.typed(.map(.a, .b)),
        .member(Map.self) { map, _ in Int64(map.count) }.typed(.map(.a, .b)),
      ]),
    Function(
      "contains",
      [
        .member(String.self, String.self) { text, part, meter throws(Stop) in
          try ByteSearch.first(Array(part.utf8), in: Array(text.utf8), from: 0, &meter) != nil
        }
      ]),
    Function(
      "startsWith",
      [
        .member(String.self, String.self) { text, start, meter throws(Stop) in
          try meter.charge(bytes: start.utf8.count)
          return text.utf8.starts(with: start.utf8)
        }
      ]),
    Function(
      "endsWith",
      [
        .member(String.self, String.self) { text, end, meter throws(Stop) in
          try meter.charge(bytes: end.utf8.count)
          return text.utf8.count >= end.utf8.count && text.utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
        }
      ]),
    Function(
      "matches",
      [
        Overload.member(String.self, String.self) { text, pattern, meter throws(Stop) in
          try matches(text, pattern, &meter)
        }.withPattern(1),
        Overload.global(String.self, String.self) { text, pattern, meter throws(Stop) in
          try matches(text, pattern, &meter)
        }.withPattern(1),
      ]),
  ]
}
