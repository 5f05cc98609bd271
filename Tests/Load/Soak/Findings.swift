/// What a run showed, and what of it is wrong.
struct Findings {
  private var notes: [String] = []
  private var problems: [String] = []

  mutating func note(_ text: String) { notes.append(text) }

  mutating func add(_ problem: String) { problems.append(problem) }

  /// Adds a problem where two numbers differ that should not.
  mutating func compare(_ what: String, _ found: Int, _ expected: Int) {
    notes.append("\(what): \(found)")
    if found != expected { problems.append("\(what): \(found), but \(expected) were expected") }
  }

  /// - Returns: whether nothing is wrong.
  func print() -> Bool {
    for note in notes { Swift.print("  \(note)") }
    for problem in problems { Swift.print("✘ \(problem)") }
    Swift.print(problems.isEmpty ? "nothing missing, nothing wrong" : "\(problems.count) findings")
    return problems.isEmpty
  }
}
