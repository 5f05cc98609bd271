import Decisions
import JSON
import Journeys
import Rules
import Time

/// Decides by a rule book, in this process.
struct LocalDecider: StateDecider, StateKnowledge {
  let run: LocalRun
  private let decider: Decider
  private let recollection: Recollection?

  init(_ run: LocalRun) {
    self.run = run
    decider = Decider(run.plan)
    recollection = run.history.flatMap { $0.remembersEvents ? $0.recollection(for: run.plan) : nil }
  }

  func stateSchema() -> [UInt8] { run.plan.stateSchema(refusesUnknown: false) }

  func mistakes(in state: [UInt8]) throws(Failure) -> [Refusal.Mistake] {
    guard let document = try? JSONDocument(parsing: state) else { return [] }
    do throws(Refusal) {
      return try read(document).warnings.map { .init(pointer: $0.pointer, detail: $0.detail) }
    } catch {
      return error.mistakes
    }
  }

  func decide(_ states: [AskedState]) throws(Failure) -> [StateResult] {
    var reserved = ReservedContacts()
    var results: [StateResult] = []
    for state in states { results.append(try decide(state.document, id: nil, seeing: &reserved)) }
    return results
  }

  /// Decides one state, and reserves what the run is to reserve.
  ///
  /// - Parameters:
  ///   - id: from which number of the state within its journey; nil: the decision has none.
  ///   - reserved: what was reserved before of its journey and account; gains what this one reserves.
  func decide(
    _ document: JSONDocument, id occurrence: Int?, seeing reserved: inout ReservedContacts
  ) throws(Failure) -> StateResult {
    let given: JourneyState
    do throws(Refusal) {
      given = try read(document)
      if run.reserve != nil { try checkClock(of: given) }
    } catch {
      return .refused(error)
    }
    var (state, considered) = remembered(given, document)
    reserved.add(to: &considered, journey: state.journey, account: state.account, in: run.plan)
    if run.reserve != nil {
      heedNoes(&state, given, &considered)
      if run.isStrict, !state.warnings.isEmpty {
        return .refused(
          Refusal(mistakes: state.warnings.map { .init(pointer: $0.pointer, detail: $0.detail) }))
      }
    }
    let decision = decider.decide(state, history: considered, clock: run.clock, options: run.options)
    let id = occurrence.map { DecisionID(of: document, at: decision.now, occurrence: $0, in: run.plan.book) }
    var writer = JSONWriter(reservingCapacity: 2_048)
    decision.write(
      id: id?.text, plan: run.plan, explanation: run.options.explanation,
      reserved: id.flatMap { reserve(decision, under: $0, in: &reserved) },
      namesAccount: run.reserve != nil, to: &writer)
    return try StateResult(decision: writer.bytes)
  }

  private func read(_ document: JSONDocument) throws(Refusal) -> JourneyState {
    do throws(StateRefusal) {
      return try JourneyState.read(
        document, at: document.root, for: run.plan, limits: .init(),
        keepingTexts: run.options.explanation != .none)
    } catch {
      throw Refusal(error)
    }
  }

  /// A state with what is remembered of its journey, and the contacts with it.
  private func remembered(
    _ given: JourneyState, _ document: JSONDocument
  ) -> (state: JourneyState, contacts: JourneyHistory) {
    guard let history = run.history else { return (given, .none) }
    var state = given
    if let recollection {
      state =
        EffectiveState.complete(
          document, at: document.root, given, from: recollection, clock: run.clock,
          keepingTexts: run.options.explanation != .none)?.state ?? given
    }
    return (state, history.known(of: state.journey, account: state.account, in: run.plan))
  }

  /// - Returns: the actions that are reserved; nil where none is to be.
  private func reserve(
    _ decision: Decision, under id: DecisionID, in reserved: inout ReservedContacts
  ) -> [Int]? {
    guard let count = run.reserve else { return nil }
    let items = decision.recommendations.prefix(count)
    for item in items {
      reserved.add(
        ReservedContact(
          journey: decision.journey, account: decision.account,
          contact: Contact(reserving: item, at: decision.now, under: id, in: run.plan.book)))
    }
    return items.map(\.action)
  }
}

extension DecidingWay {
  /// By a rule book at hand, on all threads at once.
  static func here(_ run: LocalRun, threads: Int) -> DecidingWay {
    run.looksAtOthers
      ? .inGroups(run, threads: threads)
      : .onThreads(Threads(count: threads, states: 64, bytes: 256 << 10) { LocalDecider(run) })
  }
}
