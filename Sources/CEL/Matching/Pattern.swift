/// A regular expression with RE2's syntax and meaning, matched in time linear in the text.
///
/// These differ from RE2: `\C` is refused, for a text is code points here and has no lone bytes; two groups
/// may not share a name; `\B` never holds inside a character; Unicode is as of version 17.0; and the limits on
/// size are the ones below.
package struct Pattern: Sendable {
  /// The longest pattern accepted, in UTF-8 bytes.
  static let lengthLimit = 65_536
  /// The deepest nesting of groups accepted.
  static let depthLimit = 1_000
  /// The highest repetition count accepted, also as the product of nested repetitions.
  static let repetitionLimit = 1_000
  /// The most instructions, and ranges of character classes, that a pattern may need once its repetitions
  /// are written out.
  static let sizeLimit = 100_000

  private let program: PatternProgram

  /// Parses a pattern; throws an error that names the fault and its place.
  package init(_ text: String) throws(PatternError) {
    guard text.utf8.count <= Pattern.lengthLimit else {
      throw PatternError(
        message: "pattern is too long: \(text.utf8.count) bytes, at most \(Pattern.lengthLimit) are allowed",
        range: 0..<text.utf8.count)
    }
    var parser = PatternParser(text)
    program = try parser.parse()
  }

  /// Whether some part of the text matches; nil once `steps`, the work still allowed, is spent.
  ///
  /// Each instruction visited at a character costs one step, as does each byte skipped, and setting up costs
  /// one for each instruction of the pattern.
  package func matches(_ text: String, steps: inout Int) -> Bool? {
    var text = text
    var state = PatternMatcher.State(steps: steps)
    let result = text.withUTF8 { PatternMatcher(program: program, text: $0).search(&state) }
    steps = state.steps
    return result
  }
}
