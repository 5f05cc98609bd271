extension PatternParser {
  /// How often to repeat, and how long the operator that says so is; no maximum is without end.
  struct Bounds {
    var minimum: Int
    var maximum: Int?
    var length: Int
  }

  /// The repetition operator at `position`; nil if there is none, as at a brace that holds no counts.
  func peekRepetition() -> Bounds? {
    switch peek() {
    case "*": Bounds(minimum: 0, maximum: nil, length: 1)
    case "+": Bounds(minimum: 1, maximum: nil, length: 1)
    case "?": Bounds(minimum: 0, maximum: 1, length: 1)
    case "{": peekCounts()
    default: nil
    }
  }

  /// Reads the operator, which `bounds` describes, and repeats what is before it.
  mutating func parseRepetition(_ bounds: Bounds, after previous: Range<Int>?) throws(PatternError) {
    let start = position
    position += bounds.length
    // Lazy or not makes no difference to whether there is a match.
    _ = consume("?")
    let written = text(from: start)
    if let previous {
      throw error(
        "\(written) repeats a repetition; put that in a group, as in (?:x*)*", from: previous.lowerBound)
    }
    guard var repeated = atom else {
      throw error("\(written) has nothing to repeat; put \\ before it to match the character", from: start)
    }
    let highest = bounds.maximum ?? bounds.minimum
    guard max(bounds.minimum, highest) <= Pattern.repetitionLimit else {
      throw error("a repetition's count is at most \(Pattern.repetitionLimit)", from: start)
    }
    guard bounds.minimum <= highest else {
      throw error("the counts of \(written) are in the wrong order", from: start)
    }
    repeated.copies *= max(highest, 1)
    guard repeated.copies <= Pattern.repetitionLimit else {
      throw error(
        "nested repetitions multiply to \(repeated.copies), at most \(Pattern.repetitionLimit) are allowed",
        from: start)
    }
    assembly.repeatTail(from: repeated.start, minimum: bounds.minimum, maximum: bounds.maximum)
    atom = repeated
    repetition = start..<position
  }

  /// Counts in braces: `{n}`, `{n,}` or `{n,m}`. Whatever else follows a brace, the brace is a character.
  private func peekCounts() -> Bounds? {
    var length = 1
    guard let minimum = peekNumber(&length) else { return nil }
    var maximum: Int? = minimum
    if peek(length) == "," {
      length += 1
      maximum = nil
      if peek(length) != "}" {
        maximum = peekNumber(&length)
        if maximum == nil { return nil }
      }
    }
    guard peek(length) == "}" else { return nil }
    return Bounds(minimum: minimum, maximum: maximum, length: length + 1)
  }

  /// A number of at most nine digits that begins with no needless zero, `length` after `position`.
  private func peekNumber(_ length: inout Int) -> Int? {
    var number = 0
    let start = length
    while let digit = peek(length), ("0"..."9").contains(digit) {
      guard length - start < 9, length == start || number > 0 else { return nil }
      number = number * 10 + Int(digit.value - 0x30)
      length += 1
    }
    return length > start ? number : nil
  }
}
