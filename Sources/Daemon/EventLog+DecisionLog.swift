import DecisionLog
import Telemetry

extension EventLog {
  /// Logs what happens to the decision log.
  func report(_ event: DecisionLog.Event) {
    // Each has its time as its key, so that none is folded as a repeat.
    let key = "\(ContinuousClock.now)"
    switch event {
    case .head(let head, let first, let reason):
      info(
        .decisionLogHead, "the decision log goes to line \(head.number)",
        [
          "number": .int(head.number), "head": .string(head.text), "first": .int(first),
          "reason": .string(reason.rawValue),
        ], key: key)
    case .gap(let count):
      warning(
        .decisionLogGap, "\(count) decisions are missing in the decision log", ["count": .init(count)],
        key: key)
    case .unavailable(let reason):
      error(
        .decisionLogUnavailable, "decisions cannot be logged: \(reason)", ["reason": .string(reason)],
        key: key)
    case .recovered: info(.decisionLogRecovered, "decisions are logged again", key: key)
    case .repaired(let what): warning(.decisionLogRepaired, what, key: key)
    case .damaged(let what): error(.decisionLogDamaged, what, key: key)
    case .upkeepFailed(let reason):
      error(
        .decisionLogUpkeepFailed, "the files of the decision log cannot be looked after: \(reason)",
        ["reason": .string(reason)], key: key)
    case .erased(let lines, let journeys):
      info(
        .decisionLogErased, "\(lines) lines of the decision log were erased for \(journeys) journeys",
        ["lines": .init(lines), "journeys": .init(journeys)], key: key)
    }
  }
}
