/// Reads one JSON text onto a tape, without recursion: the containers that are open hold in their entries what
/// is needed to go on with the one around them.
struct JSONParser {
  let input: InputBytes
  let maximumDepth: Int
  var tape: [JSONEntry]
  var position = 0

  private var depth = 0
  /// The innermost container that is open; meaningless at depth 0.
  private var container = 0
  private var isObject = false
  /// How many elements or members the innermost container has so far.
  var count: UInt32 = 0
  /// The hashes of the keys in the innermost object, folded into a bit set.
  var keysSeen: UInt32 = 0

  init(_ input: InputBytes, tape: [JSONEntry], maximumDepth: Int) {
    self.input = input
    self.tape = tape
    self.maximumDepth = maximumDepth
  }

  /// Reads the whole input, which holds one value.
  mutating func parseText() throws(JSONError) {
    if input.word(at: 0) & 0xff_ffff == 0xbf_bbef {
      throw JSONError(.byteOrderMark, at: 0, "the text starts with a byte-order mark, expected a value")
    }
    repeat {
      skipSpace()
      guard try !parseValue() else { continue }
      while depth > 0, try !advance() {}
    } while depth > 0
    skipSpace()
    if position < input.count {
      throw JSONError(.trailingBytes, at: position, "\(found) after the end of the value, expected nothing")
    }
  }

  /// Reads a scalar, or the start of a container up to its first value. Says whether a value has to follow.
  private mutating func parseValue() throws(JSONError) -> Bool {
    switch input[position] {
    case UInt8(ascii: "\""):
      try parseString()
    case UInt8(ascii: "{"):
      try open(.object)
      if input[position] == UInt8(ascii: "}") {
        try close()
      } else {
        try parseKey(orElse: "a key in quotes or \"}\"")
        return true
      }
    case UInt8(ascii: "["):
      try open(.array)
      if input[position] == UInt8(ascii: "]") {
        try close()
      } else {
        count = 1
        return true
      }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try parseNumber()
    case UInt8(ascii: "t"):
      try parseWord(0x6575_7274, length: 4, .bool, flag: true)
    case UInt8(ascii: "f"):
      try parseWord(0x65_736c_6166, length: 5, .bool, flag: false)
    case UInt8(ascii: "n"):
      try parseWord(0x6c6c_756e, length: 4, .null, flag: false)
    default:
      throw unexpected("a value")
    }
    return false
  }

  /// Goes on after a value inside a container. Says whether a value has to follow; if not, a container ended.
  private mutating func advance() throws(JSONError) -> Bool {
    skipSpace()
    switch (input[position], isObject) {
    case (UInt8(ascii: ","), true):
      position += 1
      skipSpace()
      try parseKey(orElse: "a key in quotes")
      return true
    case (UInt8(ascii: ","), false):
      position += 1
      count += 1
      return true
    case (UInt8(ascii: "}"), true), (UInt8(ascii: "]"), false):
      try close()
      return false
    default:
      throw unexpected(isObject ? "\",\" or \"}\"" : "\",\" or \"]\"")
    }
  }

  private mutating func open(_ kind: JSONKind) throws(JSONError) {
    guard depth < maximumDepth else {
      throw JSONError(.tooDeep, at: position, "nested too deep, expected at most \(maximumDepth) levels")
    }
    if depth > 0 {
      tape[container].info = tape[container].info & 7 | count << JSONEntry.kindBits
      tape[container].next = keysSeen
    }
    let outer = container
    container = tape.count
    tape.append(JSONEntry(kind, from: position, to: outer, next: 0))
    depth += 1
    isObject = kind == .object
    count = 0
    keysSeen = 0
    position += 1
    skipSpace()
  }

  private mutating func close() throws(JSONError) {
    position += 1
    if isObject { try checkKeys(ofObjectAt: container) }
    let outer = Int(tape[container].end)
    tape[container].info = tape[container].info & 7 | count << JSONEntry.kindBits
    tape[container].next = UInt32(truncatingIfNeeded: tape.count)
    tape[container].end = UInt32(truncatingIfNeeded: position)
    depth -= 1
    container = outer
    guard depth > 0 else { return }
    count = tape[outer].count
    keysSeen = tape[outer].next
    isObject = tape[outer].kind == .object
  }

  private mutating func parseKey(orElse expected: String) throws(JSONError) {
    guard input[position] == UInt8(ascii: "\"") else { throw unexpected(expected) }
    try parseString()
    try noteKey(ofObjectAt: container)
    count += 1
    skipSpace()
    guard input[position] == UInt8(ascii: ":") else { throw unexpected("\":\" after the key") }
    position += 1
  }

  @inline(__always) private mutating func skipSpace() {
    while true {
      switch input[position] {
      case 0x20, 0x0a, 0x0d, 0x09: position += 1
      default: return
      }
    }
  }
}
