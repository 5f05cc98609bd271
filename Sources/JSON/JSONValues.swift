/// Values that are written once, to be copied into many documents: by index, all in one array.
package final class JSONValues: Sendable {
  fileprivate let bytes: [UInt8]
  /// Where each ends, and the next begins.
  fileprivate let ends: [Int]

  /// - Parameter write: writes the value of an item.
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
  }

  package convenience init(_ texts: [String]) {
    self.init(of: texts) { $0.string($1) }
  }
}

extension JSONWriter {
  /// Writes a value of several by its index.
  package mutating func value(_ values: JSONValues, at index: Int) {
    copyBytes(values.bytes[values.ends[index]..<values.ends[index + 1]])
  }

  package mutating func member(_ name: StaticString, _ values: JSONValues, at index: Int) {
    key(name)
    value(values, at: index)
  }
}
