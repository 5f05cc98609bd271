package import HistoryRecords

/// What became of a transaction that was handed over.
package enum CommitResult: Sendable {
  case recorded
  /// Somebody else was faster: nothing is recorded, and it has to be decided again.
  case overtaken
  /// Another request under the same key was answered meanwhile, and nothing is recorded.
  case answered
  case failed(HistoryFault)

  /// Why nothing is recorded, or not all is done, for whoever cannot decide again.
  var fault: HistoryFault? {
    switch self {
    case .recorded: nil
    case .overtaken: .failed("others have written the same meanwhile")
    case .answered: .failed("another request under the same key was answered meanwhile")
    case .failed(let fault): fault
    }
  }
}

/// A transaction on its way.
struct PendingTransaction {
  /// Nil where withdrawals are noted in their file only.
  let transaction: HistoryTransaction?
  let done: (CommitResult) -> Void
  /// What is answered then, where that is known before.
  var fault: HistoryFault?
}
