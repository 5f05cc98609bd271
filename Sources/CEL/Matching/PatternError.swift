/// Why a pattern was refused.
package struct PatternError: Error, Equatable, Sendable {
  /// What is wrong and, where there is a way, what to write instead.
  package let message: String
  /// The part of the pattern at fault, in UTF-8 offsets.
  package let range: Range<Int>
}
