/// All events that the log tells of. The names are stable: alerts are built on them.
package enum EventName: String, Sendable, Hashable, CaseIterable {
  case daemonStarted = "daemon.started"
  case daemonStopping = "daemon.stopping"
  case daemonStopped = "daemon.stopped"
  case bookLoaded = "book.loaded"
  case bookRejected = "book.rejected"
  case bookRestored = "book.restored"
  case bookUnsettled = "book.unsettled"
  case bookShrunk = "book.shrunk"
  case ruleError = "rule.error"
  case journeyAlert = "journey.alert"
  case historyUnavailable = "history.unavailable"
  case historyRecovered = "history.recovered"
  case historyDamaged = "history.damaged"
  case historyShort = "history.short"
  case journeyErased = "journey.erased"
  case loadShed = "load.shed"
  case streamStalled = "stream.stalled"
  case peerRefused = "peer.refused"
  case requestMalformed = "request.malformed"
  case requestUnanswered = "request.unanswered"
  case logDropped = "log.dropped"
  case logFolded = "log.folded"
  case watchFailed = "watch.failed"
  case stateUnavailable = "state.unavailable"

  /// What it means that the event is in the log, and what to do about it.
  package var documentation: String {
    switch self {
    case .daemonStarted: "The daemon listens on its socket and serves a rule book."
    case .daemonStopping:
      "The daemon was told to stop; it takes no more connections and finishes what it has begun."
    case .daemonStopped: "The daemon has stopped; how many connections had to be cut off is said."
    case .bookLoaded: "A rule book serves from here on; its revision and what changed are said."
    case .bookRejected:
      "The newest files were not taken, and the rule book before them goes on; run `waymark check`."
    case .bookRestored: "The files were broken at the start, so the copy of the last good rule book serves."
    case .bookUnsettled:
      "The rule files keep changing, or are not closed, and the rule book before them goes on; see what writes them."
    case .bookShrunk:
      "A rule book was taken although files of it are gone or much smaller; make sure that this is meant."
    case .ruleError:
      "A rule could not be evaluated for some state; it did not recommend, and it suppressed if it could."
    case .journeyAlert: "An alert rule fired for a journey."
    case .historyUnavailable:
      "Contacts and outcomes cannot be recorded: those who want that get 503, decisions go on; mend what is said."
    case .historyRecovered:
      "Contacts and outcomes are recorded again; opt-outs that came meanwhile are written."
    case .historyDamaged:
      "The file of the history was damaged; it was put aside, and a new one holds what was in memory or could be read."
    case .historyShort:
      "`history.keep` is shorter than the rules look back, so that they see less than they say; set it longer."
    case .journeyErased: "A journey was erased, as its person had asked; it is not named."
    case .loadShed: "A connection was refused because too many are open; raise the limit or keep fewer open."
    case .streamStalled: "A client took none of its answers for too long, and its connection was ended."
    case .peerRefused: "Somebody asked for what `access` does not allow them."
    case .requestMalformed: "A request was refused before it was read: not HTTP, too large or too slow."
    case .requestUnanswered:
      "A request was answered 500 because nothing answered it; this is a bug to report."
    case .logDropped:
      "Lines were lost because the log was written faster than it was taken; how many is said."
    case .logFolded: "An event came again and again within the window; how often is said."
    case .stateUnavailable:
      "The state directory could not be written; the daemon goes on, but a restart will not know what it should."
    case .watchFailed: "The rule directory cannot be watched; it is looked at from time to time instead."
    }
  }
}
