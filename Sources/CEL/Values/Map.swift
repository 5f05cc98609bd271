/// An immutable map: entries in the order they were given, or a record. Its parts are plain constants, so that
/// reading them counts no references.
package final class Map: Sendable {
  /// A key with its value.
  package typealias Entry = (key: Value, value: Value)

  private let keys: [Value]
  /// The values by the position of their keys; of a record by the position of the field, unknown where absent.
  private let values: [Value]
  /// The positions of the keys, where there are too many to look at one by one.
  private let index: [MapKey: Int]?
  private let record: RecordType?
  /// Gives the fields of a record that is not stored.
  private let source: (@Sendable (Int) -> Value)?

  /// Up to this many entries are looked for one by one.
  private static let searchedOneByOne = 8

  private init(
    keys: [Value] = [], values: [Value], index: [MapKey: Int]? = nil, record: RecordType? = nil,
    source: (@Sendable (Int) -> Value)? = nil
  ) {
    self.keys = keys
    self.values = values
    self.index = index
    self.record = record
    self.source = source
  }

  /// A map from texts; of entries with the same key the first counts.
  package convenience init(_ entries: some Sequence<(String, Value)>) {
    var builder = Builder()
    for (key, value) in entries { _ = builder.add(.string(key), value) }
    self.init(builder)
  }

  /// A map from any keys; nil where one is no key or comes twice.
  package convenience init?(checking entries: some Sequence<(Value, Value)>) {
    var builder = Builder()
    for (key, value) in entries where builder.add(key, value) != nil { return nil }
    self.init(builder)
  }

  /// A record with its fields in the order of its type, unknown where absent.
  package convenience init(_ type: RecordType, _ values: [Value]) {
    self.init(values: values, record: type)
  }

  /// A record that asks for a field, by its position in the type, whenever it is used.
  package convenience init(_ type: RecordType, field: @escaping @Sendable (Int) -> Value) {
    self.init(values: [], record: type, source: field)
  }

  private convenience init(_ builder: Builder) {
    let isSmall = builder.keys.count <= Self.searchedOneByOne
    self.init(keys: builder.keys, values: builder.values, index: isSmall ? nil : builder.index)
  }
}

// MARK: - Look-up

extension Map {
  /// The number of entries; for a record of its declared fields that are known.
  package var count: Int { record == nil ? keys.count : entries.count }

  /// The value of a key, by the equality of the language; nil where there is none, unknown where a record's field
  /// is absent.
  package subscript(key key: Value) -> Value? {
    if case .string(let text) = key { return self[text: text] }
    guard record == nil else { return nil }
    if let index { return MapKey(key).flatMap { index[$0] }.map { values[$0] } }
    for position in keys.indices where MapKey.isEqual(keys[position], key) { return values[position] }
    return nil
  }

  /// The value of a text key.
  package subscript(text name: String) -> Value? {
    if let record { return record.index(of: name).map { stored($0) } }
    return position(of: name).map { values[$0] }
  }

  /// Whether a text is among the keys; of a record, whether it is a field that is known.
  package func has(text name: String) -> Bool {
    if record != nil { return self[text: name].map { !$0.isUnknown } ?? false }
    return position(of: name) != nil
  }

  /// A record's field by its position, where the map is a record of that type.
  @inline(__always)
  func field(_ position: Int, of type: RecordType) -> Value? {
    guard record === type else { return nil }
    return position < values.count ? values[position] : stored(position)
  }

  private func stored(_ position: Int) -> Value {
    position < values.count ? values[position] : source?(position) ?? .unknown
  }

  private func position(of name: String) -> Int? {
    if let index { return index[.string(CodePoints(name))] }
    for position in keys.indices {
      if case .string(let key) = keys[position], key.sameText(as: name) { return position }
    }
    return nil
  }

  /// The entries in order; of a record those that are known.
  package var entries: [Entry] {
    guard let record else { return Array(zip(keys, values)) }
    return record.fields.indices.compactMap { position in
      let value = stored(position)
      return value.isUnknown ? nil : (.string(record.fields[position].name), value)
    }
  }
}

// MARK: - Building

extension Map {
  /// Collects entries and refuses keys that are no keys or come twice.
  struct Builder {
    fileprivate private(set) var keys: [Value] = []
    fileprivate private(set) var values: [Value] = []
    fileprivate private(set) var index: [MapKey: Int] = [:]

    /// Nil where the entry was taken, else what is wrong with it.
    mutating func add(_ key: Value, _ value: Value) -> String? {
      switch key {
      case .bool, .int, .uint, .string: break
      default: return "a value of type '\(key.kind.name)' is no key"
      }
      guard let normal = MapKey(key), index[normal] == nil else { return "a key comes twice" }
      index[normal] = keys.count
      keys.append(key)
      values.append(value)
      return nil
    }

    func finish() -> Map { Map(self) }
  }
}
