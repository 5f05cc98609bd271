import Decisions
import Diagnostics
import RuleTests
import Rules

/// The tests beside a book, which must say after a mend what they said before it.
struct MendingTests {
  private let files: [SourceFile]

  init(_ files: [SourceFile]) { self.files = files }

  /// A test, or an error in the tests, that is there by one version of the book and was not by the other.
  func broken(by new: RuleBook, since old: RuleBook) -> String? {
    guard !files.isEmpty else { return nil }
    let before = failures(old)
    return failures(new).first { !before.contains($0) }
  }

  private func failures(_ book: RuleBook) -> [String] {
    let load = RuleTests.load(files, for: book)
    let errors = load.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else {
      return errors.map { "\($0.location.file):\($0.location.span.line): \($0.message)" }
    }
    let runner = RuleTestRunner(DecisionPlan(book))
    return load.tests.filter { !runner.run($0).hasPassed }.map { "'\($0.name)'" }
  }
}
