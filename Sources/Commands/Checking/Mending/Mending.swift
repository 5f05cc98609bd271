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
    var tried: Set<Diagnostic.Likeness> = []
    for _ in 0..<Self.mostRounds {
      let next = current.diagnostics.filter { $0.isMendable && !tried.contains($0.likeness) }
      if next.isEmpty { break }
      tried.formUnion(next.map(\.likeness))
      // What loading finds is mended before that which is found in a book that loads.
      keep(next.filter { $0.severity == .error }.likenesses)
      base = base ?? current.deciding.map { ($0, mends.count) }
      keep(next.filter { $0.severity != .error }.likenesses)
    }
  }

  /// Mends some problems, and leaves out those that cannot be mended.
  private mutating func keep(_ problems: [Diagnostic.Likeness]) {
    guard !problems.isEmpty else { return }
    do throws(MendRefusal) {
      let (book, made) = try attempt(problems)
      mends += made
      current = book
    } catch {
      guard problems.count > 1 else {
        refused += current.diagnostics.filter { $0.likeness == problems[0] }.map { ($0, error) }
        return
      }
      keep(Array(problems[..<(problems.count / 2)]))
      keep(Array(problems[(problems.count / 2)...]))
    }
  }

  private func attempt(
    _ problems: [Diagnostic.Likeness]
  ) throws(MendRefusal) -> (book: MendedBook, made: [Mend]) {
    var wanted = Set(problems)
    var made: [Mend] = []
    var book = current
    // Others that are there already may stay.
    let known = Tally(current.diagnostics.filter { !wanted.contains($0.likeness) })
    for _ in 0..<Self.mostRounds {
      let next = book.diagnostics.filter { wanted.contains($0.likeness) }
      let (mended, problems) = try book.mending(next)
      guard mended.files.map(\.bytes) != book.files.map(\.bytes) else { throw .stays }
      made += problems.compactMap { problem in problem.fix.map { Mend(problem: problem, fix: $0) } }
      book = mended
      let left = known.beyond(book.diagnostics).filter { problem in
        problem.severity == .error || problem.id == .acceptedNothing || wanted.contains(problem.likeness)
      }
      guard !left.isEmpty else {
        try requireSameBehaviour(book, but: made.compactMap(\.fix.path))
        return (book, made)
      }
      if let other = left.first(where: { !$0.isMendable }) {
        throw wanted.contains(other.likeness) ? .stays : .brings(other)
      }
      wanted = Set(left.map(\.likeness))
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
  private var counts: [Diagnostic.Likeness: Int] = [:]

  init(_ problems: [Diagnostic]) {
    for problem in problems { counts[problem.likeness, default: 0] += 1 }
  }

  /// Those that are there more often.
  func beyond(_ problems: [Diagnostic]) -> [Diagnostic] {
    var left = counts
    return problems.filter { problem in
      guard let count = left[problem.likeness], count > 0 else { return true }
      left[problem.likeness] = count - 1
      return false
    }
  }
}

extension [Diagnostic] {
  /// Each once, in their order.
  fileprivate var likenesses: [Diagnostic.Likeness] { map(\.likeness).withoutRepeats }
}
