import Books
import Dispatch
import Foundation

/// Has the files of the rules directory read once they have changed and rest again: by the system's notices, and by
/// comparing what the file system says of each file, as network disks and links into other folders tell nothing.
///
/// Unchecked because everything that changes is touched on its queue only.
final class DirectoryWatch: @unchecked Sendable {
  /// What the watch asks for, and tells. Both are called on the queue.
  struct Handlers: Sendable {
    /// Reads the files, where they still look like this.
    ///
    /// - Parameter losses: files that are gone or much smaller than before, if any.
    /// - Returns: false where the files changed meanwhile.
    let read: @Sendable (_ look: BookLook, _ losses: [String]) -> Bool
    /// The files do not come to rest.
    let unsettled: @Sendable (Unrest) -> Void
  }

  private let root: String
  private let links: LinkPolicy
  private let queue: DispatchQueue
  private let handlers: Handlers
  private var settling: Settling
  private var notices = ChangeNotices()
  private var source: (any DispatchSourceRead)?
  private var atRest: (any DispatchSourceTimer)?
  private var next: DispatchWorkItem?

  /// - Parameters:
  ///   - settle: how long nothing of the book may change before it is read.
  ///   - lastRead: what the files looked like when they were read last, so that no change since then is missed.
  init(
    root: String, links: LinkPolicy, queue: DispatchQueue, settle: Duration, lastRead: BookLook,
    handlers: Handlers
  ) {
    self.root = root
    self.links = links
    self.queue = queue
    self.handlers = handlers
    settling = Settling(settle: settle, lastRead: lastRead)
  }

  /// Begins to watch. Returns false where the system gives no notices and only the comparison is left.
  func start() -> Bool {
    queue.sync {
      let timer = DispatchSource.makeTimerSource(queue: queue)
      timer.schedule(deadline: .now() + 1, repeating: 1)
      timer.setEventHandler { [weak self] in
        guard let self, !settling.isGoingOn else { return }
        look()
      }
      timer.resume()
      atRest = timer
      listen()
      let isComplete = notices?.watch(FolderSurvey(at: root, links: links).folders) ?? false
      // Whatever happened since the files were read and before they were watched.
      look()
      return isComplete
    }
  }

  func stop() {
    queue.sync {
      atRest?.cancel()
      source?.cancel()
      next?.cancel()
      atRest = nil
      source = nil
    }
  }

  /// Somebody had the files read: what went on until then is over. On the queue.
  func filesWereRead(_ look: BookLook) {
    settling.finish(look)
    notices?.forgetUnclosed()
  }

  private func listen() {
    let source = notices?.withDescriptor { DispatchSource.makeReadSource(fileDescriptor: $0, queue: queue) }
    source?.setEventHandler { [weak self] in self?.hear() }
    source?.setCancelHandler { [self] in notices = nil }
    source?.resume()
    self.source = source
  }

  private func hear() {
    let meaning = notices?.read() ?? .nothing
    if meaning == .change { settling.note(at: Self.now) }
    if meaning != .nothing { lookSoon() }
  }

  private func lookSoon() {
    guard next == nil else { return }
    let work = DispatchWorkItem { [weak self] in
      self?.next = nil
      self?.look()
    }
    next = work
    queue.asyncAfter(deadline: .now() + settling.nextLook(after: Self.now).interval, execute: work)
  }

  private func look() {
    let began = Self.now
    let survey = FolderSurvey(at: root, links: links)
    // New folders first, so that what happens in them from here on is told.
    _ = notices?.watch(survey.folders)
    // What is closed by now is.
    if notices?.read() == .change { settling.note(at: Self.now) }
    let isWriting = notices?.unclosed.isEmpty == false
    switch settling.look(survey.book, from: began, to: Self.now, isWriting: isWriting) {
    case .rest: return
    case .wait: break
    case .read(let losses):
      if handlers.read(survey.book, losses) {
        settling.finish(survey.book)
        return
      }
      settling.restart(at: Self.now)
    }
    if settling.isUnsettled(at: Self.now) { handlers.unsettled(unrest) }
    lookSoon()
  }

  private var unrest: Unrest {
    let unclosed = unclosedNames
    return unclosed.isEmpty
      ? Unrest(files: settling.changing.sorted(), areUnclosed: false)
      : Unrest(files: unclosed, areUnclosed: true)
  }

  /// Relative to the rules directory.
  private var unclosedNames: [String] {
    let prefix = FolderSurvey.resolve(root).map { "\($0)/" } ?? ""
    return (notices?.unclosed ?? []).map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
      .sorted()
  }

  private static let origin = ContinuousClock.now
  private static var now: Duration { origin.duration(to: .now) }
}

/// Files that do not come to rest, relative to the rules directory.
struct Unrest: Sendable {
  let files: [String]
  /// Whether they are written and not yet closed; else they changed again and again.
  let areUnclosed: Bool
}

extension Duration {
  /// For Dispatch, in nanoseconds.
  var interval: DispatchTimeInterval {
    .nanoseconds(Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000))
  }
}
