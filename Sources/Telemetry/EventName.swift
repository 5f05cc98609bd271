/// All events that the log tells of. The names are stable: alerts are built on them.
package enum EventName: String, Sendable, Hashable, CaseIterable {
  case daemonStarted = "daemon.started"
  case daemonStopping = "daemon.stopping"
  case daemonStopped = "daemon.stopped"
  case daemonFailed = "daemon.failed"
  case configurationNoted = "configuration.noted"
  case limitLowered = "limit.lowered"
  case socketLost = "socket.lost"
  case socketFound = "socket.found"
  case socketTaken = "socket.taken"
  case bookLoaded = "book.loaded"
  case bookRejected = "book.rejected"
  case bookRestored = "book.restored"
  case bookUnsettled = "book.unsettled"
  case bookShrunk = "book.shrunk"
  case ruleError = "rule.error"
  case journeyAlert = "journey.alert"
  case alertsUnwritten = "alerts.unwritten"
  case historyUnavailable = "history.unavailable"
  case historyRecovered = "history.recovered"
  case historyDamaged = "history.damaged"
  case historyCut = "history.cut"
  case historyAccepted = "history.accepted"
  case historyHeld = "history.held"
  case historyShort = "history.short"
  case answerDamaged = "answer.damaged"
  case withdrawalsRebuilt = "withdrawals.rebuilt"
  case withdrawalsUnavailable = "withdrawals.unavailable"
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
    case .daemonFailed: "The daemon could not start, for the reason that is said; it has ended."
    case .configurationNoted: "Something in the configuration does nothing; correct it."
    case .limitLowered:
      "The system lets the process open too few files for `limits.connections`, which was lowered; raise `LimitNOFILE`."
    case .socketLost:
      "The socket or its lock was not in its place; it was made anew, or else nobody finds the daemon for the `reason` said."
    case .socketFound: "The socket is in its place again."
    case .socketTaken: "Another program listens in the place of the socket; the daemon ends with exit code 1."
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
    case .alertsUnwritten:
      "Alerts are in the log only, since the history could not be written for long: `waymark alerts` delivers them to nobody; see `history.unavailable`."
    case .historyUnavailable:
      "Contacts and outcomes cannot be recorded: those who want that get 503, decisions go on; mend what is said."
    case .historyRecovered:
      "Contacts and outcomes are recorded again; opt-outs that came meanwhile are written."
    case .historyDamaged:
      "Part of the history was damaged: it was put aside, and a new file holds what was in memory or could be read; where something may be missing, nothing is reserved until `waymark history accept`."
    case .historyCut:
      "A power cut took contacts and outcomes that were recorded last, which `history.durability: normal` allows; set `full` where that must not be."
    case .historyAccepted: "Somebody accepted what had happened to the history; it is in use again."
    case .historyHeld:
      "The clock went far ahead since contacts were last cleaned up, so none are forgotten; if the clock is right, run `waymark history accept`."
    case .historyShort:
      "`history.keep` is shorter than the rules look back, so that they see less than they say; set it longer."
    case .answerDamaged:
      "An answer that was kept for a repeated request is not what was written, and is not given again; only that request is refused, for a day."
    case .withdrawalsRebuilt:
      "The file of withdrawals, or its key, lacked something that the database has, and was written anew."
    case .withdrawalsUnavailable:
      "Opt-outs cannot be written to the file of withdrawals, or no room can be had for more; they are in the database only."
    case .journeyErased: "A journey was erased, as its person had asked; it is not named."
    case .loadShed:
      "A connection was refused, or one that did nothing was closed, because too many are open; raise the limit or keep fewer open."
    case .streamStalled:
      "A connection was ended: its client took none of its answers for too long, or a stream got nowhere."
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
