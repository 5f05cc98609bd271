import Books
import Diagnostics
import RuleFiles
import Rules

/// What `waymark check` tells of a rule book: what was found, without what the book accepts or what was there before.
struct CheckedBook {
  /// By file and position.
  let told: [ToldDiagnostic]
  let summary: DiagnosticSummary
  /// What is left, and decides whether the check fails.
  let open: [Diagnostic]
  /// The files that can be shown, with those of tests in which something was found.
  let files: [SourceFile]
  /// Nil where the book has an error.
  let review: BookReview?
  /// What is an error by itself, and cannot be accepted.
  private let errors: Set<DiagnosticID>
  /// The files of tests in which something was found: nothing in them is mended.
  private let tests: Set<String>
  /// The folder, as a shell takes it.
  private let path: String

  /// - Parameters:
  ///   - showsAccepted: whether what is accepted is told as well.
  ///   - revision: of git, in which what was found there is older.
  init(_ folder: RuleBookFolder, at path: String, showsAccepted: Bool, since revision: String?) throws {
    self.path = path.inShell
    let tests = folder.checkTests()
    errors = Set((folder.found + tests.diagnostics).filter { $0.severity == .error }.map(\.id))
    review = folder.book == nil ? nil : BookReview(folder.load)
    var settlement = folder.load.settlement(of: folder.found, with: review)
    let older = try revision.map { settlement.leaveOut(try Self.found(in: $0, beside: path)) } ?? 0
    let view = folder.view
    // What is wrong with a test is settled by nothing in the book.
    open = (settlement.open + tests.diagnostics).sorted().map(view.seen)
    files = folder.findings.files + tests.files.map(view.seen)
    self.tests = Set(tests.diagnostics.map { view.seen($0).location.file })
    let accepted = settlement.accepted.map { diagnostic, acceptance in
      ToldDiagnostic(view.seen(diagnostic), accepted: acceptance.relocated(view.seen))
    }
    told = (open.map { ToldDiagnostic($0) } + (showsAccepted ? accepted : []))
      .sorted { $0.diagnostic < $1.diagnostic }
    summary = DiagnosticSummary(
      open, files: files.count, accepted: accepted.count, older: older)
  }

  /// What to do about what is left, most at once first; empty where there is nothing to do.
  var nextSteps: [String] {
    let errors = open.filter { self.errors.contains($0.id) }
    if let error = errors.first {
      return mending(errors) + ["more about the first error: waymark explain-diagnostic \(error.id.name)"]
    }
    // What has nothing to accept is removed, and what lies ahead begins by itself.
    let rest = open.filter { $0.id != .acceptedNothing && $0.id != .notYetBegun }
    let gravest = Severity.allCases.lazy.compactMap { severity in rest.first { $0.severity == severity } }
    guard let first = gravest.first else { return mending(open) }
    return mending(open) + [
      "what is meant can stay, with a reason: accept: {\(first.id.name): \"…\"}; more: waymark check --help"
    ]
  }

  /// How to mend what has one right mend, where anything has.
  private func mending(_ found: [Diagnostic]) -> [String] {
    let count = found.count { $0.fix != nil && !tests.contains($0.location.file) }
    guard count > 0 else { return [] }
    let these = found.count == 1 ? "this" : count == found.count ? "these" : "\(count) of these"
    return ["to mend \(these): waymark check \(path) --fix"]
  }

  /// What would be told of the book as it is in a revision of git.
  private static func found(in revision: String, beside path: String) throws -> [Diagnostic] {
    guard let old = GitRevision(revision, beside: path) else {
      throw Failure(
        .wrongUse, "git has no folder '\(path)' in '\(revision)'",
        help: "name a revision in which the rule book is there, such as --since HEAD~1 or --since main")
    }
    let load = RuleBook.load(try old.files(), now: .systemNow)
    // Whether one of them looks like rules by what stands in it is of no matter: it was there.
    let others = try old.paths().filter { [.looksLikeRules, .text].contains(RuleFile.kind(ofPath: $0)) }
    let notRead = others.map { path in
      Diagnostic(.note, .notRead, "", at: SourceLocation(file: path, span: .start), subject: path)
    }
    return load.settlement(of: load.diagnostics, with: BookReview(load)).open + notRead
  }
}
