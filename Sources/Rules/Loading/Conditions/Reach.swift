import Diagnostics

extension Reader {
  /// Checks that a rule as a whole can do something, and says what it rests on.
  func checkReach(of rule: Rule, at span: SourceSpan) {
  }
}
