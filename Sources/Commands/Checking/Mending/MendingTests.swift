import Decisions
import Diagnostics
import RuleTests
import Rules

/// The tests beside a book, which must say after a mend what they said before it.
struct MendingTests {
  private let files: [SourceFile]

  init(_ files: [SourceFile]) { self.files = files }

  /// - Throws: what a test says of one version of the book and not of the other.
  func requireSame(by new: RuleBook, as old: RuleBook) throws(MendRefusal) {
    guard !files.isEmpty else { return }
    let before = try failures(old)
    if let test = try failures(new).first(where: { !before.contains($0) }) { throw .breaksTest(test) }
  }

  /// The names of the tests that fail. What stands in tests that cannot be read is not known.
  private func failures(_ book: RuleBook) throws(MendRefusal) -> [String] {
    let load = RuleTests.load(files, for: book)
    if let error = load.diagnostics.first(where: { $0.severity == .error }) { throw .leavesTest(error) }
    let runner = RuleTestRunner(DecisionPlan(book))
    return load.tests.filter { !runner.run($0).hasPassed }.map(\.name)
  }
}
