import Decisions
import JSON
import Rules

/// Decides states in batches: those that depend on each other on one thread in their order, others at the same time. What
/// they reserve is known to the next batch. So the answers are those of one thread, whatever the number of threads.
final class GroupDeciding {
  /// States for one thread.
  private struct Part: Sendable {
    let states: [NotedState]
    let reserved: ReservedContacts
  }

  private struct Outcome: Sendable {
    var answers: [StateAnswer] = []
    var reserved: [ReservedContact] = []
  }

  private typealias Work = OrderedWork<Part, Result<Outcome, Failure>>

  /// A batch that is underway.
  struct Batch {
    fileprivate let count: Int
    /// The places of the states of each part.
    fileprivate let parts: [[Int]]
  }

  private let run: LocalRun
  private let threads: Int
  private let work: Work
  private var reserved = ContactTable()

  /// How many states are taken at once.
  var statesAtOnce: Int { threads * 256 }

  init(_ run: LocalRun, threads: Int, _ answering: StateAnswering) {
    self.run = run
    self.threads = threads
    work = Work(threads: threads) {
      let worker = GroupWorker(run, answering)
      return { part in
        var reserved = part.reserved
        do throws(Failure) {
          let answers = try part.states.map { (state) throws(Failure) in
            try worker.answer(state, seeing: &reserved)
          }
          return .success(Outcome(answers: answers, reserved: reserved.added))
        } catch {
          return .failure(error)
        }
      }
    }
  }

  /// Has a batch decided; the one before it has to be finished.
  func start(_ states: [NotedState]) -> Batch {
    let parts = StateGroups(states, isReserving: run.reserve != nil).parts(most: threads * Work.perThread)
    for places in parts {
      let states = places.map { states[$0] }
      work.add(
        Part(
          states: states,
          reserved: ReservedContacts(
            of: reserved, journeys: Set(states.compactMap(\.journey)),
            accounts: Set(states.compactMap(\.account)))))
    }
    return Batch(count: states.count, parts: parts)
  }

  /// Waits for a batch.
  ///
  /// - Returns: the answers in the order of its states.
  func finish(_ batch: Batch) throws(Failure) -> [StateAnswer] {
    var answers: [StateAnswer?] = Array(repeating: nil, count: batch.count)
    var failure: Failure?
    for places in batch.parts {
      switch work.next() {
      case .success(let outcome):
        for (place, answer) in zip(places, outcome.answers) { answers[place] = answer }
        for item in outcome.reserved { reserve(item) }
      case .failure(let error): failure = failure ?? error
      case nil: preconditionFailure("a result for each part")
      }
    }
    if let failure { throw failure }
    return answers.compactMap(\.self)
  }

  private func reserve(_ item: ReservedContact) {
    reserved.add(item.contact, of: item.journey, account: run.plan.countsAccounts ? item.account : nil)
  }
}

/// What one thread needs to decide states of groups.
private struct GroupWorker {
  private let decider: LocalDecider
  private let answering: StateAnswering
  private let noes: OverheardNoes

  init(_ run: LocalRun, _ answering: StateAnswering) {
    decider = LocalDecider(run)
    self.answering = answering
    noes = OverheardNoes(decider)
  }

  func answer(
    _ state: NotedState, seeing reserved: inout ReservedContacts
  ) throws(Failure) -> StateAnswer {
    answering.answer(to: state.text, try result(of: state, seeing: &reserved))
  }

  private func result(
    of state: NotedState, seeing reserved: inout ReservedContacts
  ) throws(Failure) -> StateResult {
    guard let document = state.document else {
      return .refused(state.refusal ?? Refusal(mistakes: [.init(pointer: "", detail: "there is no state")]))
    }
    if decider.run.reserve != nil {
      if let journey = document.journey, let detail = JourneyID.mistake(in: journey) {
        return .refused(Refusal(mistakes: [.init(pointer: "/journey", detail: detail)]))
      }
      if let refusal = OptOut.refusal(of: document) { return .refused(refusal) }
      if let refusal = try noes.refusal(of: document) { return .refused(refusal) }
    }
    return try decider.decide(
      document, id: decider.run.givesIDs ? state.occurrence : nil, seeing: &reserved)
  }
}
