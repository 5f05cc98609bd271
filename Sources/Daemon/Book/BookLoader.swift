import Books
import Decisions
import Diagnostics
import Dispatch
import RuleFiles
import Rules
import Settings
import System
import Time

/// Loads rule books, on a queue of its own: one at a time, all of a directory or nothing.
///
/// Unchecked because everything that changes is touched on the queue only.
final class BookLoader: @unchecked Sendable {
  let queue = DispatchQueue(label: "book")
  private let path: String
  private let links: LinkPolicy
  private let settle: Duration
  let copy: ServedCopy
  /// Of the book that served before something was weakened within the last day; nil where that is not kept.
  let baseline: ServedCopy?
  /// When the book of the baseline was replaced, as it was kept last; nil where there is none.
  var keptBaseline: Instant?
  private let testing: BookTesting
  let clock: @Sendable () -> Instant
  /// Of all books that it loads one after the other, so that none looks up a zone again.
  let zones = ZoneTable()
  private(set) var serving: LoadedBook?
  /// What was loaded last and is sound, whether it serves or not.
  private var kept: KeptLoad?
  /// Of the newest files that were looked at and refused, so that each is told of once.
  private var refused: String?
  /// Why the copy could last not be saved; nil where it was.
  private var unsaved: String?
  /// Called on the queue with what came of each look at the files.
  var publish: (@Sendable (LoadResult) -> Void)?
  /// Called on the queue where the copy could not be saved.
  var failedToCopy: (@Sendable (String) -> Void)?
  /// Called where what served before cannot be told, since its copy cannot be read.
  var foundCopyDamaged: (@Sendable () -> Void)?
  /// Called on the queue after a rule book was taken without the files named, which are gone or much smaller now.
  var tookWithout: (@Sendable ([String]) -> Void)?
  /// Called on the queue with what the files looked like when somebody had them read.
  var wasRead: (@Sendable (BookLook) -> Void)?
  /// What the files looked like when they were read at the start.
  private(set) var firstLook = BookLook()

  init(
    path: String, links: LinkPolicy, settle: Duration, copy: ServedCopy, baseline: ServedCopy? = nil,
    testing: Configuration.RuleTesting,
    clock: @escaping @Sendable () -> Instant
  ) {
    self.path = path
    self.links = links
    self.settle = settle
    self.copy = copy
    self.baseline = baseline
    self.testing = BookTesting(path: path, links: links, mode: testing)
    self.clock = clock
  }

  /// Loads the files once they rest, or else the copy of the last good book. The copy stays as it is until it is known
  /// that this book serves: `keepCopy` replaces it.
  ///
  /// - Returns: what serves, nil where there is neither; and why the files do not, if so.
  func start() -> (book: LoadedBook?, rejection: Rejection?) {
    queue.sync {
      let contents = FirstReading(path: path, links: links, settle: settle).read(at: clock())
      firstLook = contents.look
      switch load(contents) {
      case .loaded(let loaded), .unchanged(let loaded): return (loaded, nil)
      case .rejected(let rejection):
        guard let files = copy.load() else { return (nil, rejection) }
        let load = RuleBook.load(files, zones: zones)
        guard let book = load.book else { return (nil, rejection) }
        let loaded = LoadedBook(
          plan: DecisionPlan(book), files: load.files, diagnostics: load.diagnostics, origin: .copy,
          loadedAt: clock())
        serving = loaded
        return (loaded, rejection)
      }
    }
  }

  /// Reads the files because somebody asked, whether they rest or not, and tells what came of it.
  func reload(done: (@Sendable (LoadResult) -> Void)? = nil) {
    queue.async { [self] in
      let contents = RuleDirectory.readSteadily(at: path, links: links, times: 20)
      let result = load(contents)
      if case .loaded(let loaded) = result { save(loaded) }
      publish?(result)
      if contents.isSteady { wasRead?(contents.look) }
      done?(result)
    }
  }

  /// Reads the files because they changed; on the queue. Files that are known to be broken are passed over in
  /// silence.
  ///
  /// - Parameters:
  ///   - look: what they looked like when they had come to rest.
  ///   - losses: files that are gone or much smaller than before.
  /// - Returns: false where they look otherwise by now, and nothing was taken.
  func read(_ look: BookLook, losses: [String]) -> Bool {
    dispatchPrecondition(condition: .onQueue(queue))
    let contents = RuleDirectory.read(at: path, links: links)
    guard contents.isSteady, contents.look == look else { return false }
    let known = refused
    let result = load(contents)
    switch result {
    case .loaded(let loaded):
      // First the copy, so that it is of what served last however the daemon ends.
      save(loaded)
      publish?(result)
      if !losses.isEmpty { tookWithout?(losses) }
    case .rejected:
      if refused != known { publish?(result) }
    case .unchanged: publish?(result)
    }
    return true
  }

  /// What stands in the files: of those that are the same as the last time nothing is read, where that can be.
  private func reading(of contents: RuleDirectory.Contents) -> (
    book: RuleBook?, revision: String, diagnostics: [Diagnostic], files: [SourceFile]
  ) {
    if let again = kept?.reading(contents.files, LentThreads(yields: serving != nil)) {
      kept = again
      return (again.book, again.book.revision, again.diagnostics, again.files)
    }
    // Until a book serves, nothing else is to be done.
    let load = contents.load(zones: zones, yields: serving != nil)
    if let sound = load.kept { kept = sound }
    return (load.book, load.revision, load.diagnostics, load.files)
  }

  private func load(_ contents: RuleDirectory.Contents) -> LoadResult {
    guard contents.isSteady else {
      refused = DiagnosticID.filesChanging.name
      return .rejected(
        Rejection(
          revision: nil, diagnostics: [RuleDirectory.changing(path)], files: contents.files, at: clock()))
    }
    let load = reading(of: contents)
    let emptied = emptied(load.files)
    let diagnostics =
      (contents.diagnostics.map(asOfRunning)
      + contents.unquoting(load.diagnostics).filter { found in
        !emptied.contains { $0.id == found.id && $0.location.file == found.location.file }
      } + emptied).sorted()
    guard let book = load.book, !contents.hasErrors, emptied.isEmpty else {
      refused = load.revision + diagnostics.map(\.message).joined()
      return .rejected(
        Rejection(
          revision: contents.hasErrors ? nil : load.revision, diagnostics: diagnostics, files: contents.shown,
          at: clock()))
    }
    let same = serving.flatMap { $0.origin == .files && $0.book.revision == book.revision ? $0 : nil }
    let plan = same?.plan ?? DecisionPlan(book)
    let tested = testing.findings(on: plan)
    let all = (diagnostics + tested.diagnostics).sorted()
    if tested.diagnostics.contains(where: { $0.severity == .error }) {
      refused = load.revision + all.map(\.message).joined()
      return .rejected(
        Rejection(
          revision: load.revision, diagnostics: all, files: contents.shown + tested.files, at: clock()))
    }
    refused = nil
    if let same {
      // The tests beside it may be others.
      let again = LoadedBook(
        plan: same.plan, files: same.files, diagnostics: all, origin: same.origin, loadedAt: same.loadedAt)
      serving = again
      return .unchanged(again)
    }
    let loaded = LoadedBook(
      plan: plan, files: load.files, diagnostics: all, origin: .files,
      loadedAt: clock())
    serving = loaded
    return .loaded(loaded)
  }

  /// Files that have nothing in them now and held something in the book that serves: a full disk or a broken copy leaves
  /// them so, and what they held would be gone in silence.
  private func emptied(_ files: [SourceFile]) -> [Diagnostic] {
    guard let serving else { return [] }
    let before = Dictionary(serving.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    return files.filter { $0.isBlank && before[$0.path]?.holdsSomething == true }.map { file in
      Diagnostic(
        .error, .emptyFile, "the file is empty, and held something when the rule book was last loaded",
        at: SourceLocation(file: file.path, span: .start),
        help:
          "put back what it held, or remove the file if that is to go; until then the rules of before go on")
    }
  }

  /// A folder that is gone is put back, where a book of it serves: another name would need another start.
  private func asOfRunning(_ diagnostic: Diagnostic) -> Diagnostic {
    guard serving != nil, diagnostic.id == .noRuleDirectory || diagnostic.id == .noRuleFiles else {
      return diagnostic
    }
    return Diagnostic(
      diagnostic.severity, diagnostic.id, diagnostic.message, at: diagnostic.location,
      help: "put it back where it was; until then the rules of before go on", notes: diagnostic.notes)
  }

  /// Saves the copy again where it is gone, or could not be saved: a start on broken files needs it.
  func lookAtCopy() {
    queue.async { [self] in
      guard let serving, unsaved != nil || FileIdentity(of: copy.path) == nil else { return }
      save(serving)
    }
  }

  func save(_ loaded: LoadedBook) {
    do {
      try copy.save(loaded.files, revision: loaded.book.revision)
      unsaved = nil
    } catch {
      let reason = "\(error)"
      if reason != unsaved { failedToCopy?(reason) }
      unsaved = reason
    }
  }
}
