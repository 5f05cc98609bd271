internal import JSON

/// The value of one field of a log line.
package enum LogValue: Sendable, Hashable {
  case string(String)
  case int(Int64)
  case double(Double)
  case bool(Bool)
  case strings([String])
}

extension LogValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .int(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }

  package init(_ value: some BinaryInteger) { self = .int(Int64(clamping: value)) }
}

/// The fields of a log line after `message`, in the order they are written.
package struct LogFields: Sendable, ExpressibleByDictionaryLiteral {
  package private(set) var pairs: [(name: String, value: LogValue)]

  package init(dictionaryLiteral pairs: (String, LogValue)...) {
    self.pairs = pairs.map { (name: $0, value: $1) }
  }

  package mutating func append(_ name: String, _ value: LogValue) { pairs.append((name, value)) }

  /// The fields of both, in their order.
  package static func + (first: LogFields, second: LogFields) -> LogFields {
    var both = first
    both.pairs += second.pairs
    return both
  }

  /// Roughly what the fields weigh in memory, in bytes.
  var weight: Int {
    pairs.reduce(0) { sum, pair in
      switch pair.value {
      case .string(let text): sum + 48 + text.utf8.count
      case .strings(let texts): sum + 48 + texts.reduce(0) { $0 + 16 + $1.utf8.count }
      default: sum + 48
      }
    }
  }
}

extension JSONWriter {
  mutating func value(_ value: LogValue) {
    switch value {
    case .string(let text): string(text)
    case .int(let number): int(number)
    case .double(let number) where number.isFinite: double(number)
    case .double(let number): string("\(number)")
    case .bool(let flag): bool(flag)
    case .strings(let texts): array(of: texts)
    }
  }
}
