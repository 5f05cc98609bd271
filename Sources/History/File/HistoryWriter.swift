import Dispatch
import Synchronization

/// Writes what the loop hands over, on a queue of its own: a commit takes all that waits, and the next begins when it
/// has ended.
///
/// Unchecked because what is not under the lock is touched on the queue only.
final class HistoryWriter: @unchecked Sendable {
  struct Job: Sendable {
    let number: Int
    /// How many outages were known when it was begun.
    let generation: Int
    let changes: [HistoryChange]
    let emptiesLog: Bool
  }

  enum Report: Sendable {
    case committed([Int])
    case failed([Int], HistoryFault)
    /// Written, but what was deleted still stands in the log.
    case notEmptied([Int])
    /// The history can be written again.
    case recovered(Recovery)
    case stillUnavailable(HistoryFault)
  }

  struct Recovery: Sendable {
    /// What the file held, where it could not be read before.
    var index: HistoryIndex?
    var secret: [UInt8]
    /// Where a damaged file was put.
    var setAside: String?
  }

  private struct Waiting {
    var jobs: [Job] = []
    var isGoingOn = false
  }

  let queue = DispatchQueue(label: "history", qos: .userInitiated)
  private let opener: HistoryOpener
  private let waiting = Mutex(Waiting())
  private var file: HistoryFile?
  /// Jobs of this generation or an earlier one rest on what was not written.
  private var failedGeneration = -1
  /// Called on the queue.
  var report: (@Sendable (Report) -> Void)?

  init(_ opener: HistoryOpener) {
    self.opener = opener
  }

  /// How many jobs wait.
  var load: Int { waiting.withLock { $0.jobs.count } }

  /// Opens and reads the file, at the start.
  func open() throws(HistoryFault) -> HistoryOpener.Opened {
    let opened = queue.sync { Result { () throws(HistoryFault) in try opener.open() } }
    queue.sync { file = try? opened.get().file }
    return try opened.get()
  }

  func add(_ job: Job) {
    let mustDrain = waiting.withLock { waiting in
      waiting.jobs.append(job)
      defer { waiting.isGoingOn = true }
      return !waiting.isGoingOn
    }
    if mustDrain { goOn() }
  }

  /// Commits what waits, then lets others have the queue before the next commit.
  private func goOn() {
    queue.async { if self.commitWaiting() { self.goOn() } }
  }

  /// - Returns: whether anything was waiting.
  private func commitWaiting() -> Bool {
    let jobs = waiting.withLock { waiting in
      let jobs = waiting.jobs
      waiting.jobs.removeAll()
      waiting.isGoingOn = !jobs.isEmpty
      return jobs
    }
    if !jobs.isEmpty { commit(jobs) }
    return !jobs.isEmpty
  }

  private func commit(_ jobs: [Job]) {
    let sound = jobs.filter { $0.generation > failedGeneration }
    let stale = jobs.filter { $0.generation <= failedGeneration }.map(\.number)
    if !stale.isEmpty { report?(.failed(stale, .failed("a commit before it failed"))) }
    guard let generation = sound.map(\.generation).max() else { return }
    do throws(HistoryFault) {
      guard let file else { throw .failed("the file is not open") }
      let changes = sound.flatMap(\.changes)
      if !changes.isEmpty { try file.commit(changes) }
      report?(.committed(sound.filter { !$0.emptiesLog }.map(\.number)))
      emptyLog(of: file, for: sound.filter(\.emptiesLog).map(\.number))
    } catch {
      failedGeneration = generation
      report?(.failed(sound.map(\.number), error))
    }
  }

  /// A copy that is being made keeps the log from being emptied: that is no outage.
  private func emptyLog(of file: HistoryFile, for jobs: [Int]) {
    guard !jobs.isEmpty else { return }
    do throws(HistoryFault) {
      try file.emptyLog()
      report?(.committed(jobs))
    } catch {
      report?(.notEmptied(jobs))
    }
  }

  /// Looks whether the history can be written again, and has it written anew where the file was lost.
  ///
  /// - Parameters:
  ///   - index: what the file has to hold; nil where it was never read.
  ///   - count: of the contacts that were acknowledged.
  func recover(_ index: HistoryIndex?, count: Int, secret: [UInt8]?) {
    queue.async { [self] in
      do throws(HistoryFault) {
        report?(.recovered(try recovered(index, count: count, secret: secret)))
      } catch {
        report?(.stillUnavailable(error))
      }
    }
  }

  private func recovered(_ index: HistoryIndex?, count: Int, secret: [UInt8]?) throws(HistoryFault)
    -> Recovery
  {
    guard let index, let secret else {
      let opened = try opener.open()
      file = opened.file
      if let fault = opened.fault { throw fault }
      return Recovery(index: opened.index, secret: opened.secret, setAside: opened.setAside)
    }
    var setAside: String?
    do throws(HistoryFault) {
      try checkSound(count, secret)
    } catch .gone, .corrupt {
      file?.close()
      file = nil
      let written = try opener.writeAnew(index, secret: secret)
      file = written.file
      setAside = written.setAside
    }
    return Recovery(index: nil, secret: secret, setAside: setAside)
  }

  /// Whether the file can be written and holds all that it was acknowledged to hold.
  private func checkSound(_ count: Int, _ secret: [UInt8]) throws(HistoryFault) {
    if file == nil { file = try HistoryFile(at: opener.path, durability: opener.durability) }
    guard let file else { return }
    try file.checkWriting()
    guard file.secret == secret, try file.contactCount() >= count else { throw .corrupt }
  }

  /// Asks for a kept answer; nil where it is not kept any more or cannot be read.
  func answer(_ id: Int64, _ done: @escaping @Sendable ((revision: String, body: [UInt8])?) -> Void) {
    queue.async { [self] in done((try? file?.answer(id)) ?? nil) }
  }

  /// Waits until all that was handed over is written.
  func close() {
    queue.sync {
      while commitWaiting() {}
      file?.close()
      file = nil
    }
  }
}
