/// Writes JSON into an array of bytes and places the commas; the caller keeps to the grammar otherwise.
///
/// Texts are raw UTF-8: only quotes, backslashes and the control characters below U+0020 are escaped.
@usableFromInline package struct JSONWriter: Sendable {
  /// What was written so far.
  package internal(set) var bytes: [UInt8] = []
  /// Whether a value, or a member, that comes now has one before it.
  var needsComma = false

  package init(reservingCapacity capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  @usableFromInline mutating func beginObject() { begin(UInt8(ascii: "{")) }
  @usableFromInline mutating func endObject() { end(UInt8(ascii: "}")) }

  /// Begins an array that no closure can hold, since its elements are written at several times; `endArray` ends it.
  @usableFromInline package mutating func beginArray() { begin(UInt8(ascii: "[")) }
  @usableFromInline package mutating func endArray() { end(UInt8(ascii: "]")) }

  package mutating func bool(_ value: Bool) { value ? constant("true") : constant("false") }
  package mutating func null() { constant("null") }

  package mutating func int(_ value: Int64) {
    separate()
    appendInteger(value)
  }

  /// Writes a finite number as ECMAScript prints it: `80`, `0.1`, `1e+21`, and -0 as `0`.
  package mutating func double(_ value: Double) {
    precondition(value.isFinite, "JSON has no infinity and no NaN")
    separate()
    appendDouble(value)
  }

  /// Writes a key; its value has to follow.
  @usableFromInline mutating func key(_ name: StaticString) {
    name.withUTF8Buffer { appendQuoted($0, separator: needsComma, isKey: true) }
    needsComma = false
  }

  /// Writes a key that is not known at compile time; its value has to follow.
  @usableFromInline mutating func key(_ name: String) {
    appendQuoted(name, isKey: true)
    needsComma = false
  }

  package mutating func string(_ text: String) {
    appendQuoted(text, isKey: false)
    needsComma = true
  }

  /// Writes a string given as UTF-8, such as one that a document lends.
  package mutating func string(_ text: UnsafeRawBufferPointer) {
    text.withMemoryRebound(to: UInt8.self) { appendQuoted($0, separator: needsComma, isKey: false) }
    needsComma = true
  }

  /// Writes a whole value that is JSON already.
  package mutating func raw(_ value: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: value)
  }

  /// Writes a whole value that is JSON already.
  mutating func copyBytes(_ value: ArraySlice<UInt8>) {
    separate()
    value.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  /// Writes a whole value, or members, that is JSON already and stands in a range of an array.
  mutating func copyBytes(of values: [UInt8], _ range: Range<Int>) {
    let needsComma = needsComma
    bytes.append(addingCapacity: range.count + 1) { output in
      if needsComma { output.append(UInt8(ascii: ",")) }
      values.span.extracting(range).withUnsafeBufferPointer { source in
        output.withUnsafeMutableBufferPointer { space, used in
          _ = UnsafeMutableBufferPointer(rebasing: space[used...]).initialize(fromContentsOf: source)
          used += source.count
        }
      }
    }
    self.needsComma = true
  }

  /// Makes a key of the string that was written last.
  mutating func endKey() {
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Ends a line between two texts.
  package mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  /// Starts over.
  package mutating func removeAll(keepingCapacity: Bool) {
    bytes.removeAll(keepingCapacity: keepingCapacity)
    needsComma = false
  }

  private mutating func begin(_ bracket: UInt8) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func constant(_ text: StaticString) {
    separate()
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func appendQuoted(_ text: String, isKey: Bool) {
    var text = text
    let separator = needsComma
    text.withUTF8 { appendQuoted($0, separator: separator, isKey: isKey) }
  }
}
