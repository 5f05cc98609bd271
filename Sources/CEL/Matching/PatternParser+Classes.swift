extension PatternParser {
  /// Reads a class in brackets.
  mutating func parseBrackets() throws(PatternError) -> CharacterClass {
    let opening = position
    position += 1
    let isNegated = consume("^")
    var members: [ScalarRange] = []
    var isFirst = true
    // A closing bracket in the first place is a member.
    while isFirst || peek() != "]" {
      isFirst = false
      guard position < scalars.count else {
        throw error("missing ] for this [; write \\[ to match the character", in: opening..<opening + 1)
      }
      if let set = try parseNamedClass() {
        members += set.ranges
      } else if let set = try parseClassEscape() {
        members += set.ranges
      } else {
        members.append(try parseRange())
      }
      guard members.count <= Pattern.sizeLimit else {
        throw error("character class is too large", from: opening)
      }
    }
    position += 1
    return oriented(CharacterClass(members), isNegated: isNegated)
  }

  /// Reads one character or a range of them.
  private mutating func parseRange() throws(PatternError) -> ScalarRange {
    let start = position
    let lower = try parseMember()
    // A hyphen before the closing bracket is a member.
    guard peek() == "-", let next = peek(1), next != "]" else { return ScalarRange(lower, lower) }
    position += 1
    let upper = try parseMember()
    guard lower <= upper else {
      throw error("the ends of a range are in the wrong order", from: start)
    }
    return ScalarRange(lower, upper)
  }

  private mutating func parseMember() throws(PatternError) -> UInt32 {
    if peek() == "\\" { return try parseCharacterEscape() }
    defer { position += 1 }
    return scalars[position].value
  }

  /// Reads `[:name:]` or `[:^name:]`; nil if nothing of that form is here.
  private mutating func parseNamedClass() throws(PatternError) -> CharacterClass? {
    guard hasClassNames, peek() == "[", peek(1) == ":" else { return nil }
    let start = position
    var end = position + 2
    while end + 1 < scalars.count, scalars[end] != ":" || scalars[end + 1] != "]" { end += 1 }
    guard end + 1 < scalars.count else {
      hasClassNames = false
      return nil
    }
    position += 2
    let isNegated = consume("^")
    let nameStart = position
    position = end
    let name = text(from: nameStart)
    position = end + 2
    guard let set = CharacterClass(ascii: name) else {
      throw error("no such class; the names are alpha, digit, space and the like", from: start)
    }
    return oriented(set, isNegated: isNegated)
  }

  /// Reads `\d`, `\pL` and the like, inside brackets or outside; nil if no escape for a class is here.
  mutating func parseClassEscape() throws(PatternError) -> CharacterClass? {
    guard peek() == "\\", let letter = peek(1) else { return nil }
    let start = position
    switch letter {
    case "d", "D", "s", "S", "w", "W":
      position += 2
      return CharacterClass(perl: letter).map {
        oriented($0, isNegated: "DSW".unicodeScalars.contains(letter))
      }
    case "p", "P":
      position += 2
      return try parseUnicodeClass(from: start, isNegated: letter == "P")
    default:
      return nil
    }
  }

  /// Reads the name after `\p`, which is one letter or in braces.
  private mutating func parseUnicodeClass(
    from start: Int, isNegated: Bool
  ) throws(PatternError) -> CharacterClass {
    let isBraced = consume("{")
    let hasCaret = consume("^")
    let nameStart = position
    while let scalar = peek(), isBraced ? scalar != "}" : position == nameStart && !hasCaret {
      position += 1
    }
    let name = text(from: nameStart)
    guard !isBraced || consume("}") else {
      throw error("missing } after the name of a Unicode class", from: start)
    }
    guard let set = CharacterClass(unicode: name) else {
      throw error("no such class; write a category such as L or Lu, or a script such as Greek", from: start)
    }
    return oriented(set, isNegated: isNegated != hasCaret)
  }

  /// The class, or all else; case is folded first, so that no variant of a member is left in all else.
  private func oriented(_ set: CharacterClass, isNegated: Bool) -> CharacterClass {
    let folded = flags.foldsCase ? set.folded : set
    return isNegated ? folded.inverted : folded
  }
}
