import API
import Decisions
import History
import HistoryRecords
import JSON

extension DecisionService {
  /// One state that is decided, and how its answer is wanted.
  private struct OneState {
    let document: JSONDocument
    let group: DecisionGroup
    /// Under which the answer is stored with what is reserved, to be given again.
    let key: RequestKey?
    /// Whether the answer stands in a stream, whose lines are ended elsewhere.
    let isLine: Bool
    /// Called on the loop, once.
    let done: (Answer, ServingBook) -> Void

    func refuse(_ problem: Problem) { done(.refused(problem), group.book) }
  }

  /// Decides one state: all steps in their order.
  ///
  /// - Parameters:
  ///   - key: under which the answer is stored with what is reserved, to be given again.
  ///   - isLine: whether the answer stands in a stream, whose lines are ended elsewhere.
  ///   - done: called on the loop, once.
  func decideOne(
    _ document: JSONDocument, _ query: DecideQuery, storedUnder key: RequestKey? = nil, isLine: Bool = false,
    done: @escaping (Answer, ServingBook) -> Void
  ) {
    let one = OneState(
      document: document, group: makeGroup(query), key: key, isLine: isLine, done: done)
    readStates(document, at: [document.root], for: one.group) { states in
      for read in states {
        do throws(Refusal) {
          self.decide(try self.accept(read, for: one.group), one, DecisionAttempt())
        } catch {
          one.refuse(Problem(error))
        }
      }
    }
  }

  private func decide(_ journey: JourneyState, _ one: OneState, _ attempt: DecisionAttempt) {
    prepare(journey.scopes.union(attempt.scopes), for: one.group) { problem in
      if let problem { return one.refuse(problem) }
      self.decideNow(journey, one, attempt)
    }
  }

  /// Decides by what is in memory.
  private func decideNow(_ journey: JourneyState, _ one: OneState, _ attempt: DecisionAttempt) {
    var group = one.group
    if let obstacle = obstacle(to: group) { return one.refuse(obstacle) }
    let basis = basis(of: journey.scopes.union(attempt.scopes), for: group)
    let transaction = transaction(for: group, restingOn: basis)
    var writer = JSONWriter(reservingCapacity: 1_024)
    makeDecision(
      on: journey, from: one.document, at: one.document.root, in: &group, reservingIn: transaction,
      to: &writer)
    if !one.isLine { writer.newline() }
    let bytes = writer.bytes
    if let key = one.key {
      transaction?.store(
        IdempotentResponse(
          key: key.name, question: key.question, journey: journey.journey, at: group.clock,
          revision: group.book.revision, body: bytes))
    }
    record(group, transaction, attempt) { recorded in
      switch recorded {
      case .recorded: one.done(.decided(bytes), one.group.book)
      case .overtaken(let next): self.decide(journey, one, next)
      case .answeredBefore: one.done(.answeredBefore, one.group.book)
      case .refused(let problem): one.refuse(problem)
      }
    }
  }
}
