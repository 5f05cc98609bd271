/// A value that a statement is given.
package enum Parameter: Sendable, Equatable {
  case null(ValueType)
  case bool(Bool)
  case int2(Int16)
  case int4(Int32)
  case int8(Int64)
  case double(Double)
  case text(String)
  case bytes([UInt8])
  case uuid(UUIDBits)
  /// A list of one dimension, of values of one type.
  case array(ValueType, [Parameter])
  /// A value as it is written in SQL, of whatever type the server finds that it has.
  case literal(String)

  package static func text(orNull text: String?) -> Parameter { text.map { .text($0) } ?? .null(.text) }
  package static func uuid(orNull uuid: UUIDBits?) -> Parameter { uuid.map { .uuid($0) } ?? .null(.uuid) }
  package static func bytes(orNull bytes: [UInt8]?) -> Parameter {
    bytes.map { .bytes($0) } ?? .null(.bytes)
  }
}

/// 128 bits that PostgreSQL holds as a UUID.
package struct UUIDBits: Sendable, Hashable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

/// A type of values, by its number in PostgreSQL's catalog, which is the same in every database.
package enum ValueType: UInt32, Sendable {
  case bool = 16
  case bytes = 17
  case int8 = 20
  case int2 = 21
  case int4 = 23
  case text = 25
  case double = 701
  case uuid = 2950

  /// That of lists of it.
  var array: UInt32 {
    switch self {
    case .bool: 1000
    case .bytes: 1001
    case .int8: 1016
    case .int2: 1005
    case .int4: 1007
    case .text: 1009
    case .double: 1022
    case .uuid: 2951
    }
  }
}

/// Parameters as they are sent: their bytes one behind the other.
struct EncodedParameters {
  private var bytes: [UInt8] = []
  /// Where each begins; nil for a null.
  private var starts: [Int?] = []
  private var lengths: [CInt] = []
  private var formats: [CInt] = []
  private var types: [UInt32] = []

  init(_ parameters: [Parameter]) throws(PostgreSQLError) {
    for parameter in parameters {
      let start = bytes.count
      switch parameter {
      case .null(let type): add(type: type.rawValue, start: nil, length: 0, format: 1)
      case .literal(let text):
        try append(text: text)
        bytes.append(0)
        add(type: 0, start: start, length: 0, format: 0)
      case .array(let type, let values):
        try append(values, of: type)
        add(type: type.array, start: start, length: bytes.count - start, format: 1)
      default:
        let type = try append(value: parameter)
        add(type: type.rawValue, start: start, length: bytes.count - start, format: 1)
      }
    }
  }

  var count: CInt { CInt(starts.count) }

  private mutating func add(type: UInt32, start: Int?, length: Int, format: CInt) {
    types.append(type)
    starts.append(start)
    lengths.append(CInt(length))
    formats.append(format)
  }

  private mutating func append(big value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  private mutating func append(text: String) throws(PostgreSQLError) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    if bytes[start...].contains(0) { throw .unsuitableText }
  }

  /// Appends one that is neither null nor a list.
  private mutating func append(value: Parameter) throws(PostgreSQLError) -> ValueType {
    switch value {
    case .bool(let value):
      bytes.append(value ? 1 : 0)
      return .bool
    case .int2(let value):
      append(big: value)
      return .int2
    case .int4(let value):
      append(big: value)
      return .int4
    case .int8(let value):
      append(big: value)
      return .int8
    case .double(let value):
      append(big: value.bitPattern)
      return .double
    case .text(let value):
      try append(text: value)
      return .text
    case .bytes(let value):
      bytes.append(contentsOf: value)
      return .bytes
    case .uuid(let value):
      append(big: value.high)
      append(big: value.low)
      return .uuid
    case .null, .array, .literal: preconditionFailure("not a value by itself")
    }
  }

  /// A list as the server's `array_recv` reads it: dimensions, whether nulls are in it, the type, then each dimension's
  /// size and first index, then the values with their lengths.
  private mutating func append(_ values: [Parameter], of type: ValueType) throws(PostgreSQLError) {
    let isEmpty = values.isEmpty
    append(big: Int32(isEmpty ? 0 : 1))
    append(big: Int32(values.contains(.null(type)) ? 1 : 0))
    append(big: type.rawValue)
    guard !isEmpty else { return }
    append(big: Int32(values.count))
    append(big: Int32(1))
    for value in values {
      if case .null = value {
        append(big: Int32(-1))
        continue
      }
      let place = bytes.count
      append(big: Int32(0))
      let found = try append(value: value)
      precondition(found == type, "a list has values of one type")
      let length = Int32(bytes.count - place - 4).bigEndian
      withUnsafeBytes(of: length) { for (index, byte) in $0.enumerated() { bytes[place + index] = byte } }
    }
  }

  /// Lends what the library's functions take: types, values, lengths and formats.
  func withPointers<Result>(
    _ body: (
      ClientLibrary.Types?, ClientLibrary.Texts?, ClientLibrary.Numbers?, ClientLibrary.Numbers?
    ) -> Result
  ) -> Result {
    // An empty value is not a null: its address has to be one.
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { chars in
        withUnsafePointer(to: CChar(0)) { empty in
          let base = chars.baseAddress ?? empty
          let values = starts.map { start in start.map { base + $0 } }
          return types.withUnsafeBufferPointer { types in
            values.withUnsafeBufferPointer { values in
              lengths.withUnsafeBufferPointer { lengths in
                formats.withUnsafeBufferPointer { formats in
                  body(types.baseAddress, values.baseAddress, lengths.baseAddress, formats.baseAddress)
                }
              }
            }
          }
        }
      }
    }
  }
}
