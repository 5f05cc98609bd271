import Decisions
import Diagnostics
import Dispatch
import Rules
import Time

/// Loads rule books, on a queue of its own: one at a time, all of a directory or nothing.
///
/// Unchecked because everything that changes is touched on the queue only.
final class BookKeeper: @unchecked Sendable {
  let queue = DispatchQueue(label: "book")
  private let path: String
  private let copy: ServedCopy
  private let clock: @Sendable () -> Instant
  private var serving: Edition?
  /// Of the newest files that were looked at and refused, so that each is told of once.
  private var refused: String?
  /// Called on the queue with what came of each look at the files.
  var publish: (@Sendable (LoadResult) -> Void)?
  /// Called on the queue where the copy could not be saved.
  var failedToCopy: (@Sendable (String) -> Void)?

  init(path: String, copy: ServedCopy, clock: @escaping @Sendable () -> Instant) {
    self.path = path
    self.copy = copy
    self.clock = clock
  }

  /// Loads the files, or else the copy of the last good book.
  ///
  /// - Returns: what serves, nil where there is neither; and why the files do not, if so.
  func start() -> (edition: Edition?, rejection: Rejection?) {
    queue.sync {
      switch load() {
      case .loaded(let edition), .unchanged(let edition):
        save(edition)
        return (edition, nil)
      case .rejected(let rejection):
        guard let files = copy.load() else { return (nil, rejection) }
        let load = RuleBook.load(files)
        guard let book = load.book else { return (nil, rejection) }
        let edition = Edition(
          plan: DecisionPlan(book), files: files, diagnostics: load.diagnostics, origin: .copy,
          loadedAt: clock())
        serving = edition
        return (edition, rejection)
      }
    }
  }

  /// Looks at the files again and tells what came of it.
  ///
  /// - Parameter isAsked: whether somebody asked; otherwise files that are known, or known to be broken, are
  ///   passed over in silence.
  func reload(isAsked: Bool, done: (@Sendable (LoadResult) -> Void)? = nil) {
    queue.async { [self] in
      let known = refused
      let result = load()
      switch result {
      case .loaded(let edition):
        save(edition)
        publish?(result)
      case .rejected:
        if isAsked || refused != known { publish?(result) }
      case .unchanged:
        // The files are again what serves: what was refused before is over.
        if isAsked || known != nil { publish?(result) }
      }
      done?(result)
    }
  }

  private func load() -> LoadResult {
    let contents = RuleDirectory.read(at: path)
    let load = RuleBook.load(contents.files)
    guard let book = load.book, !contents.diagnostics.contains(where: { $0.severity == .error }) else {
      let diagnostics = (contents.diagnostics + load.diagnostics).sorted()
      refused = load.revision + diagnostics.map(\.message).joined()
      return .rejected(
        Rejection(
          revision: contents.diagnostics.isEmpty ? load.revision : nil, diagnostics: diagnostics,
          files: contents.files, at: clock()))
    }
    refused = nil
    if let serving, serving.origin == .files, serving.book.revision == book.revision {
      return .unchanged(serving)
    }
    let edition = Edition(
      plan: DecisionPlan(book), files: contents.files, diagnostics: load.diagnostics, origin: .files,
      loadedAt: clock())
    serving = edition
    return .loaded(edition)
  }

  private func save(_ edition: Edition) {
    do {
      try copy.save(edition.files, revision: edition.book.revision)
    } catch {
      failedToCopy?("\(error)")
    }
  }
}
