/// Reads a pattern once, from left to right, and assembles its program on the way.
///
/// It keeps the open groups itself instead of calling itself for them, so that no nesting exhausts the stack.
struct PatternParser {
  struct Flags {
    var foldsCase = false
    var isMultiline = false
    var dotTakesNewline = false
  }

  /// A group that is not closed yet, or the whole pattern.
  struct Group {
    /// Where its parenthesis is.
    var opening: Int
    /// What its end brings back.
    var outerFlags: Flags
    /// Where the instructions of each alternative begin.
    var branches: [Int]
    var copies = 1
  }

  /// What a repetition would repeat: the instructions from `start` on.
  struct Atom {
    var start: Int
    /// How many times the counted repetitions in it write out its most repeated part.
    var copies = 1
  }

  let scalars: [Unicode.Scalar]
  var position = 0
  var flags = Flags()
  var assembly = PatternAssembly()
  var group: Group
  var enclosing: [Group] = []
  var names: Set<[Unicode.Scalar]> = []
  /// Whether `:]` may follow; once a search has found none, none is made again.
  var hasClassNames = true
  var atom: Atom?
  /// The repetition just before `position`, if there is one.
  var repetition: Range<Int>?

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    group = Group(opening: 0, outerFlags: flags, branches: [0])
  }

  mutating func parse() throws(PatternError) -> PatternProgram {
    while position < scalars.count {
      let start = position
      try parseItem()
      try requireRoom(from: start)
    }
    guard enclosing.isEmpty else {
      throw error(
        "missing ) for this (; write \\( to match the character", in: group.opening..<group.opening + 1)
    }
    assembly.alternateTail(from: group.branches)
    try requireRoom(from: 0)
    return assembly.program
  }

  private func requireRoom(from start: Int) throws(PatternError) {
    guard assembly.isFull else { return }
    throw error("pattern is too large: shorten it or lower the counts of its repetitions", from: start)
  }

  private mutating func parseItem() throws(PatternError) {
    let previous = repetition
    repetition = nil
    switch scalars[position] {
    case "(": try openGroup()
    case ")": try closeGroup()
    case "|": beginAlternative()
    case "^": add(.assert(flags.isMultiline ? .lineStart : .textStart), length: 1)
    case "$": add(.assert(flags.isMultiline ? .lineEnd : .textEnd), length: 1)
    case ".":
      add(flags.dotTakesNewline ? .any : .anyButNewline)
      position += 1
    case "[": add(try parseBrackets())
    case "\\": try parseEscape()
    case let scalar:
      if let bounds = peekRepetition() {
        try parseRepetition(bounds, after: previous)
      } else {
        add(literal: scalar.value)
        position += 1
      }
    }
  }

  mutating func add(_ instruction: Instruction, length: Int) {
    beginAtom()
    assembly.append(instruction)
    position += length
  }

  mutating func add(literal value: UInt32) {
    guard flags.foldsCase else { return add(.scalar(value), length: 0) }
    add(CharacterClass([ScalarRange(value, value)]).folded)
  }

  mutating func add(_ set: CharacterClass) {
    if let value = set.single {
      add(.scalar(value), length: 0)
    } else if let index = assembly.add(set) {
      add(.set(index), length: 0)
    }
  }

  mutating func beginAtom() {
    endAtom()
    atom = Atom(start: assembly.end)
  }

  mutating func endAtom() {
    group.copies = max(group.copies, atom?.copies ?? 1)
    atom = nil
  }
}

extension PatternParser {
  func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  mutating func consume(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  /// The pattern's text from `start` to `position`, to be compared or shown.
  func text(from start: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<position])
    return String(text)
  }

  func error(_ message: String, from start: Int) -> PatternError {
    error(message, in: start..<position)
  }

  func error(_ message: String, in range: Range<Int>) -> PatternError {
    let lower = scalars[..<range.lowerBound].reduce(0) { $0 + UTF8.width($1) }
    let upper = scalars[range].reduce(lower) { $0 + UTF8.width($1) }
    return PatternError(message: message, range: lower..<upper)
  }
}
