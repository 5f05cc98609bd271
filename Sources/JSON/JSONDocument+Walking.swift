extension JSONDocument {
  /// The value that is the whole text.
  @inlinable package var root: JSONToken { JSONToken(0) }

  @inlinable package func kind(of token: JSONToken) -> JSONKind { entry(token).kind }

  /// How many elements an array or members an object has; 0 for a scalar.
  @inlinable package func count(of token: JSONToken) -> Int {
    entry(token).kind.rawValue >= JSONKind.array.rawValue ? Int(entry(token).count) : 0
  }

  /// The offset of the first byte of a value in the text.
  @inlinable package func offset(of token: JSONToken) -> Int { Int(entry(token).start) }

  /// The source text of a value, exactly as it came.
  package func rawBytes(of token: JSONToken) -> ArraySlice<UInt8> {
    bytes[Int(entry(token).start)..<Int(entry(token).end)]
  }

  /// The elements of an array; nothing for any other value.
  @inlinable package func elements(of token: JSONToken) -> JSONElements {
    JSONElements(tape: tape, token, entry(token).kind == .array)
  }

  /// The members of an object, keys and values; nothing for any other value.
  @inlinable package func members(of token: JSONToken) -> JSONMembers {
    JSONMembers(tape: tape, token, entry(token).kind == .object)
  }

  /// The value of a member by its key; nil where there is none or the value is not an object.
  @inlinable package func member(_ key: StaticString, of token: JSONToken) -> JSONToken? {
    for (name, value) in members(of: token) where equals(name, key) { return value }
    return nil
  }

  /// The pointer to a value that is not a key, worked out by walking from the root. Many are for a
  /// `JSONPointerFinder`.
  package func pointer(to token: JSONToken) -> JSONPointer {
    var finder = JSONPointerFinder(root: root)
    return finder.pointer(to: token, in: self)
  }

  @inlinable func entry(_ token: JSONToken) -> JSONEntry { tape[Int(token.index)] }

  /// Whether a value is another one or stands inside it.
  func contains(_ outer: JSONToken, _ inner: JSONToken) -> Bool {
    outer.index <= inner.index && inner.index < entry(outer).next
  }
}

/// The elements of an array, in the order of the text.
@usableFromInline package struct JSONElements: Sequence, IteratorProtocol, Sendable {
  @usableFromInline let tape: [JSONEntry]
  @usableFromInline var index: UInt32
  @usableFromInline let end: UInt32

  @inlinable init(tape: [JSONEntry], _ array: JSONToken, _ isArray: Bool) {
    self.tape = tape
    index = array.index + 1
    end = isArray ? tape[Int(array.index)].next : index
  }

  @inlinable package mutating func next() -> JSONToken? {
    guard index < end else { return nil }
    defer { index = tape[Int(index)].next }
    return JSONToken(index)
  }
}

/// The members of an object, in the order of the text.
@usableFromInline package struct JSONMembers: Sequence, IteratorProtocol, Sendable {
  @usableFromInline let tape: [JSONEntry]
  @usableFromInline var index: UInt32
  @usableFromInline let end: UInt32

  @inlinable init(tape: [JSONEntry], _ object: JSONToken, _ isObject: Bool) {
    self.tape = tape
    index = object.index + 1
    end = isObject ? tape[Int(object.index)].next : index
  }

  @inlinable package mutating func next() -> (key: JSONToken, value: JSONToken)? {
    guard index < end else { return nil }
    defer { index = tape[Int(index) + 1].next }
    return (JSONToken(index), JSONToken(index + 1))
  }
}
