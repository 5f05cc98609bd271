package import HistoryRecords
import Time

/// What keeps a history for good, between its index in memory and what writes and reads durably. It is called on the loop,
/// and reports there (`ContactHistory.receive`).
package protocol HistoryJournal: AnyObject {
  /// The file of one daemon. What the history does with that alone is refused where there is none: events, alerts,
  /// erasing, clean-up, sweeps and copies.
  var file: FileJournal? { get }
  /// Whether the index has all that was ever recorded, so that nothing has to be prepared for a decision, and nobody else
  /// can be faster.
  var holdsAll: Bool { get }
  /// How many entries wait to be written.
  var load: Int { get }

  /// Opens it, at the start.
  func open() -> OpenedJournal
  /// From here on it belongs to the loop.
  func begin(for history: ContactHistory, on loop: ContactHistory.Loop)
  /// Waits until all that was handed over is written or given up, and closes it.
  ///
  /// - Returns: how many opt-outs stand nowhere for good.
  func close() -> Int

  /// Has an entry written, after all before it.
  func append(_ entry: JournalEntry)
  /// Looks whether it can be written again, after an outage.
  func recover(_ expected: JournalExpectation)
  /// Reads a kept answer.
  ///
  /// - Parameter done: called on any thread.
  func answer(_ id: Int64, under key: Digest, _ done: @escaping @Sendable (FoundAnswer) -> Void)

  /// Sees to it that what is in memory of some scopes is new enough to decide by, and that kept answers are known.
  ///
  /// - Parameter done: called on the loop, at once where nothing has to be read, with why it could not be.
  func prepare(_ needs: HistoryNeeds, _ done: @escaping (HistoryFault?) -> Void)
  /// What decisions on scopes rest on from now on; of one that is not in memory nothing.
  func basis(of scopes: Set<HistoryScope>) -> JournalBasis
}

/// What decisions rest on: the last write to each scope; nil where nothing was ever written.
package struct JournalBasis: Sendable {
  package var versions: [HistoryScope: WriteID?]

  package init(_ versions: [HistoryScope: WriteID?] = [:]) { self.versions = versions }
}

/// What one transaction has recorded, on its way to the journal.
package struct JournalEntry: Sendable {
  package let number: Int
  /// How many outages were known when it was begun.
  package let generation: Int
  package let changes: [HistoryChange]
  /// What it was decided on, where others may be faster.
  package var basis = JournalBasis()
  /// Whether it reserves something, and so holds only where nobody was faster; otherwise it is written whatever others have
  /// written.
  package var isReserving = false
  /// Whether the log is to be emptied, so that nothing deleted is left in it.
  var emptiesLog = false
  /// Withdrawals that go into their file although the database cannot be written.
  var isForFileOnly = false
}

/// What a journal says at its start.
package struct OpenedJournal: Sendable {
  package let index: HistoryIndex
  /// The key under which journeys are hashed; nil where it is not known.
  package let secret: [UInt8]?
  /// Why nothing can be written.
  package let fault: HistoryFault?
  /// Whether what was recorded could be read, or what could be read of it.
  package let isRead: Bool
  /// What there is beside in a file.
  let file: HistoryOpener.Opened?

  package init(secret: [UInt8]?, fault: HistoryFault?) {
    index = HistoryIndex()
    self.secret = secret
    self.fault = fault
    isRead = fault == nil
    file = nil
  }

  init(_ opened: HistoryOpener.Opened) {
    index = opened.index
    secret = opened.secret
    fault = opened.fault
    isRead = opened.isRead
    file = opened
  }
}

/// What a journal has to hold at the end of an outage.
package struct JournalExpectation: Sendable {
  /// How many contacts at least, and under which secret; nil where it was never read.
  let contents: (count: Int, secret: [UInt8])?
  /// What was damaged and nobody has accepted yet.
  let damage: [String]
  let cleaned: CleanUpMark?
  var began: Instant?
  var erased: Int64 = 0
}
