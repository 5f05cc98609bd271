import Analysis
import Books
import Diagnostics
import RuleFiles
import Rules
import Time

/// A version of a rule book, with all that is wrong with it, in memory.
struct MendedBook {
  let files: [SourceFile]
  /// Nil where there is an error.
  let deciding: DecidingBook?
  /// What the book does not accept, by file and position.
  let diagnostics: [Diagnostic]
  /// How problems are mended of which that is known.
  private let edits: [Diagnostic: [TextPatch.Edit]]
  private let folder: RuleDirectory.Contents
  private let now: Instant

  /// The book as it was read.
  init(_ folder: RuleDirectory.Contents, now: Instant) { self.init(folder.files, of: folder, now: now) }

  private init(_ files: [SourceFile], of folder: RuleDirectory.Contents, now: Instant) {
    self.files = files
    self.folder = folder
    self.now = now
    let load = RuleBook.load(files, now: now)
    deciding = load.book.map { DecidingBook($0) }
    let settled = load.settlement(of: load.diagnostics, with: BookReview(load, deciding))
    // What is wrong with files outside the folder has no mend.
    diagnostics = folder.unquoting(settled.open)
    edits = Self.edits(diagnostics, files)
  }

  private static func edits(
    _ problems: [Diagnostic], _ files: [SourceFile]
  ) -> [Diagnostic: [TextPatch.Edit]] {
    // Rows of tables in files of their own are not touched.
    let mended = Dictionary(
      grouping: problems.filter { $0.fix != nil && RuleFile.kind(ofPath: $0.location.file) == .rules },
      by: \.location.file)
    var edits: [Diagnostic: [TextPatch.Edit]] = [:]
    for source in files {
      guard let problems = mended[source.path] else { continue }
      let file = MendableFile(source)
      for problem in problems {
        edits[problem] = problem.fix.flatMap { file.edits(for: $0, at: problem.location.span) }
      }
    }
    return edits
  }

  func canMend(_ problem: Diagnostic) -> Bool { edits[problem] != nil }

  /// What makes a problem the same in another version of the book, in which lines may have moved.
  func likeness(of problem: Diagnostic) -> Likeness {
    problem.likeness(isMendable: canMend(problem))
  }

  struct Likeness: Hashable {
    let id: DiagnosticID
    let file: String
    let message: String
    let isMendable: Bool
  }

  /// The book as it is once some problems are mended. Where two mends touch the same place, the first of them is made.
  ///
  /// - Returns: with those that are mended.
  func mending(_ problems: [Diagnostic]) -> (book: MendedBook, mended: [Diagnostic]) {
    var patches: [String: TextPatch] = [:]
    var mended: [Diagnostic] = []
    for problem in problems {
      let isAdded = edits[problem].map { patches[problem.location.file, default: TextPatch()].add($0) }
      if isAdded == true { mended.append(problem) }
    }
    let files = files.map { file in
      patches[file.path].map { SourceFile(path: file.path, bytes: $0.applied(to: file.bytes)) } ?? file
    }
    return (MendedBook(files, of: folder, now: now), mended)
  }
}

/// Why a mend is not made.
enum MendRefusal: Error {
  /// What stands there is written in a way that cannot be changed in place.
  case unwritable
  /// The problem would still be there.
  case stays
  /// There would be another problem.
  case brings(Diagnostic)
  /// Some states would be decided otherwise.
  case changes(String)
  /// It cannot be shown that they would not.
  case unproved
  /// A test beside the book would fail.
  case breaksTest(String)
  /// The tests beside the book could not be read.
  case leavesTest(Diagnostic)

  var words: String {
    switch self {
    case .unwritable: "it is written in a way that cannot be changed in place"
    case .stays: "the problem would still be there"
    case .brings(let problem): "there would be another problem: \(problem.message)"
    case .changes(let what): "it would change what is decided: \(what)"
    case .unproved: "it cannot be proved that nothing else changes"
    case .breaksTest(let name): "the test '\(name)' would fail"
    case .leavesTest(let error):
      "the tests could not be read: \(error.location.file):\(error.location.span.line): \(error.message)"
    }
  }
}

extension Diagnostic {
  func likeness(isMendable: Bool) -> MendedBook.Likeness {
    MendedBook.Likeness(id: id, file: location.file, message: message, isMendable: isMendable)
  }
}
