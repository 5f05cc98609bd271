import API
import Decisions
import History
import JSON
import Serving

/// Decides an array of states, in slices so that others get their turn in between: all are read before the first is
/// decided. It belongs to the event loop.
final class ArrayDecision {
  private let service: DecisionService
  private let document: JSONDocument
  private let tokens: [JSONToken]
  private let done: (DecisionService.Answer, ServingBook) -> Void
  private var group: DecisionGroup
  private var journeys: [JourneyState] = []
  private var accepted = 0
  private var states: [Result<JourneyState, StateRefusal>] = []
  private var mistakes = Mistakes()
  private var transaction: HistoryTransaction?
  private var writer: JSONWriter

  /// - Parameter done: called on the loop, once.
  init(
    _ document: JSONDocument, _ query: DecideQuery, by service: DecisionService,
    done: @escaping (DecisionService.Answer, ServingBook) -> Void
  ) {
    self.service = service
    self.document = document
    self.done = done
    group = service.makeGroup(query)
    tokens = Array(document.elements(of: document.root))
    writer = JSONWriter(reservingCapacity: 1_024 * max(1, tokens.count))
  }

  func begin() {
    service.readStates(document, at: tokens, for: group) { states in
      self.states = states
      self.service.state.loop.runInTurn { self.run() }
    }
  }

  private func run() {
    let slice = TimeSlice()
    while accepted < states.count {
      acceptNext()
      if slice.isOver { return yield() }
    }
    guard mistakes.isEmpty else { return done(.refused(.refused(mistakes)), group.book) }
    if group.records.isEmpty {
      if let obstacle = service.obstacle(to: group) { return done(.refused(obstacle), group.book) }
      transaction = service.transaction(for: group)
      group.records.reserveCapacity(journeys.count)
      writer.beginArray()
    }
    while group.records.count < journeys.count {
      let index = group.records.count
      service.makeDecision(
        on: journeys[index], from: document, at: tokens[index], in: &group, reservingIn: transaction,
        to: &writer)
      if index + 1 < journeys.count, slice.isOver { return yield() }
    }
    writer.endArray()
    writer.newline()
    let bytes = writer.bytes
    service.record(group, transaction) { [done, book = group.book] problem in
      done(problem.map { .refused($0) } ?? .decided(bytes), book)
    }
  }

  private func yield() { service.state.loop.yield { self.run() } }

  private func acceptNext() {
    let index = accepted
    accepted += 1
    let prefix = "/\(index)"
    do throws(DecisionService.Refusal) {
      journeys.append(try service.accept(states[index], for: group))
    } catch {
      switch error {
      case .state(let refusal): mistakes.append(refusal, prefix: prefix)
      case .clockOff(let pointer, let detail):
        mistakes.append(.init(pointer: prefix + pointer, detail: detail))
      }
    }
  }
}
