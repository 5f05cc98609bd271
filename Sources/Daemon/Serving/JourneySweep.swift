import DecisionLog
import Decisions
import Dispatch
import History
import HistoryRecords
import Journeys
import Rules
import Serving
import Settings
import Telemetry
import Time

/// Runs the alert rules for all journeys now and then, so that what time alone has changed is told without any script
/// asking. An alert is raised where its rule turns true. It belongs to the event loop; decisions are made on the thread of
/// the reader.
final class JourneySweep {
  private let state: ServingState
  private let reader: SweepReader
  private var round: Round?

  private static let journeysAtOnce = 20
  /// Between two handfuls of journeys, so that requests have the loop almost to themselves.
  private static let pause = Duration.milliseconds(2)

  /// Nil where the history has no events to sweep through.
  init?(_ state: ServingState) {
    guard let reader = state.history.sweepReader else { return nil }
    self.state = state
    self.reader = reader
  }

  /// Sweeps, and again and again after the time that the configuration says.
  func run() {
    guard let span = state.configuration.sweep else { return }
    begin()
    state.loop.schedule(after: .microseconds(span.microseconds)) { self.run() }
  }

  private func begin() {
    let book = state.book
    guard round == nil, state.history.remembersEvents, !book.alertRules.isEmpty,
      let mark = state.history.sweepMark
    else { return }
    let round = Round(book: book, mark: mark, now: state.clock())
    self.round = round
    readNext(round)
  }

  // MARK: A round

  /// One sweep over all journeys, under one rule book.
  private final class Round {
    let book: ServingBook
    let mark: ContactHistory.SweepMark
    let now: Instant
    let decider: SweepDecider
    var last: String?
    var count = 0
    /// By index of a rule: how many journeys it turned true for of which one alert is raised together, and the first.
    var together: [Int32: (count: Int, journeys: [String])] = [:]

    init(book: ServingBook, mark: ContactHistory.SweepMark, now: Instant) {
      self.book = book
      self.mark = mark
      self.now = now
      decider = SweepDecider(book)
    }

    /// Whether what turned true is told in one alert: of rules that are new, and after an import.
    func isTold(_ rule: String) -> Bool { !mark.hasImported && mark.rules.contains(rule) }
  }

  private func readNext(_ round: Round) {
    let next = state.loop.callback { (read: Result<[SweepReader.Swept], HistoryFault>) in
      self.prepare(read, round)
    }
    reader.read(
      after: round.last, most: Self.journeysAtOnce, at: round.now, in: round.book.plan, next)
  }

  /// Adds what the loop knows of contacts, and has the decisions made.
  private func prepare(_ read: Result<[SweepReader.Swept], HistoryFault>, _ round: Round) {
    // Where the file cannot be read, the next sweep sees what this one does not.
    guard case .success(let journeys) = read else { return self.round = nil }
    guard let last = journeys.last else { return end(round) }
    round.last = last.journey
    round.count += journeys.count
    let history = state.history
    let subjects = journeys.filter { !$0.hasEnded }.map { swept in
      SweepDecider.Subject(
        swept: swept,
        considered: history.known(of: swept.journey, account: swept.account, for: round.book.view),
        responses: round.book.plan.asksForGroups
          ? swept.remembered.keys.reduce(into: [:]) {
            $0[$1] = history.response(of: $1, until: round.now)
          } : [:])
    }
    let decide = { @Sendable [decider = round.decider, now = round.now] in
      subjects.map { decider.decide($0, at: now) }
    }
    state.offload(decide, on: reader.queue) { self.raise($0, round) }
  }

  private func raise(_ found: [SweepDecider.Found], _ round: Round) {
    let transaction = state.history.transaction()
    for found in found {
      let ids = found.alerts.map { round.book.book.rules[Int($0.raised.rule)].id }
      guard Set(ids) != Set(found.held) else { continue }
      transaction.noteHolding(found.journey, rules: ids)
      for (alert, id) in zip(found.alerts, ids) where !found.held.contains(id) {
        if round.isTold(id) {
          state.raise(
            alert.raised, loggedAs: alert.logged, of: found.journey, account: found.account, by: nil,
            under: round.book.book, at: state.clock())
        } else {
          let known = round.together[alert.raised.rule] ?? (0, [])
          round.together[alert.raised.rule] = (
            known.count + 1, known.journeys.count < 3 ? known.journeys + [found.journey] : known.journeys
          )
        }
      }
    }
    if !transaction.isEmpty { state.history.commit(transaction) { _ in } }
    state.loop.schedule(after: Self.pause) { self.readNext(round) }
  }

  private func end(_ round: Round) {
    for (rule, found) in round.together.sorted(by: { $0.key < $1.key }) {
      state.raise(togetherOf: rule, found.count, found.journeys, under: round.book.book, at: state.clock())
    }
    state.history.endSweep(under: round.book.alertRules)
    state.metrics.countSweep(at: state.clock())
    state.log.info(
      .journeysSwept, "the alert rules were run for \(round.count) journeys",
      ["journeys": .init(round.count)],
      key: "\(round.now)")
    self.round = nil
  }
}

/// Decides on journeys of which nothing is given but their ids. It belongs to the thread of the sweep's reader.
///
/// Unchecked because it is used on that thread only.
final class SweepDecider: @unchecked Sendable {
  struct Subject: Sendable {
    let swept: SweepReader.Swept
    let considered: JourneyHistory
    let responses: [String: Instant]
  }

  struct Alert: Sendable {
    let raised: Decision.Raised
    /// The summary as the log has it.
    let logged: String
  }

  struct Found: Sendable {
    let journey: String
    let account: String?
    let held: [String]
    let alerts: [Alert]
  }

  private let plan: DecisionPlan
  private let decider: Decider

  init(_ book: ServingBook) {
    plan = book.plan
    decider = Decider(book.plan, limits: book.logged.expressions)
  }

  func decide(_ subject: Subject, at now: Instant) -> Found {
    let swept = subject.swept
    let recollection = Recollection(
      plan, journey: { swept.remembered[$0] ?? .none },
      members: { _ in Array(swept.remembered.keys) },
      response: { journey, _ in subject.responses[journey] })
    let state = BareState(swept.journey, for: plan)?.completed(from: recollection, at: now)
    let decision = state.map { decider.decide($0, history: subject.considered, clock: now) }
    let logged = decision?.withoutNames(plan).alerts ?? []
    return Found(
      journey: swept.journey, account: swept.account, held: swept.held,
      alerts: zip(decision?.alerts ?? [], logged).map { Alert(raised: $0, logged: $1.summary) })
  }
}
