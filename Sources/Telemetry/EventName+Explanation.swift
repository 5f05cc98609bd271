extension EventName {
  /// What the table of the documentation says of an event.
  package struct Explanation: Sendable {
    /// The levels at which it is logged; the first is the usual one.
    package let levels: [LogLevel]
    /// What it means that the event is in the log.
    package let meaning: String
    /// What to do about it; nil where there is nothing.
    package let remedy: String?

    init(_ levels: LogLevel..., meaning: String, remedy: String? = nil) {
      self.levels = levels
      self.meaning = meaning
      self.remedy = remedy
    }
  }

  package var explanation: Explanation {
    switch self {
    case .daemonStarted:
      .init(.info, meaning: "the daemon listens, serves a rule book and remembers so many `contacts`")
    case .daemonStopping: .init(.info, meaning: "it is to stop, and finishes what it has begun")
    case .daemonStopped:
      .init(
        .info, .error, meaning: "it has stopped, and cut off so many connections: `cut_off`",
        remedy: "where `unwritten_opt_outs` stand in it, start it soon; report `lost_opt_outs` again")
    case .daemonFailed:
      .init(
        .error,
        meaning: "it could not start, for the reason in `message`, with `diagnostics` where there are some",
        remedy: "mend that and start it again")
    case .configurationNoted:
      .init(.warning, meaning: "something in the configuration does nothing", remedy: "correct its name")
    case .limitLowered:
      .init(
        .warning, meaning: "too few files may be open for `limits.connections`; `limit` are served",
        remedy: "raise `LimitNOFILE` of the unit, or `ulimit -n`")
    case .socketLost:
      .init(
        .warning, .error,
        meaning: "socket or lock were gone and are made anew; or the `reason` why that fails",
        remedy: "find out what clears the folder; mend the `reason`, or restart the socket unit")
    case .socketFound: .init(.info, meaning: "the socket is in its place again")
    case .socketTaken:
      .init(
        .error, meaning: "another program listens in the place of the socket; the daemon ends",
        remedy: "stop one of the two, or give it another `socket.path`")
    case .clockJumped:
      .init(
        .warning, meaning: "the clock went so many `seconds` forward or back at once, or the machine slept",
        remedy: "make sure that it is right now, and that it is set slowly; see <doc:Runbook>")
    case .bookLoaded:
      .init(
        .info, .warning,
        meaning:
          "this `revision` serves; a warning if rules go, or with `weakened` or `tests_failed`",
        remedy: "see that `rules_removed` and `weakened` are meant; `waymark test` says why a test fails")
    case .bookUnchanged:
      .init(
        .info, .warning,
        meaning: "a reload found the rule book that serves already; a warning if `tests_failed`",
        remedy: "`waymark test` says why")
    case .bookRejected:
      .init(
        .error, meaning: "the newest files are not taken, and the last good book goes on: `diagnostics`",
        remedy: "`waymark check` says all of it; mend the files, or put the last ones back")
    case .bookRestored:
      .init(
        .error, meaning: "the files were broken at the start, and the copy of the last good book serves",
        remedy: "as for `book.rejected`")
    case .bookUnsettled:
      .init(
        .warning, meaning: "the rule files do not come to rest; `files` that keep changing or stay open",
        remedy: "see what writes them, and have it write once")
    case .bookShrunk:
      .init(
        .warning, meaning: "a rule book was taken although `files` of it are gone or much smaller",
        remedy: "make sure that this is meant")
    case .stateRefused:
      .init(
        .warning,
        meaning:
          "a state was refused (422): `pointer`, `kind`, no value; once, then hourly with `count`",
        remedy: "correct what makes the states; `waymark decide` names the value")
    case .stateWarned:
      .init(
        .info,
        meaning:
          "something in a state counts as not known: `pointer`, `kind`; once, then hourly with `count`",
        remedy: "declare it in the rule book, or no longer send it")
    case .ruleError:
      .init(
        .error,
        meaning: "an expression failed: `rule` or `action`, `file`, `line`, `column`; repeats are folded",
        remedy: "try it with `waymark eval`; guard it with `has()`")
    case .journeyAlert:
      .init(
        .info, .warning, .error,
        meaning: "an alert: `rule`, `severity`, `summary`, `journey`, `account`, `decision`",
        remedy: "what the rule's author wants; the level follows `severity`")
    case .alertsUnwritten:
      .init(
        .warning, .error,
        meaning: "alerts are in the log only: too many waited for the history; `count` at a stop",
        remedy: "see <doc:Alerts>; mend what `history.unavailable` said")
    case .watchFailed:
      .init(
        .warning, meaning: "the system gives no notices of changed files; they are compared every second",
        remedy: "raise `fs.inotify.max_user_watches` or `max_user_instances`")
    case .historyUnavailable:
      .init(
        .error, meaning: "nothing can be recorded, for this `reason`; decisions go on",
        remedy: "make room, or mend the disk; it goes on by itself")
    case .historyRecovered: .init(.info, meaning: "contacts and outcomes are recorded again")
    case .historyNew:
      .init(
        .warning,
        meaning: "no history was there, and a new one begins in `file`: nobody's contacts are known",
        remedy: "at a first start, nothing; else stop the daemon and put the state directory back")
    case .historyRestored:
      .init(
        .warning,
        meaning: "the database is an old copy: of `erasures` since, it had `found`, erased again now",
        remedy: "bring back what came after the copy; see <doc:Runbook>")
    case .historyDamaged:
      .init(
        .error,
        meaning: "damage: put aside as `file`, `contacts` are left; or the `reason`; or lost `events`",
        remedy: "restore a backup or report opt-outs again, then `waymark history accept`")
    case .historyCut:
      .init(
        .warning,
        meaning: "a power cut took what was recorded last, which `history.durability: normal` allows",
        remedy: "set `full` where that must not be")
    case .historyAccepted:
      .init(
        .warning, meaning: "somebody accepted that, `uid`: the `reason` of before",
        remedy: "make sure that it was somebody who may")
    case .historyHeld:
      .init(
        .warning,
        meaning: "the clock is over a week ahead of the last clean-up, `since`: no contact is forgotten",
        remedy: "set the clock; if it is right, `waymark history accept`")
    case .historyShort:
      .init(
        .warning, meaning: "`history.keep` is shorter than the rules look back, `reach` in days",
        remedy: "set it longer, or have the rules look back less")
    case .optOutsUnmatched:
      .init(
        .warning,
        meaning: "`opt_outs` are of a `channel` that the rules do not have: they close no other",
        remedy: "give the channel its id of before: what people read is its `label`")
    case .answerDamaged:
      .init(
        .warning, meaning: "a kept answer is not what was written; only who repeats that request is refused",
        remedy: "have the disk checked")
    case .withdrawalsRebuilt:
      .init(
        .warning,
        meaning: "the file of withdrawals or its key had gaps; written anew with all `opt_outs`",
        remedy: "find out who touched the state directory")
    case .withdrawalsUnavailable:
      .init(
        .error, meaning: "opt-outs are in the database only, or have no more room, for this `reason`",
        remedy: "make room, or mend the disk")
    case .erasuresLost:
      .init(
        .warning,
        meaning: "the file `erasures` lacks `lost` of all `erasures`, or their lines are damaged",
        remedy: "put the file back; without it, put back no copy that is older than the latest erasure")
    case .erasuresRebuilt:
      .init(
        .warning,
        meaning: "the file `erasures` was gone, and is written anew from memory, with all `erasures`",
        remedy: "find out who touched the state directory")
    case .journeysSwept:
      .init(.info, meaning: "the alert rules were run for so many `journeys`, with no script asking")
    case .journeyErased:
      .init(
        .info,
        meaning:
          "a journey was erased as its person asked, so many `contacts` and `events`; it is not named"
      )
    case .stateUnavailable:
      .init(
        .warning,
        meaning: "the state directory cannot be written or read; a start does not know what it should",
        remedy: "mend its permissions or the disk; it is tried again every second")
    case .decisionLogHead:
      .init(
        .info, meaning: "how far the decision log goes: `number`, `head`, `first`, for which `reason`")
    case .decisionLogGap:
      .init(
        .warning, meaning: "`count` decisions are missing in the decision log",
        remedy: "make room, or move `decision_log.path` to a faster disk")
    case .decisionLogUnavailable:
      .init(
        .error, meaning: "decisions cannot be logged, for this `reason`; with `block` none are made",
        remedy: "mend that; it goes on by itself")
    case .decisionLogRecovered: .init(.info, meaning: "decisions are logged again")
    case .decisionLogRepaired:
      .init(
        .warning, meaning: "a line was cut off by a crash, or a file is gone; the decision log goes on",
        remedy: "where no crash explains it, run `waymark log verify`")
    case .decisionLogDamaged:
      .init(
        .error, meaning: "whole lines of the decision log were changed; they stay, and a new file goes on",
        remedy: "find out who did it: run `waymark log verify`, and see <doc:DecisionLog>")
    case .decisionLogUpkeepFailed:
      .init(
        .error, meaning: "its old files cannot be compressed, removed or erased, for this `reason`",
        remedy: "mend that; it is tried again at the next file, or within the hour")
    case .decisionLogErased:
      .init(.info, meaning: "`lines` are gone from the decision log for `journeys` that were erased")
    case .loadShed:
      .init(
        .warning, meaning: "a connection was refused, or an idle one closed, because too many are open",
        remedy: "find the user by `uid`; keep fewer open, or raise `limits.connections`")
    case .streamStalled:
      .init(
        .warning, meaning: "a client took nothing of its answer, or a stream got nowhere, and was ended",
        remedy: "have the client of that `uid` and `pid` read while it sends")
    case .peerRefused:
      .init(
        .warning, meaning: "somebody asked for what `access` does not allow them: `uid`, `pid`, `path`",
        remedy: "add the user to `access`, or find out what it is after")
    case .requestMalformed:
      .init(
        .warning, meaning: "a request was refused before it was read: not HTTP, too large or too slow",
        remedy: "see which client sends it, by `uid` and `pid`")
    case .requestUnanswered:
      .init(.error, meaning: "a request was answered with 500", remedy: "report it as a bug, with the line")
    case .logDropped:
      .init(
        .warning,
        meaning: "`count` lines were lost because nobody took them fast enough, or the disk was full",
        remedy: "see what reads the log, or make room")
    case .logFolded:
      .init(
        .info, .warning, .error, .debug,
        meaning: "the event `folded` came `count` times more within ten seconds",
        remedy: "as for that event; the level is its own")
    case .logUnavailable:
      .init(
        .error, meaning: "the log file cannot be opened again; lines go on into the one that is open",
        remedy: "mend the `reason`; it is tried again every second")
    case .logReplaced:
      .init(
        .warning,
        meaning: "the log file was removed, or moved away without SIGHUP; lines go on in a new one",
        remedy: "what came in the seconds before is in the file that was there; rotate it with SIGHUP")
    case .metricsUnavailable:
      .init(
        .warning, meaning: "the file of `metrics.textfile` cannot be written, and stands as it was",
        remedy: "mend the `reason`; it is tried again every time")
    case .notifyFailed:
      .init(
        .warning,
        meaning: "the service manager cannot be reached, and may end a daemon that it hears nothing of",
        remedy: "see that the unit has `NotifyAccess=main` and nothing hides `NOTIFY_SOCKET`")
    }
  }
}
