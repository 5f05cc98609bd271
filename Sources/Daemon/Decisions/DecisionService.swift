import API
import DecisionLog
import Decisions
import History
import HistoryRecords
import JSON
import Journeys
import Rules
import Serving
import Settings
import Telemetry
import Time

/// Carries a decision from a state to its recorded answer: reads the state, asks the history, decides, reserves, waits
/// until that is durable, and reports what follows from the decision. Every decision of the daemon passes through here.
/// It belongs to the event loop.
final class DecisionService {
  let state: ServingState
  let limits: JourneyState.Limits
  private var ids = UUIDv7Generator()

  /// What a state is refused for.
  enum Refusal: Error {
    case state(StateRefusal)
    /// Its own time is too far from the daemon's for anything to be reserved.
    case clockOff(pointer: String, detail: String)
  }

  enum Answer {
    case decided([UInt8])
    case refused(Problem)
    /// Another request under its key was answered meanwhile, and that answer is kept.
    case answeredBefore
  }

  init(_ state: ServingState) {
    self.state = state
    limits = JourneyState.Limits(
      listLength: state.configuration.listLength, refusesUnknown: state.configuration.unknown == .refuse)
  }

  // MARK: The steps

  /// Begins the decisions of one request.
  func makeGroup(_ query: DecideQuery) -> DecisionGroup {
    state.loop.assertCurrent()
    return DecisionGroup(book: state.book, query: query, clock: state.clock())
  }

  /// Reads states: those of a short document at once, those of a long one on another thread, since everybody would wait
  /// for it.
  ///
  /// - Parameter handle: called on the loop, once, with what `accept` takes.
  func readStates(
    _ document: JSONDocument, at tokens: [JSONToken], for group: DecisionGroup,
    _ handle: @escaping ([Result<JourneyState, StateRefusal>]) -> Void
  ) {
    let explains = group.query.explanation != .none
    let read = { @Sendable [plan = group.book.plan, limits] in
      tokens.map { token in
        Result { () throws(StateRefusal) in
          try JourneyState.read(document, at: token, for: plan, limits: limits, keepingTexts: explains)
        }
      }
    }
    guard ServingState.isLong(document.bytes) else { return handle(read()) }
    state.offload(read) { states in self.state.loop.runInTurn { handle(states) } }
  }

  /// Takes a state as it was read, and counts what was wrong with it.
  func accept(
    _ read: Result<JourneyState, StateRefusal>, for group: DecisionGroup
  ) throws(Refusal) -> JourneyState {
    let journey: JourneyState
    do throws(StateRefusal) {
      journey = try read.get()
    } catch {
      if !group.query.isPreview { state.findings.count(error) }
      throw .state(error)
    }
    if !group.query.isPreview, !journey.warnings.isEmpty { state.findings.count(journey.warnings) }
    guard group.query.reserve != nil, let now = journey.now,
      !JourneyState.mayReserve(at: now, by: group.clock)
    else { return journey }
    if !group.query.isPreview { state.findings.count(.stateRefused, "/now", .clockOff) }
    throw .clockOff(
      pointer: "/now",
      detail:
        "'now' is \(now) and the daemon's clock says \(group.clock): to reserve, they may differ by five minutes at most"
    )
  }

  /// Why a group cannot be decided now: it could not be logged, or not reserve what it is to reserve.
  func obstacle(to group: DecisionGroup) -> Problem? {
    if !group.query.isPreview, let reason = state.decisionLog.obstacle {
      return .decisionLogUnavailable(reason)
    }
    return group.query.reserve == nil ? nil : state.obstacleToReserving
  }

  /// What a group reserves is recorded in this; nil where it is not to reserve anything.
  ///
  /// - Parameter basis: what it rests on.
  func transaction(for group: DecisionGroup, restingOn basis: JournalBasis?) -> HistoryTransaction? {
    group.query.reserve == nil ? nil : state.history.transaction(restingOn: basis)
  }

  /// Decides by all that is remembered, reserves the first of what is recommended, and writes the answer.
  func makeDecision(
    on journey: JourneyState, from document: JSONDocument, at token: JSONToken, in group: inout DecisionGroup,
    reservingIn transaction: HistoryTransaction?, to writer: inout JSONWriter
  ) {
    let began = ContinuousClock.now
    let subject = complete(journey, from: document, at: token, in: group)
    var record = decide(on: subject, in: group)
    if let transaction { reserve(record, of: subject, in: group, transaction) }
    record.decision.write(
      id: record.id.text, plan: group.book.plan, explanation: group.query.explanation,
      reserved: record.reserved?.map(\.action),
      to: &writer)
    record.duration = ContinuousClock.now - began
    group.records.append(record)
  }

  /// Decides by all that is remembered; nothing is reserved yet.
  ///
  /// - Parameter others: contacts with others of its account that count as if they were remembered.
  func decide(
    on subject: Subject, in group: DecisionGroup, seeing others: [(journey: String, contact: Contact)] = []
  ) -> DecisionRecord {
    let began = ContinuousClock.now
    let (book, query) = (group.book, group.query)
    var journey = subject.state
    warnOfGaps(in: &journey)
    var considered = state.history.known(of: journey.journey, account: journey.account, for: book.view)
    for other in others { considered.add(other.contact, of: other.journey) }
    if query.isReserving {
      addOptOutsElsewhere(to: &considered, &journey, in: group)
      StatedConsents(subject.given).outlastYesesAhead(of: group.clock, in: &considered)
      if !query.isPreview { warnOfStatedConsents(&journey, subject, in: group) }
    }
    let decision = book.decider.decide(
      journey, history: considered, clock: group.clock,
      options: .init(limit: query.limit, explanation: query.explanation))
    return DecisionRecord(
      id: ids.next(at: UInt64(max(0, state.clock().microseconds / 1_000))), decision: decision,
      document: subject.document, token: subject.token, supplement: journey.supplement,
      considered: considered, stateWarnings: journey.warnings.count,
      reservedCount: query.reserve, clock: group.clock, duration: ContinuousClock.now - began)
  }

  /// Adds to a transaction what a decision reserves, and what `next` notes of the state.
  func reserve(
    _ record: DecisionRecord, of subject: Subject, in group: DecisionGroup, _ transaction: HistoryTransaction
  ) {
    addReservations(of: record, group.book, to: transaction)
    if group.query.call == .next { note(record, subject, under: group.book.plan, in: transaction) }
  }

  func warnOfGaps(in journey: inout JourneyState) {
    let history = state.history
    if let fault = history.fault, !history.isKnown {
      journey.warn("the contact history cannot be read, because \(fault); this is decided without it")
    }
    if let fault = history.fault, history.isKnown, !history.holdsAll {
      journey.warn(
        "the shared history cannot be read, because \(fault); this is decided by what was read before")
    }
    if let damage = history.damage.first {
      journey.warn("\(damage); this is decided by what is left")
    }
  }

  private func addReservations(
    of record: DecisionRecord, _ book: ServingBook, to transaction: HistoryTransaction
  ) {
    for item in record.reserved ?? [] {
      transaction.reserve(
        book.stamps[item.action], channel: item.channel.map { book.book.vocabulary.channels[$0].id },
        journey: record.decision.journey, account: record.decision.account, decision: record.id,
        at: record.decision.now)
    }
  }

  /// Reports each decision of a group, in slices. A preview leaves no trace.
  func report(_ group: DecisionGroup, from first: Int, _ done: @escaping () -> Void) {
    guard !group.query.isPreview else { return done() }
    let slice = TimeSlice()
    var next = first
    while next < group.records.count {
      follow(group.records[next], of: group, recordedAt: state.clock())
      next += 1
      if next < group.records.count, slice.isOver {
        return state.loop.yield { [next] in self.report(group, from: next, done) }
      }
    }
    done()
  }
}

extension Problem {
  /// A state alone that was refused.
  init(_ refusal: DecisionService.Refusal) {
    switch refusal {
    case .state(let refusal): self = .refused(Mistakes(refusal))
    case .clockOff(let pointer, let detail): self = .clockOff(pointer: pointer, detail: detail)
    }
  }
}
