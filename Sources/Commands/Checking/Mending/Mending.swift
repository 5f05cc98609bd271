import Analysis
import Books
import Diagnostics
import RuleFiles
import RuleTests
import Rules
import Time

/// Mends what has one right mend, in memory: each mend is kept where its problem is gone by it, no other one came, and no
/// state is decided otherwise.
struct Mending {
  /// A problem that is mended.
  struct Mend {
    /// As it stood when it was mended.
    let problem: Diagnostic
    let fix: TextFix
  }

  let original: MendedBook
  private(set) var current: MendedBook
  private(set) var mends: [Mend] = []
  private(set) var refused: [(problem: Diagnostic, why: MendRefusal)] = []
  /// The first version that could be loaded, with which the others are compared, and how many mends led to it.
  private(set) var base: (book: DecidingBook, mends: Int)?
  private let tests: MendingTests

  /// Mends uncover problems that can be mended; some of them only one after the other.
  private static let mostRounds = 100

  /// - Parameter tests: the files of tests beside the book.
  init(_ folder: RuleDirectory.Contents, tests: [SourceFile], now: Instant) {
    original = MendedBook(folder, now: now)
    current = original
    base = original.deciding.map { ($0, 0) }
    self.tests = MendingTests(tests)
    var tried: Set<MendedBook.Likeness> = []
    for _ in 0..<Self.mostRounds {
      let next = untried(tried)
      guard !next.isEmpty else { break }
      tried.formUnion(next)
      keep(next)
      base = base ?? current.deciding.map { ($0, mends.count) }
    }
    let left = current.diagnostics.filter { $0.fix != nil && !current.canMend($0) && $0.isInRules }
    refused += left.map { ($0, .unwritable) }
  }

  /// What can be mended next. What loading refuses comes first: the rest is mended in a book that loads, by which it can be
  /// proved that nothing else changes.
  private func untried(_ tried: Set<MendedBook.Likeness>) -> [MendedBook.Likeness] {
    let mendable = current.diagnostics.filter {
      current.canMend($0) && !tried.contains(current.likeness(of: $0))
    }
    let errors = mendable.filter { $0.severity == .error }
    let next = errors.isEmpty && current.deciding != nil ? mendable : errors
    return next.map { current.likeness(of: $0) }.withoutRepeats
  }

  /// Mends some problems, and leaves out those that cannot be mended.
  private mutating func keep(_ problems: [MendedBook.Likeness]) {
    do throws(MendRefusal) {
      let (book, made) = try attempt(problems)
      mends += made
      current = book
    } catch {
      guard problems.count > 1 else {
        refused += current.diagnostics.filter { current.likeness(of: $0) == problems[0] }.map { ($0, error) }
        return
      }
      keep(Array(problems[..<(problems.count / 2)]))
      keep(Array(problems[(problems.count / 2)...]))
    }
  }

  private func attempt(
    _ problems: [MendedBook.Likeness]
  ) throws(MendRefusal) -> (book: MendedBook, made: [Mend]) {
    var wanted = Set(problems)
    var made: [Mend] = []
    var book = current
    // Others that are there already may stay.
    let known = Tally(current.diagnostics.map { current.likeness(of: $0) }.filter { !wanted.contains($0) })
    for _ in 0..<Self.mostRounds {
      let (next, mended) = book.mending(book.diagnostics.filter { wanted.contains(book.likeness(of: $0)) })
      guard !mended.isEmpty else { throw .stays }
      made += mended.compactMap { problem in problem.fix.map { Mend(problem: problem, fix: $0) } }
      book = next
      let left = known.beyond(book).filter { problem in
        problem.severity == .error || problem.id == .acceptedNothing
          || wanted.contains(book.likeness(of: problem))
      }
      guard !left.isEmpty else {
        try requireSameBehaviour(book, but: made.compactMap(\.fix.path))
        return (book, made)
      }
      if let other = left.first(where: { !book.canMend($0) }) { throw .brings(other) }
      wanted = Set(left.map { book.likeness(of: $0) })
    }
    throw .stays
  }

  private func requireSameBehaviour(_ book: MendedBook, but paths: [String]) throws(MendRefusal) {
    guard let old = current.deciding, let new = book.deciding else { return }
    let difference = BookComparison(old, new, now: RuleTest.usualInstant).difference()
    if let region = difference.regions.first { throw .changes(region.change) }
    guard difference.tooLarge.isEmpty else { throw .unproved }
    let other = difference.values.first { value in
      !paths.contains { value.path == $0 || value.path.hasPrefix("\($0).") }
    }
    if let other { throw .changes("\(other.path): \(DifferenceReport.change(of: other))") }
    if !paths.isEmpty { try tests.requireSame(by: new.book, as: old.book) }
  }
}

/// How often problems are there.
private struct Tally {
  private var counts: [MendedBook.Likeness: Int] = [:]

  init(_ problems: [MendedBook.Likeness]) {
    for problem in problems { counts[problem, default: 0] += 1 }
  }

  /// Those of a book that are there more often.
  func beyond(_ book: MendedBook) -> [Diagnostic] {
    var left = counts
    return book.diagnostics.filter { problem in
      let likeness = book.likeness(of: problem)
      guard let count = left[likeness], count > 0 else { return true }
      left[likeness] = count - 1
      return false
    }
  }
}

extension Diagnostic {
  /// Whether it stands in a rule file, and not in a table of its own.
  fileprivate var isInRules: Bool { RuleFile.kind(ofPath: location.file) == .rules }
}
