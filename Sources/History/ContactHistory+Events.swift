package import HistoryRecords
package import Time

extension ContactHistory {
  /// What happens to the history, for whoever runs it.
  package enum Event: Sendable {
    case unavailable(HistoryFault)
    case recovered
    /// A damaged file was put there, and a new one written of so many contacts.
    case setAside(String, contacts: Int)
    /// None was there: a new one begins at this path, with so many opt-outs that stood beside it.
    case began(String, optOuts: Int)
    /// The database is a copy of before so many journeys were erased, of which it has some.
    case restored(erasures: Int, found: Int)
    /// The file of erasures lacks so many of those that the database knows of.
    case erasuresLost(Int, of: Int)
    /// Something was damaged, for this reason, and nobody has accepted it yet.
    case damaged(String)
    /// A database was lost, and so many of its events could not be read: all else stood in memory.
    case eventsLost(Int, of: Int)
    /// A kept answer that was asked for is not what was written.
    case answerDamaged
    /// A power cut took what was recorded last, as the durability allows.
    case endLost
    /// The file of withdrawals, or its key, was not all that it has to be, and was written anew, with so many opt-outs.
    case withdrawalsRebuilt(Int)
    /// The file of erasures was gone, and was written anew, with so many.
    case erasuresRebuilt(Int)
    /// Opt-outs cannot be written to their file, or no room be had for more.
    case withdrawalsUnavailable(HistoryFault)
    /// The clock is so far ahead of the last clean-up that nothing is forgotten by it.
    case cleanUpWaits(since: Instant)
    /// An alert will not be stored, since too many wait already.
    case alertsUnwritten
  }
}
