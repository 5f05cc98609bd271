package import HistoryRecords
import Time

/// What a journal reports to its history.
package enum JournalReport: Sendable {
  case committed([Int])
  /// Somebody else was faster than these, and nothing of them is written; what rests on them goes as well.
  case overtaken([Int])
  /// Another request under the same key was answered meanwhile, and nothing of these is written.
  case answered([Int])
  /// These cannot be written, for a reason of their own.
  case refused([Int], HistoryFault)
  /// These cannot be written, nor what comes after them.
  case failed([Int], HistoryFault)
  /// A commit took so long until it was on the disk.
  case measured(Duration)
  /// Written, but what was deleted still stands in the log.
  case notEmptied([Int])
  /// Withdrawals were handed to their file only.
  case noted([Int])
  case withdrawals(ContactHistory.Event)
  /// Whether there are withdrawals that stand in no file yet.
  case owing(Bool)
  /// Withdrawals are written to their file again, and there is room for more.
  case withdrawalsWritten
  /// Something that was read is not what was written.
  case damaged(String)
  /// Somebody could not read the file, which is in its place, for its damage.
  case unreadable
  /// A kept answer that was asked for is not what was written.
  case answerDamaged
  /// The file has gone, or holds less than it has to: it has to be written anew.
  case lost
  /// The history can be written again.
  case recovered(JournalRecovery)
  /// Alerts are in the file, the last of them under this number.
  case alertsWritten(last: Int64)
  case stillUnavailable(HistoryFault)
}

/// What there is at the end of an outage.
package struct JournalRecovery: Sendable {
  /// What is in memory from here on, where that is not what was.
  var index: HistoryIndex?
  var secret: [UInt8]
  /// Where a damaged file was put.
  var setAside: String?
  /// What is to be told that was found where it could not be read before.
  var notices: [ContactHistory.Event] = []
  /// What nobody has accepted yet, as the file has it now.
  var damage: [String] = []
  var cleaned: CleanUpMark?
  /// When the history began, where the file was read.
  var began: Instant?
  var lastErasure: Int64 = 0
  /// All that were noted, where the file was read; and those of which it does not know.
  var erasures: [Erasure] = []
  var unknownErasures: [Erasure] = []
  /// The number that an alert got last.
  var lastAlert: Int64 = 0
  var eventCount = 0
}

extension JournalRecovery {
  /// With nothing in memory: all is read as it is needed.
  package init(withNothingReadUnder secret: [UInt8]) {
    self.init(index: HistoryIndex(), secret: secret)
  }
}
