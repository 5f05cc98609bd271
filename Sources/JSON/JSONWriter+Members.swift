/// How JSON is written: objects and arrays as closures that mirror the document, members with their names.
///
///     writer.object {
///       $0.member("revision", revision)
///       $0.array("files", of: files) { $0.string($1.path) }
///     }
extension JSONWriter {
  /// Writes an object of the members that the closure writes.
  @inline(__always)
  package mutating func object<Failure: Error>(
    _ members: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    beginObject()
    try members(&self)
    endObject()
  }

  /// Writes an array of the values that the closure writes.
  @inline(__always)
  package mutating func array<Failure: Error>(
    _ elements: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    beginArray()
    try elements(&self)
    endArray()
  }

  /// Writes an array of one value for each element.
  @inline(__always)
  package mutating func array<Elements: Sequence>(
    of elements: Elements, _ write: (inout JSONWriter, Elements.Element) -> Void
  ) {
    beginArray()
    for element in elements { write(&self, element) }
    endArray()
  }

  // MARK: Members

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

  /// Writes a member whose value the closure writes.
  @inline(__always)
  package mutating func member(_ name: StaticString, _ value: (inout JSONWriter) -> Void) {
    key(name)
    value(&self)
  }

  /// Writes a member that is an object.
  @inline(__always)
  package mutating func object(_ name: StaticString, _ members: (inout JSONWriter) -> Void) {
    key(name)
    object(members)
  }

  /// Writes a member that is an array of one value for each element.
  @inline(__always)
  package mutating func array<Elements: Sequence>(
    _ name: StaticString, of elements: Elements, _ write: (inout JSONWriter, Elements.Element) -> Void
  ) {
    key(name)
    array(of: elements, write)
  }
}
