/// How much a decision says of how it came about.
package enum Explanation: String, Sendable, CaseIterable {
  /// The best of what was held back.
  case none
  /// Also what each condition found of the rules that matched.
  case matched
  /// Also all that was held back, and the rules that nearly matched.
  case full
}
