import Foundation

/// Texts of values, and the `format` function.
enum Formatting {
  /// The shortest decimal that reads back as the number; an exponent only from 10^21 on and below 10^-6.
  static func shortest(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    let magnitude = number.magnitude
    let text = "\(number)"
    guard let mark = text.firstIndex(of: "e"), magnitude < 1e21, magnitude >= 1e-6,
      let exponent = Int(text[text.index(after: mark)...])
    else { return text.hasSuffix(".0") ? String(text.dropLast(2)) : text }
    return plain(text[..<mark], exponent)
  }

  /// Digits with a point, moved by an exponent.
  private static func plain(_ mantissa: Substring, _ exponent: Int) -> String {
    let sign = mantissa.hasPrefix("-") ? "-" : ""
    let parts = mantissa.drop { $0 == "-" }.split(separator: ".")
    let whole = parts.first ?? ""
    let fraction = parts.dropFirst().first.map { $0 == "0" ? "" : $0 } ?? ""
    let digits = String(whole + fraction)
    let point = whole.count + exponent
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }

  /// The text in double quotes, with escapes for what would not print.
  static func quoted(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    result.append("\"")
    for scalar in text.unicodeScalars {
      let escape: String
      switch scalar {
      case "\u{07}": escape = "\\a"
      case "\u{08}": escape = "\\b"
      case "\u{0C}": escape = "\\f"
      case "\n": escape = "\\n"
      case "\r": escape = "\\r"
      case "\t": escape = "\\t"
      case "\u{0B}": escape = "\\v"
      case "\\": escape = "\\\\"
      case "\"": escape = "\\\""
      default: escape = String(scalar)
      }
      result.append(contentsOf: escape.unicodeScalars)
    }
    result.append("\"")
    return String(result)
  }
}

// MARK: - format

extension Formatting {
  /// The pattern with its clauses, such as `%s` and `%.2f`, replaced by the arguments in turn.
  static func format(_ pattern: String, _ arguments: [Value], _ meter: inout Meter) throws(Stop) -> String {
    try meter.charge(bytes: pattern.utf8.count)
    var output: [UInt8] = []
    var rest = Array(pattern.utf8)[...]
    var next = 0
    while let mark = rest.firstIndex(of: UInt8(ascii: "%")) {
      output += rest[..<mark]
      rest = rest[(mark + 1)...]
      if rest.first == UInt8(ascii: "%") {
        output.append(UInt8(ascii: "%"))
        rest = rest.dropFirst()
        continue
      }
      let clause = try Clause(&rest)
      guard next < arguments.count else { throw .failure("argument \(next) of the format is missing") }
      let text = try clause.text(arguments[next], &meter)
      try meter.charge(1 + text.utf8.count / 16)
      output += text.utf8
      next += 1
    }
    output += rest
    return String(decoding: output, as: UTF8.self)
  }

  /// What stands for one argument, as `%.3f`.
  private struct Clause {
    private let verb: UInt8
    private let precision: Int

    private static let mostDigits = 1_000

    init(_ rest: inout ArraySlice<UInt8>) throws(Stop) {
      var precision = 6
      if rest.first == UInt8(ascii: ".") {
        let digits = rest.dropFirst().prefix { Lexer.isDigit($0) }
        rest = rest.dropFirst(digits.count + 1)
        guard let number = Int(String(decoding: digits, as: UTF8.self)), number <= Self.mostDigits else {
          throw .failure("the precision of a format is not a number up to \(Self.mostDigits)")
        }
        precision = number
      }
      guard let verb = rest.first else { throw .failure("the format ends within a clause") }
      rest = rest.dropFirst()
      self.verb = verb
      self.precision = precision
    }

    func text(_ value: Value, _ meter: inout Meter) throws(Stop) -> String {
      switch verb {
      case UInt8(ascii: "s"): return try plain(value, &meter)
      case UInt8(ascii: "d"): return try decimal(value)
      case UInt8(ascii: "f"): return try floating(value, "f", &meter)
      case UInt8(ascii: "e"): return try floating(value, "e", &meter)
      case UInt8(ascii: "b"):
        if case .bool(let value) = value { return value ? "1" : "0" }
        return try digits(value, radix: 2)
      case UInt8(ascii: "o"): return try digits(value, radix: 8)
      case UInt8(ascii: "x"): return try hexadecimal(value, isUpper: false, &meter)
      case UInt8(ascii: "X"): return try hexadecimal(value, isUpper: true, &meter)
      default: throw .failure("a format has an unknown clause")
      }
    }

    private func mismatch(_ value: Value) -> Stop {
      .failure("a value of type '\(value.kind.name)' does not fit '%\(Character(UnicodeScalar(verb)))'")
    }

    private func decimal(_ value: Value) throws(Stop) -> String {
      switch value {
      case .int(let value): return String(value)
      case .uint(let value): return String(value)
      case .double(let value) where !value.isFinite: return shortest(value)
      default: throw mismatch(value)
      }
    }

    private func floating(_ value: Value, _ style: String, _ meter: inout Meter) throws(Stop) -> String {
      let number: Double
      switch value {
      case .double(let value): number = value
      case .int(let value): number = Double(value)
      case .uint(let value): number = Double(value)
      default: throw mismatch(value)
      }
      guard number.isFinite else { return shortest(number) }
      try meter.charge(bytes: precision + 320)
      return String(format: "%.\(precision)\(style)", number)
    }

    private func digits(_ value: Value, radix: Int, isUpper: Bool = false) throws(Stop) -> String {
      switch value {
      case .int(let value): return String(value, radix: radix, uppercase: isUpper)
      case .uint(let value): return String(value, radix: radix, uppercase: isUpper)
      default: throw mismatch(value)
      }
    }

    private func hexadecimal(_ value: Value, isUpper: Bool, _ meter: inout Meter) throws(Stop) -> String {
      let bytes: [UInt8]
      switch value {
      case .string(let text): bytes = Array(text.utf8)
      case .bytes(let value): bytes = value
      default: return try digits(value, radix: 16, isUpper: isUpper)
      }
      try meter.charge(bytes: bytes.count * 2)
      let letters = Array((isUpper ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
      var output: [UInt8] = []
      for byte in bytes { output += [letters[Int(byte >> 4)], letters[Int(byte & 15)]] }
      return String(decoding: output, as: UTF8.self)
    }

    private func plain(_ value: Value, _ meter: inout Meter) throws(Stop) -> String {
      switch value {
      case .null: return "null"
      case .bool(let value): return value ? "true" : "false"
      case .int(let value): return String(value)
      case .uint(let value): return String(value)
      case .double(let value): return shortest(value)
      case .string(let text):
        try meter.charge(bytes: text.utf8.count)
        return text
      case .bytes(let bytes):
        try meter.charge(bytes: bytes.count)
        return String(decoding: bytes, as: UTF8.self)
      case .timestamp(let value): return value.description
      case .duration(let value): return value.description
      case .type(let kind): return kind.name
      case .list(let list):
        var parts: [String] = []
        for element in list.elements {
          try meter.step()
          parts.append(try plain(element, &meter))
        }
        return try joined(parts, "[", "]", &meter)
      case .map(let map):
        var parts: [(key: String, text: String)] = []
        for entry in map.entries {
          try meter.step()
          let key = try plain(entry.key, &meter)
          let text = try plain(entry.value, &meter)
          try meter.charge(bytes: key.utf8.count + text.utf8.count)
          parts.append((key, "\(key): \(text)"))
        }
        parts.sort { $0.key.precedes($1.key) }
        return try joined(parts.map(\.text), "{", "}", &meter)
      case .optional, .error, .unknown: throw mismatch(value)
      }
    }

    private func joined(
      _ parts: [String], _ open: String, _ close: String, _ meter: inout Meter
    ) throws(Stop) -> String {
      for part in parts { try meter.charge(bytes: part.utf8.count + 2) }
      return open + parts.joined(separator: ", ") + close
    }
  }
}
