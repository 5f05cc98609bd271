import History
import Telemetry
import Time

extension EventLog {
  /// Logs what happens to the history.
  func report(_ event: ContactHistory.Event) {
    // Each has its time as its key, so that none is folded as a repeat.
    let key = "\(ContinuousClock.now)"
    switch event {
    case .unavailable(let fault):
      error(
        .historyUnavailable, "nothing can be recorded: \(fault)", ["reason": .string("\(fault)")], key: key)
    case .recovered: info(.historyRecovered, "contacts and outcomes are recorded again", key: key)
    case .setAside(let path, let contacts):
      error(
        .historyDamaged, "the damaged history was put aside as '\(path)'; a new one has \(contacts) contacts",
        ["file": .string(path), "contacts": .init(contacts)], key: key)
    case .damaged(let reason):
      error(
        .historyDamaged,
        "\(reason); go back to a copy, or look into it and run `waymark history accept`: WaymarkHistoryNotAccepted in the runbook",
        ["reason": .string(reason)], key: key)
    case .eventsLost(let count, let all):
      error(
        .historyDamaged,
        "\(count) of \(all) events could not be read of a database that was lost; contacts and opt-outs are whole, and there is nothing to accept: tell the events again",
        ["events": .init(count)], key: key)
    case .began(let path, let optOuts):
      let known = optOuts == 0 ? "no contact and no opt-out" : "no contact, and of \(optOuts) opt-outs"
      warning(
        .historyNew,
        "the history in '\(path)' is new and knows of \(known); if there was one before, stop the daemon and put that back",
        ["file": .string(path), "opt_outs": .init(optOuts)], key: key)
    case .restored(let erasures, let found):
      let journeys = erasures == 1 ? "a journey was erased" : "\(erasures) journeys were erased"
      warning(
        .historyRestored,
        "the history is a copy of before \(journeys); \(found) of \(erasures) came back with it and are erased again; contacts that came after the copy are missing: bring them back, as the runbook says",
        ["erasures": .init(erasures), "found": .init(found)], key: key)
    case .erasuresLost(let count, let all):
      warning(
        .erasuresLost,
        "the file of erasures lacks \(count) of \(all): an older copy of the database would bring these journeys back, and nobody would see it",
        ["lost": .init(count), "erasures": .init(all)], key: key)
    case .answerDamaged:
      warning(
        .answerDamaged, "a kept answer is not what was written; whoever repeats its request is refused",
        key: "answer")
    case .endLost:
      warning(
        .historyCut,
        "the end of the machine took what was recorded last, which 'history.durability: normal' allows",
        key: key)
    case .withdrawalsRebuilt(let count):
      warning(
        .withdrawalsRebuilt,
        "the file of withdrawals or its key was not complete; it is written anew, with all opt-outs that are known, \(count)",
        ["opt_outs": .init(count)], key: key)
    case .erasuresRebuilt(let count):
      warning(
        .erasuresRebuilt,
        "the file of erasures was gone; it is written anew from memory, with all \(count) of it",
        ["erasures": .init(count)], key: key)
    case .withdrawalsUnavailable(let fault):
      error(
        .withdrawalsUnavailable,
        "opt-outs are written to the database only, and no longer to a second place: \(fault)",
        ["reason": .string("\(fault)")], key: key)
    case .alertsUnwritten:
      // Folded: there is one for each alert.
      error(.alertsUnwritten, "an alert is in the log only: too many wait for the history", key: "alert")
    case .cleanUpWaits(let since):
      warning(
        .historyHeld,
        "the clock is far ahead of the last clean-up, at \(since); no contacts are forgotten by it until `waymark history accept`",
        ["since": .string(since.description)], key: key)
    }
  }
}
