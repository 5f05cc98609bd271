import Books
import Diagnostics
import Foundation
import RuleFiles
import RuleTests
import Rules

/// A rule book on disk, read and checked. Places are given as seen from where the command runs, so that an editor
/// can go there.
struct RuleBookFolder {
  let findings: Findings
  /// As it was read, without what there is to say of the folder itself.
  let load: RuleBookLoad
  /// What there is to say of the folder and of what was read, at places within the folder.
  let found: [Diagnostic]
  /// As they were read.
  let contents: RuleDirectory.Contents
  /// How its files are seen from where the command runs.
  let view: PathPrefix
  private let path: String
  /// Nil where there is an error.
  let book: RuleBook?
  /// What its files declare for others to refer to; nil where not all of them could be opened.
  let words: BookWords?

  /// - Parameters:
  ///   - path: of the folder.
  ///   - option: by which the command takes it; nil where it is its argument.
  init(at path: String, option: String?) {
    self.path = path
    var contents = RuleDirectory.read(at: path, followsLinks: Self.links == .follow)
    load = contents.load(now: .systemNow)
    if let missing = Self.missing(path, option) { contents.diagnostics = [missing] }
    self.contents = contents
    words = contents.hasErrors ? nil : load.words
    view = PathPrefix(path)
    found = contents.diagnostics + contents.unquoting(load.diagnostics)
    findings = Findings(found.map(view.seen).sorted(), files: contents.shown.map(view.seen))
    book = findings.hasErrors ? nil : load.book
  }

  var revision: String { load.revision }

  /// The files of the folder, by path.
  var files: [SourceFile] { contents.files }

  static var links: LinkPolicy {
    ProcessInfo.processInfo.environment["WAYMARK_RULES_LINKS"] == "follow" ? .follow : .inside
  }

  /// The tests beside the book; where they are broken their errors are shown, and the command ends.
  ///
  /// - Parameter isInWorkflow: as in ``Findings/printErrors(isInWorkflow:)``.
  func tests(for book: RuleBook, isInWorkflow: Bool) throws -> [RuleTest] {
    let contents = RuleDirectory.readTests(at: path, links: Self.links)
    let files = contents.files.map(view.seen)
    let tests = RuleTests.load(files, for: book)
    try Findings(
      (contents.diagnostics.map(view.seen) + tests.diagnostics).sorted(), files: files
    ).printErrors(isInWorkflow: isInWorkflow)
    return tests.tests
  }

  /// What is wrong with the tests beside the book, which are not run, and the files that it is found in; at places
  /// within the folder. Nothing where the book itself has an error: they refer to what it declares.
  func checkTests() -> Findings {
    guard let book else { return Findings([], files: []) }
    let contents = RuleDirectory.readTests(at: path, links: Self.links)
    let tests = RuleTests.load(contents.files, for: book)
    let found = contents.diagnostics + contents.unquoting(tests.diagnostics)
    let paths = Set(found.map(\.location.file))
    return Findings(found, files: contents.shown.filter { paths.contains($0.path) })
  }

  /// The files of tests beside the book that can be read, by path in the folder.
  var testFiles: [SourceFile] { RuleDirectory.readTests(at: path, links: Self.links).files }

  /// What is wrong where there is no folder, in the words of this command.
  private static func missing(_ path: String, _ option: String?) -> Diagnostic? {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists && isFolder.boolValue { return nil }
    let place = SourceLocation(file: path, span: .start)
    let prefix = option.map { "\($0) " } ?? "waymark check "
    guard exists else {
      return Diagnostic(
        .error, .noRuleDirectory, "there is no folder '\(path)'", at: place,
        help: "name the folder of the rule book (\(prefix)DIR), or make one with 'waymark init'")
    }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    if let whole = OuterBook.folder(around: folder, besides: true) {
      return Diagnostic(
        .error, .noRuleDirectory, "'\(path)' is a file", at: place,
        help: "a rule book is a folder; give the folder of the whole book: \(prefix)\(whole.inShell)")
    }
    return Diagnostic(
      .error, .noRuleDirectory, "'\(path)' is a file", at: place,
      help: "a rule book is a folder; name that of the file: \(prefix)\(folder.inShell)")
  }

  /// The book; where it is broken its errors are shown, and the command ends.
  func soundBook(isInWorkflow: Bool = false) throws -> RuleBook {
    try findings.printErrors(isInWorkflow: isInWorkflow)
    guard let book else { throw Failure(.internalError, "the rule book did not load, and nothing says why") }
    return book
  }
}
