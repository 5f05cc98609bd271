import API
import History
import HistoryRecords
import JSON
import Serving

/// Answers from the history say what it does not know: an empty list is never one that could not be read.
extension ServingState {
  /// Why nothing of a journey can be answered: nobody knows what the history has; nil where it was read.
  var unreadHistory: Problem? {
    guard !history.isKnown else { return nil }
    return .historyUnreadable(history.fault ?? .failed("it was not read yet"))
  }

  /// Why more may have been known than the history has; nil where nothing is wrong, or somebody has accepted it.
  private var incompleteness: String? {
    history.damage.isEmpty ? nil : history.damage.joined(separator: "; ")
  }

  /// The header that says so.
  var headersOfIncompleteness: [(name: String, value: String)] {
    incompleteness.map { [(HeaderName.incomplete, $0)] } ?? []
  }

  /// The end of what is answered of one journey: the channels that are closed to it, and what may be missing.
  func writeEnd(ofJourney journey: String, to writer: inout JSONWriter) {
    writer.array("closed", of: history.closed(of: journey, under: book.plan, at: clock())) {
      $1.write(to: &$0)
    }
    writer.member("incomplete", ifPresent: incompleteness)
  }
}
