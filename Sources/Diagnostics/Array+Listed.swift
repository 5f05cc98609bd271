extension [String] {
  /// All of them in a sentence: `a`, `a and b`, `a, b and c`; empty where there is none.
  package func listed(_ conjunction: String = "and") -> String {
    guard count > 1, let last else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) \(conjunction) \(last)"
  }
}
