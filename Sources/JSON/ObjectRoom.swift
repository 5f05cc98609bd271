/// Room for an object of a few short members, which is there before they are written: nothing has to grow meanwhile.
package struct ObjectRoom {
  fileprivate var room: OutputRoom
  private var left: Int
  private var needsComma = false

  fileprivate init(_ room: OutputRoom, for count: Int) {
    self.room = room
    left = count
  }

  /// Writes members that were written once, by their index.
  @inline(__always)
  package mutating func members(_ values: JSONValues, at index: Int) {
    let range = values.range(at: index)
    separate(before: range.count)
    let bytes = values.bytes
    bytes.withUnsafeBytes { room.append(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// Writes a member that is a number of millionths, not below zero, as `JSONWriter` writes it as a double.
  ///
  /// - Parameter name: of plain ASCII.
  @inline(__always)
  package mutating func member(_ name: StaticString, millionths: Int64) {
    separate(before: name.utf8CodeUnitCount + ObjectRoom.numberSize)
    room.append("\"")
    room.append(UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    room.append("\"")
    room.append(":")
    room.append(millionths: millionths.magnitude)
  }

  /// Bytes of a number at most, and of the quotes and the colon of its name.
  private static var numberSize: Int { 24 }

  /// Bytes that a member needs whose value is a number of millionths.
  package static func size(of name: StaticString) -> Int { name.utf8CodeUnitCount + numberSize + 1 }

  @inline(__always)
  private mutating func separate(before count: Int) {
    precondition(count < left)
    left -= count + 1
    if needsComma { room.append(",") }
    needsComma = true
  }
}

extension JSONWriter {
  /// Writes an object of a few short members.
  ///
  /// - Parameter count: how many bytes its members need at most, with a comma before each.
  package mutating func object(ofAtMost count: Int, _ write: (inout ObjectRoom) -> Void) {
    let needsComma = needsComma
    bytes.append(addingCapacity: count + 3 + OutputRoom.spare) { output in
      output.withUnsafeMutableBufferPointer { space, used in
        var room = OutputRoom(space, used, for: count + 3)
        if needsComma { room.append(",") }
        room.append("{")
        var members = ObjectRoom(room, for: count)
        write(&members)
        used = members.end()
      }
    }
    self.needsComma = true
  }
}

extension ObjectRoom {
  fileprivate mutating func end() -> Int {
    room.append("}")
    return room.used
  }
}
