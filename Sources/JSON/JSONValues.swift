/// Values, or members of objects, that are written once, to be copied into many documents: by index, all in one array.
package final class JSONValues: Sendable {
  let bytes: [UInt8]
  /// Where each ends, and the next begins.
  private let ends: [Int]
  /// Bytes of the longest.
  package let longest: Int

  func range(at index: Int) -> Range<Int> { ends[index]..<ends[index + 1] }

  /// - Parameter write: writes the value of an item, or one member or more.
  package init<Item>(of items: [Item], _ write: (inout JSONWriter, Item) -> Void) {
    var bytes: [UInt8] = []
    var ends = [0]
    var writer = JSONWriter()
    for item in items {
      writer.removeAll(keepingCapacity: true)
      write(&writer, item)
      bytes += writer.bytes
      ends.append(bytes.count)
    }
    self.bytes = bytes
    self.ends = ends
    longest = zip(ends, ends.dropFirst()).map { $1 - $0 }.max() ?? 0
  }

  package convenience init(_ texts: [String]) {
    self.init(of: texts) { $0.string($1) }
  }
}

extension JSONWriter {
  /// Writes a value of several by its index.
  package mutating func value(_ values: JSONValues, at index: Int) {
    copyBytes(of: values.bytes, values.range(at: index))
  }

  /// Writes members of an object that were written once, by their index.
  package mutating func members(_ values: JSONValues, at index: Int) { value(values, at: index) }

  package mutating func member(_ name: StaticString, _ values: JSONValues, at index: Int) {
    key(name)
    value(values, at: index)
  }
}
