import API
import Decisions
import Rules
import Serving
import Telemetry
import Time

/// What the daemon counts of itself, as plain values. They belong to the event loop; to read them elsewhere they are
/// copied.
struct Metrics: Sendable {
  /// A path and a status; nil for a path that there is not, and for a response that was not sent to its end.
  struct RequestKey: Sendable, Hashable {
    let route: Int?
    let status: Int?
  }

  struct PlaceKey: Sendable, Hashable {
    let stage: String
    let persona: String
  }

  struct AlertKey: Sendable, Hashable {
    let rule: String
    let severity: AlertSeverity
  }

  struct LineCount: Sendable {
    var answered = 0
    var refused = 0
  }

  /// By place in `DecisionOutcome.allCases`.
  private(set) var decisions = [Int](repeating: 0, count: DecisionOutcome.allCases.count)
  private(set) var decisionSeconds = Histogram(of: .decisionSeconds)
  /// By place of the gate.
  private(set) var heldBack = [Int](repeating: 0, count: Gate.allCases.count)
  private(set) var noMatch = BoundedCounts(rest: PlaceKey(stage: Metrics.other, persona: Metrics.other))
  private(set) var alerts = BoundedCounts(rest: AlertKey(rule: Metrics.other, severity: .info))
  private(set) var ruleErrors = 0
  private(set) var unknownFacts = 0
  private(set) var requests = BoundedCounts(rest: RequestKey(route: nil, status: nil))
  /// By place in `Endpoint.allCases`, and at last of paths that there are not.
  private(set) var requestSeconds = Array(
    repeating: Histogram(of: .requestSeconds), count: Endpoint.allCases.count + 1)
  private(set) var streams = 0
  /// By place in `Endpoint.allCases`.
  private(set) var lines = [LineCount](repeating: LineCount(), count: Endpoint.allCases.count)
  private(set) var connections = 0
  private(set) var connectionsStalled = 0
  private(set) var loadShed = 0
  private(set) var peersRefused = 0
  private(set) var clockJumps = 0
  private(set) var sweeps = 0
  /// When the last one came to its end.
  private(set) var lastSweep: Instant?
  private(set) var commitSeconds = Histogram(of: .historyCommitSeconds)

  // MARK: Decisions

  /// Counts a decision that is no preview.
  mutating func count(_ record: DecisionRecord, under serving: ServingBook) {
    let decision = record.decision
    decisions[decision.outcome.place] += 1
    decisionSeconds.count(record.duration)
    for item in decision.heldBack { heldBack[Int(item.closed.gate.rawValue)] += 1 }
    ruleErrors += decision.failures.count
    for warning in decision.warnings where !warning.pointer.isEmpty { unknownFacts += 1 }
    guard decision.outcome == .noMatch else { return }
    let vocabulary = serving.book.vocabulary
    noMatch.count(
      PlaceKey(
        stage: decision.stage.item.map { vocabulary.stages[$0].id } ?? Self.unknown,
        persona: decision.persona.item.map { vocabulary.personas[$0].id } ?? Self.unknown))
  }

  /// Stands where a stage or a persona is not known.
  private static let unknown = "unknown"
  /// Stands for what there was no room to count by itself, and for paths that there are not.
  static let other = "other"

  mutating func countAlert(of rule: String, _ severity: AlertSeverity) {
    alerts.count(AlertKey(rule: rule, severity: severity))
  }

  // MARK: Requests

  mutating func count(_ request: AnsweredRequest) {
    requests.count(RequestKey(route: request.route, status: request.status))
    if request.isStream {
      streams -= 1
    } else if request.status != nil, let duration = request.duration {
      requestSeconds[request.route ?? Endpoint.allCases.count].count(duration)
    }
  }

  mutating func countStream() { streams += 1 }

  /// - Parameter place: of its endpoint.
  mutating func countLine(at place: Int, isRefused: Bool) {
    if isRefused { lines[place].refused += 1 } else { lines[place].answered += 1 }
  }

  // MARK: Connections

  mutating func setConnections(_ count: Int) { connections = count }
  mutating func countStalled() { connectionsStalled += 1 }
  mutating func countShedding() { loadShed += 1 }
  mutating func countRefusedPeer() { peersRefused += 1 }

  // MARK: The machine

  mutating func countClockJump() { clockJumps += 1 }

  // MARK: The history

  mutating func countSweep(at now: Instant) {
    sweeps += 1
    lastSweep = now
  }

  mutating func countCommit(_ duration: Duration) { commitSeconds.count(duration) }
}

extension DecisionOutcome {
  /// Its place among all.
  fileprivate var place: Int {
    switch self {
    case .matched: 0
    case .fallback: 1
    case .heldBack: 2
    case .noMatch: 3
    case .holdout: 4
    }
  }
}
