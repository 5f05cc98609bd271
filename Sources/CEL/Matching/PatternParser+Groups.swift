extension PatternParser {
  /// Reads `(` and what says which kind of group it opens, or flags for the rest of the group around it.
  mutating func openGroup() throws(PatternError) {
    let opening = position
    let outerFlags = flags
    position += 1
    if consume("?") {
      if peek() == "P" || peek() == "<" {
        try parseName(opening: opening)
      } else if try !parseFlags(opening: opening) {
        return
      }
    }
    guard enclosing.count < Pattern.depthLimit else {
      throw error("groups are nested too deep: at most \(Pattern.depthLimit) are allowed", from: opening)
    }
    endAtom()
    enclosing.append(group)
    group = Group(opening: opening, outerFlags: outerFlags, branches: [assembly.end])
  }

  mutating func beginAlternative() {
    position += 1
    endAtom()
    group.branches.append(assembly.end)
  }

  mutating func closeGroup() throws(PatternError) {
    position += 1
    guard let outer = enclosing.popLast() else {
      throw error("unexpected ); write \\) to match the character", from: position - 1)
    }
    endAtom()
    assembly.alternateTail(from: group.branches)
    atom = Atom(start: group.branches[0], copies: group.copies)
    flags = group.outerFlags
    group = outer
  }

  /// Reads flags up to `:` or `)`; returns whether they open a group.
  private mutating func parseFlags(opening: Int) throws(PatternError) -> Bool {
    var newFlags = flags
    var isSet = true
    var needsFlag = false
    while let scalar = peek() {
      position += 1
      switch scalar {
      case "i": newFlags.foldsCase = isSet
      case "m": newFlags.isMultiline = isSet
      case "s": newFlags.dotTakesNewline = isSet
      // Which repetitions are lazy makes no difference to whether there is a match.
      case "U": break
      case "-" where isSet:
        isSet = false
        needsFlag = true
        continue
      case ":" where !needsFlag, ")" where !needsFlag:
        flags = newFlags
        return scalar == ":"
      default:
        throw groupError(opening: opening)
      }
      needsFlag = false
    }
    throw groupError(opening: opening)
  }

  /// Reads `P<name>` or `<name>`.
  private mutating func parseName(opening: Int) throws(PatternError) {
    _ = consume("P")
    guard consume("<"), peek() != "=", peek() != "!" else {
      if position < scalars.count { position += 1 }
      throw groupError(opening: opening)
    }
    let start = position
    while let scalar = peek(), scalar != ">" {
      guard PatternParser.isAllowedInName(scalar) else { break }
      position += 1
    }
    let name = Array(scalars[start..<position])
    guard consume(">"), !name.isEmpty else {
      throw error("a group's name is made of letters, digits and _ and ends with >", from: opening)
    }
    guard names.insert(name).inserted else {
      throw error("another group has this name", in: start..<start + name.count)
    }
  }

  private static func isAllowedInName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    case .letterNumber, .decimalNumber, .nonspacingMark, .spacingMark, .connectorPunctuation: true
    default: false
    }
  }

  /// Tells what is wrong with a group whose beginning was read up to the fault.
  private func groupError(opening: Int) -> PatternError {
    let message =
      switch text(from: opening) {
      case "(?=", "(?!": "lookahead is not supported"
      case "(?<=", "(?<!": "lookbehind is not supported"
      case "(?P=": "backreferences are not supported"
      case "(?>": "groups without backtracking are not supported"
      case "(?#": "comments are not supported"
      default: "no such group; write (?:…), (?P<name>…) or flags out of i, m, s and U, as in (?i)"
      }
    return error(message, from: opening)
  }
}
