/// Reads one JSON text onto a tape, without recursion: a container that has to wait for one inside it leaves
/// what is needed to go on in its own entry.
struct JSONParser {
  let input: InputBytes
  let tape: TapeSpace
  let maximumDepth: Int

  /// The innermost container that is open.
  struct Container {
    var index = 0
    var isObject = false
    /// How many elements or members it has so far.
    var count: UInt32 = 0
    /// The hashes of its keys, folded into a bit set.
    var keysSeen: UInt32 = 0
  }

  /// Reads the whole input, which holds one value, and returns how many entries it takes.
  func parseText() throws(JSONError) -> Int {
    if input.word(at: 0) & 0xff_ffff == 0xbf_bbef {
      throw JSONError(.byteOrderMark, at: 0, "the text starts with a byte-order mark, expected a value")
    }
    var position = spaceEnd(from: 0)
    var used = 0
    var depth = 0
    var inner = Container()

    while true {
      if inner.isObject { position = try parseKey(at: position, used: &used, of: &inner) }
      switch input[position] {
      case UInt8(ascii: "\""):
        let (end, hasEscapes) = try stringEnd(from: position)
        tape.append(.string, from: position, to: end, flag: hasEscapes, &used)
        position = end
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let isObject = input[position] == UInt8(ascii: "{")
        guard depth < maximumDepth else {
          throw JSONError(
            .tooDeep, at: position, "nested too deep, expected at most \(maximumDepth) levels")
        }
        if depth > 0 { suspend(inner) }
        depth += 1
        let outer = inner.index
        inner = Container(index: used, isObject: isObject)
        tape.append(isObject ? .object : .array, from: position, to: outer, flag: false, &used)
        position = spaceEnd(from: position + 1)
        if input[position] != UInt8(ascii: isObject ? "}" : "]") {
          if !isObject { inner.count = 1 }
          continue
        }
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (end, isInteger) = try numberEnd(from: position)
        tape.append(.number, from: position, to: end, flag: isInteger, &used)
        position = end
      case UInt8(ascii: "t"):
        let end = try wordEnd(from: position, 0x6575_7274, length: 4, "\"true\"")
        tape.append(.bool, from: position, to: end, flag: true, &used)
        position = end
      case UInt8(ascii: "f"):
        let end = try wordEnd(from: position, 0x65_736c_6166, length: 5, "\"false\"")
        tape.append(.bool, from: position, to: end, flag: false, &used)
        position = end
      case UInt8(ascii: "n"):
        let end = try wordEnd(from: position, 0x6c6c_756e, length: 4, "\"null\"")
        tape.append(.null, from: position, to: end, flag: false, &used)
        position = end
      default:
        throw unexpected(at: position, "a value")
      }

      // A value has ended; the containers that end with it follow, until one goes on.
      while true {
        position = spaceEnd(from: position)
        guard depth > 0 else {
          if position < input.count { throw trailing(at: position) }
          return used
        }
        let byte = input[position]
        if byte == UInt8(ascii: ",") {
          position = spaceEnd(from: position + 1)
          if !inner.isObject { inner.count += 1 }
          break
        }
        guard byte == UInt8(ascii: inner.isObject ? "}" : "]") else {
          throw unexpected(at: position, inner.isObject ? "\",\" or \"}\"" : "\",\" or \"]\"")
        }
        position += 1
        if inner.isObject { try checkKeys(of: inner, used: used) }
        inner = close(inner, at: position, used: used)
        depth -= 1
        if depth == 0 { inner = Container() }
      }
    }
  }

  @inline(__always) private func parseKey(
    at start: Int, used: inout Int, of object: inout Container
  ) throws(JSONError) -> Int {
    guard input[start] == UInt8(ascii: "\"") else {
      throw unexpected(at: start, object.count == 0 ? "a key in quotes or \"}\"" : "a key in quotes")
    }
    let (end, hasEscapes) = try stringEnd(from: start)
    tape.append(.string, from: start, to: end, flag: hasEscapes, &used)
    try noteKey(used - 1, of: &object)
    object.count += 1
    let position = spaceEnd(from: end)
    guard input[position] == UInt8(ascii: ":") else { throw unexpected(at: position, "\":\" after the key") }
    return spaceEnd(from: position + 1)
  }

  /// Leaves the state of a container in its entry, for the time of a container inside it.
  @inline(__always) private func suspend(_ container: Container) {
    tape[container.index].info = tape[container.index].info & 7 | container.count << JSONEntry.kindBits
    tape[container.index].next = container.keysSeen
  }

  /// Completes the entry of a container and takes up the one around it.
  @inline(__always) private func close(_ container: Container, at end: Int, used: Int) -> Container {
    let entry = tape[container.index]
    tape[container.index].info = entry.info & 7 | container.count << JSONEntry.kindBits
    tape[container.index].next = UInt32(truncatingIfNeeded: used)
    tape[container.index].end = UInt32(truncatingIfNeeded: end)
    let outer = tape[Int(entry.end)]
    return Container(
      index: Int(entry.end), isObject: outer.kind == .object, count: outer.count, keysSeen: outer.next)
  }

  /// The offset of the first byte from here that is not white space.
  @inline(__always) func spaceEnd(from start: Int) -> Int {
    var position = start
    while input[position] <= 0x20 {
      switch input[position] {
      case 0x20, 0x0a, 0x0d, 0x09: position += 1
      default: return position
      }
    }
    return position
  }
}
