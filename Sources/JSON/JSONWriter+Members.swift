/// How JSON is written: objects and arrays as closures that mirror the document, members with their names.
///
///     writer.object {
///       $0.member("revision", revision)
///       $0.array("files", of: files) { $0.string($1.path) }
///     }
///
/// What takes a closure is inlined into its caller, in other modules too, so that a document costs no more than the
/// bytes that are written.
extension JSONWriter {
  /// Writes an object of the members that the closure writes.
  @inlinable @inline(__always)
  package mutating func object(_ members: (inout JSONWriter) -> Void) {
    beginObject()
    members(&self)
    endObject()
  }

  /// Writes an array of the values that the closure writes.
  @inlinable @inline(__always)
  package mutating func array(_ elements: (inout JSONWriter) -> Void) {
    beginArray()
    elements(&self)
    endArray()
  }

  /// Writes an array of one value for each element.
  @inlinable @inline(__always)
  package mutating func array<Elements: Sequence>(
    of elements: Elements, _ write: (inout JSONWriter, Elements.Element) -> Void
  ) {
    beginArray()
    for element in elements { write(&self, element) }
    endArray()
  }

  /// Writes an array of strings.
  package mutating func array(of texts: [String]) {
    array(of: texts) { $0.string($1) }
  }

  // MARK: Members that are scalars

  package mutating func member(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
  }

  package mutating func member(_ name: StaticString, _ value: Int) {
    key(name)
    int(Int64(value))
  }

  package mutating func member(_ name: StaticString, _ value: Int64) {
    key(name)
    int(value)
  }

  package mutating func member(_ name: StaticString, _ value: Bool) {
    key(name)
    bool(value)
  }

  /// - Parameter value: finite.
  package mutating func member(_ name: StaticString, _ value: Double) {
    key(name)
    double(value)
  }

  /// Writes no member where there is no value.
  package mutating func member(_ name: StaticString, ifPresent value: String?) {
    if let value { member(name, value) }
  }

  /// Writes no member where there is no value.
  ///
  /// - Parameter value: finite.
  package mutating func member(_ name: StaticString, ifPresent value: Double?) {
    if let value { member(name, value) }
  }

  /// Writes a member whose value is JSON already.
  package mutating func member(_ name: StaticString, raw value: [UInt8]) {
    key(name)
    raw(value)
  }

  /// Writes the members of an object that is JSON already.
  package mutating func members(of object: [UInt8]) {
    guard object.count > 2 else { return }
    raw(object.dropFirst().dropLast())
  }

  // MARK: Members of any shape

  /// Writes a member whose value the closure writes.
  @inlinable @inline(__always)
  package mutating func member(_ name: StaticString, _ value: (inout JSONWriter) -> Void) {
    key(name)
    value(&self)
  }

  /// Writes a member whose name is not known at compile time, and whose value the closure writes.
  @inlinable @inline(__always)
  package mutating func member(named name: String, _ value: (inout JSONWriter) -> Void) {
    key(name)
    value(&self)
  }

  /// Writes a member that is an object.
  @inlinable @inline(__always)
  package mutating func object(_ name: StaticString, _ members: (inout JSONWriter) -> Void) {
    key(name)
    object(members)
  }

  /// Writes a member that is an array of the values that the closure writes.
  @inlinable @inline(__always)
  package mutating func array(_ name: StaticString, _ elements: (inout JSONWriter) -> Void) {
    key(name)
    array(elements)
  }

  /// Writes a member that is an array of one value for each element.
  @inlinable @inline(__always)
  package mutating func array<Elements: Sequence>(
    _ name: StaticString, of elements: Elements, _ write: (inout JSONWriter, Elements.Element) -> Void
  ) {
    key(name)
    array(of: elements, write)
  }

  /// Writes a member that is an array of strings.
  package mutating func array(_ name: StaticString, of texts: [String]) {
    key(name)
    array(of: texts)
  }
}
