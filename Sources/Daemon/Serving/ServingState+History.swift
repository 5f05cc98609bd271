import API
import DecisionLog
import History
import Settings

extension ServingState {
  /// Why nothing may be recorded as delivered: the history was damaged, and whoever may have had something, or wanted
  /// none, may be missing in it.
  var unacceptedDamage: String? {
    configuration.damaged == .close ? history.damage.first : nil
  }

  /// Why nothing can be reserved now.
  var obstacleToReserving: Problem? {
    if let obstacle = history.obstacle { return .historyUnavailable("\(obstacle)") }
    return unacceptedDamage.map { .historyDamaged($0) }
  }

  /// Why the daemon is not ready; nil where clients find it and what is to be recorded can be.
  var unreadiness: String? {
    if let fault = socketFault { return "the socket is lost: \(fault)" }
    if let fault = history.fault { return "the history is unavailable: \(fault)" }
    if let reason = decisionLog.obstacle { return "decisions cannot be logged: \(reason)" }
    // All of it, since all of it is accepted at once.
    return unacceptedDamage.map { _ in
      "\(history.damage.joined(separator: "; ")); \(knownWords) are known; `waymark history accept` opens it again, "
        + "and whoever opted out before and is not among these gets messages again, unless a copy is put back or it is "
        + "reported again"
    }
  }

  /// How much the history has left.
  private var knownWords: String {
    HistoryCopy.words(contacts: history.contactCount, optOuts: history.optOutCount)
  }
}
