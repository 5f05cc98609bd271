import Decisions
import Serving
import Telemetry
import Time

/// What was wrong with states, for the log: each kind of mistake at each place once when it is first met, then once an hour
/// with how often it came. Values are never logged, and journeys not named. It belongs to the event loop.
final class StateFindings {
  private struct Finding: Hashable {
    let event: EventName
    let place: String
    let fault: StateFault?
  }

  private struct Repeats {
    var count = 0
    var since: Instant
  }

  /// So many are counted apart; what comes above them is counted together.
  static let most = 256
  /// So many of one state are counted: one with thousands would hold up others.
  private static let mostOfOne = 64
  static let interval = Duration.seconds(3_600)

  private let log: EventLog
  private let clock: @Sendable () -> Instant
  private let loop: any Loop
  private var found: [Finding: Repeats] = [:]
  private var isPlanned = false

  init(_ log: EventLog, on loop: any Loop, clock: @escaping @Sendable () -> Instant) {
    self.log = log
    self.loop = loop
    self.clock = clock
  }

  /// Counts why a state was refused.
  func count(_ refusal: StateRefusal) {
    for problem in refusal.problems.prefix(Self.mostOfOne) {
      count(.stateRefused, problem.pointer, problem.fault)
    }
  }

  /// Counts what in a state counts as not known; a warning without a place is of no value in it.
  func count(_ warnings: [JourneyState.Warning]) {
    for warning in warnings.prefix(Self.mostOfOne) where !warning.pointer.isEmpty {
      count(.stateWarned, warning.pointer, warning.fault)
    }
  }

  func count(_ event: EventName, _ pointer: String, _ fault: StateFault) {
    var finding = Finding(event: event, place: StatePlace.text(of: pointer), fault: fault)
    if found[finding] == nil, found.count >= Self.most {
      finding = Finding(event: event, place: "elsewhere", fault: nil)
    }
    guard found[finding] == nil else {
      found[finding]?.count += 1
      return
    }
    let now = clock()
    found[finding] = Repeats(since: now)
    write(finding, 1, since: nil, at: now)
    plan()
  }

  /// Logs how often what is known already came since; also at the end of the daemon.
  func logRepeats() {
    let now = clock()
    for (finding, repeats) in found.sorted(by: { $0.key.place < $1.key.place }) where repeats.count > 0 {
      write(finding, repeats.count, since: repeats.since, at: now)
      found[finding] = Repeats(since: now)
    }
  }

  private func plan() {
    guard !isPlanned else { return }
    isPlanned = true
    loop.schedule(after: Self.interval) { [weak self] in self?.endInterval() }
  }

  private func endInterval() {
    isPlanned = false
    // What no longer comes is news when it comes again.
    found = found.filter { $0.value.count > 0 }
    logRepeats()
    if !found.isEmpty { plan() }
  }

  private func write(_ finding: Finding, _ count: Int, since: Instant?, at now: Instant) {
    let isRefusal = finding.event == .stateRefused
    let what = isRefusal ? "was refused" : "counts as not known"
    let times = since == nil ? "" : ", \(count) times more"
    var fields: LogFields = ["pointer": .string(finding.place)]
    if let fault = finding.fault { fields.append("kind", .string(fault.rawValue)) }
    fields.append("count", .init(count))
    if let since { fields.append("since", .string(since.description)) }
    // With the time in its key, the log folds none away.
    log.log(
      isRefusal ? .warning : .info, finding.event,
      "something in a state \(what): \(finding.place)\(finding.fault.map { " (\($0.rawValue))" } ?? "")\(times)",
      fields, key: "\(finding.place) \(ContinuousClock.now)")
  }
}
