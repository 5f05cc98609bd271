import Foundation
import Synchronization
package import System
package import Time

/// The decision log: takes decisions from the event loop without waiting, writes them on a thread of its own, and looks
/// after its files on another.
package final class DecisionLog: Sendable {
  /// What becomes of decisions that cannot be logged.
  package enum OnFull: String, Sendable, CaseIterable {
    /// They are counted, and a record in the log says how many are missing.
    case drop
    /// Nobody gets a decision meanwhile.
    case block
  }

  /// How journeys, accounts and members of buying groups stand in a log.
  package enum Journeys: String, Sendable, CaseIterable {
    case plain, hashed
  }

  package struct Settings: Sendable {
    package var path: String
    /// The file of the history's key.
    package var keyPath: String
    /// Whether decisions are logged; files of before are looked after either way.
    package var isEnabled = true
    package var onFull = OnFull.drop
    package var journeys = Journeys.plain
    package var keep = TimeSpan(seconds: 90 * 86_400)
    /// Bytes.
    package var rotateSize = 64 << 20
    package var rotateAge = TimeSpan.day
    /// Bytes of decisions that may wait.
    package var waiting = 64 << 20
    /// The version of Waymark, which files of the log name; nil: they name none.
    package var version: String?

    package init(path: String, keyPath: String) {
      self.path = path
      self.keyPath = keyPath
    }
  }

  /// What happens to the log.
  package enum Event: Sendable {
    package enum Reason: String, Sendable {
      case start, rotation, removal, stop
    }

    /// How far it goes, and what its first line is.
    case head(LogHead, first: Int64, Reason)
    /// So many decisions are missing in it.
    case gap(count: Int)
    case unavailable(String)
    case recovered
    /// The end of it was not as it was written, as a crash leaves it, or a file was gone.
    case repaired(String)
    /// Whole lines of it are not as they were written.
    case damaged(String)
    /// Its files cannot be looked after, for a reason.
    case upkeepFailed(String)
    /// So many lines were erased for journeys that were.
    case erased(lines: Int, journeys: Int)
  }

  let settings: Settings
  let folder: LogFolder
  let entries: WaitingEntries
  let clock: @Sendable () -> Instant
  let report: @Sendable (Event) -> Void
  let erasures: PendingErasures
  let books: Mutex<LoggedBooks>
  private let fault = Mutex<String?>(nil)
  private let upkeep: LogUpkeep
  private let ended = DispatchSemaphore(value: 0)

  package init(
    _ settings: Settings, clock: @escaping @Sendable () -> Instant,
    report: @escaping @Sendable (Event) -> Void
  ) {
    self.settings = settings
    self.clock = clock
    self.report = report
    folder = LogFolder(settings.path)
    entries = WaitingEntries(limit: settings.waiting)
    erasures = PendingErasures(in: folder)
    books = Mutex(LoggedBooks(in: folder))
    upkeep = LogUpkeep()
  }

  /// Which journeys were erased, for a log that may be a copy of before.
  package struct Erasures: Sendable {
    /// When the last of them was.
    let last: Instant
    /// When a journey was erased last; nil where it never was.
    let instant: @Sendable (_ journey: String) -> Instant?

    package init(last: Instant, instant: @escaping @Sendable (_ journey: String) -> Instant?) {
      self.last = last
      self.instant = instant
    }
  }

  /// The folder that it writes; nil where it is not enabled.
  package var writtenFolder: String? { settings.isEnabled ? folder.path : nil }

  /// Begins to write, and to look after files. Where journeys were erased since the last line of the log, it may be a copy
  /// of before: its lines of them are erased once more.
  ///
  /// - Parameter isUsed: whether decisions were made before, so that a log is to be expected.
  package func start(erased: Erasures? = nil, isUsed: Bool = false) {
    if let erased, let end = LogSearch.lastInstant(in: folder), erased.last > end {
      upkeep.lookFor(erased)
    }
    upkeep.start(self)
    guard settings.isEnabled else {
      upkeep.begin(open: nil)
      ended.signal()
      return
    }
    if isUsed, (try? folder.files())?.isEmpty ?? !folder.exists {
      report(
        .repaired(
          "there is no decision log in '\(folder.path)', although the history has what decisions reserved: a new one begins there; put the folder back if it was moved"
        ))
    }
    let thread = Thread { [self] in
      LogWriter(self, upkeep).run()
      ended.signal()
    }
    thread.name = "decision-log"
    thread.start()
  }

  /// Writes what waits and stops. Blocks its thread.
  package func stop() {
    entries.stop()
    ended.wait()
    upkeep.stop()
  }

  /// Waits until all that was logged before is in a file. Blocks its thread.
  package func flush() {
    guard settings.isEnabled else { return }
    let done = DispatchSemaphore(value: 0)
    entries.add(.mark(done))
    done.wait()
  }

  /// Waits until the files that are closed by now were looked after. Blocks its thread.
  package func waitForUpkeep() {
    flush()
    upkeep.waitForTurn()
  }

  // MARK: The event loop's side

  package var isEnabled: Bool { settings.isEnabled }

  /// Takes a decision; never waits.
  package func append(_ entry: DecisionEntry) {
    guard settings.isEnabled else { return }
    entries.add(entry, isDropped: settings.onFull == .drop)
  }

  /// Why no decision may be made now, where one that cannot be logged must not be.
  package var obstacle: String? {
    guard settings.isEnabled, settings.onFull == .block else { return nil }
    if let fault = fault.withLock({ $0 }) { return fault }
    return entries.isFull ? "it is not written as fast as decisions are made" : nil
  }

  /// Why nothing can be written now; nil where all is well.
  package var unavailability: String? { fault.withLock { $0 } }

  /// How many decisions had no room and are missing in the log, since the start.
  package var dropped: Int { entries.dropped }

  // MARK: The writer's side

  func setFault(_ reason: String?) {
    let previous = fault.withLock { fault in
      defer { fault = reason }
      return fault
    }
    switch (previous, reason) {
    case (nil, let reason?): report(.unavailable(reason))
    case (_?, nil): report(.recovered)
    default: break
    }
  }

  // MARK: Erasing

  /// Remembers on disk that all lines which name a journey are to be erased; `erase` has it done. Blocks its thread for
  /// as long as the disk takes.
  package func noteErasure(of journey: String) throws(FileProblem) {
    guard settings.isEnabled || folder.exists else { return }
    try erasures.add(journey)
  }

  /// Has all lines erased, in the background, that name a journey of which that was noted: those that are on their way
  /// into the log, too.
  package func erase(_ journey: String) {
    if settings.isEnabled {
      // It begins once the lines that were on their way are in a file.
      entries.add(.erasure(journey: journey, at: clock()))
    } else {
      erasures.begin(journey)
      upkeep.wake()
    }
  }
}
