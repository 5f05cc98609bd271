import API
import Decisions
import History
import HistoryRecords
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
  private var attempt = DecisionAttempt()
  /// Whether what is remembered of all states is new enough.
  private var isPrepared = false
  /// What the decisions rest on.
  private var basis: JournalBasis?
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
    let tokens = Array(document.elements(of: document.root))
    self.tokens = tokens
    writer = Self.makeWriter(for: tokens.count)
  }

  private static func makeWriter(for count: Int) -> JSONWriter {
    JSONWriter(reservingCapacity: 1_024 * max(1, count))
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
    guard isPrepared || service.state.history.holdsAll else { return prepare() }
    if group.records.isEmpty {
      if let obstacle = service.obstacle(to: group) { return done(.refused(obstacle), group.book) }
      transaction = service.transaction(for: group, restingOn: basis)
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
    service.record(group, transaction, attempt) { recorded in
      switch recorded {
      case .recorded: self.done(.decided(bytes), self.group.book)
      case .overtaken(let next): self.begin(next)
      case .answeredBefore: self.done(.answeredBefore, self.group.book)
      case .refused(let problem): self.done(.refused(problem), self.group.book)
      }
    }
  }

  /// Decides all of them again.
  private func begin(_ next: DecisionAttempt) {
    attempt = next
    isPrepared = false
    group.records = []
    writer = Self.makeWriter(for: tokens.count)
    service.state.loop.runInTurn { self.run() }
  }

  private func prepare() {
    let scopes = journeys.reduce(into: attempt.scopes) { $0.formUnion($1.scopes) }
    service.prepare(scopes, for: group) { [self] problem in
      if let problem { return done(.refused(problem), group.book) }
      isPrepared = true
      basis = service.basis(of: scopes, for: group)
      service.state.loop.runInTurn { self.run() }
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
