import Decisions
import JSON
import Rules
import Serving
import Time

/// One request for decisions, carried out in slices so that others get their turn in between.
///
/// Unchecked because it is touched on the event loop only.
final class DecideJob: @unchecked Sendable {
  private let office: Office
  private let desk: Desk
  private let query: DecideQuery
  private let document: JSONDocument
  private let responder: Responder
  private let clock: Instant
  private let tokens: [JSONToken]
  private let isArray: Bool
  private var states: [JourneyState] = []
  private var problems: [Problem.Mistake] = []
  private var writer: JSONWriter
  private var read = 0
  private var decided = 0

  /// How long one slice may take.
  private static let slice = Duration.milliseconds(1)

  init(
    _ document: JSONDocument, query: DecideQuery, office: Office, desk: Desk, responder: Responder,
    clock: Instant
  ) {
    self.document = document
    self.query = query
    self.office = office
    self.desk = desk
    self.responder = responder
    self.clock = clock
    isArray = document.kind(of: document.root) == .array
    tokens = isArray ? Array(document.elements(of: document.root)) : [document.root]
    writer = JSONWriter(reservingCapacity: 1_024 * max(1, tokens.count))
  }

  /// Reads every state, then decides each; yields the loop whenever a slice is over.
  func run() {
    let began = ContinuousClock.now
    while read < tokens.count {
      readNext()
      if isOver(began, read) { return responder.yield { self.run() } }
    }
    guard problems.isEmpty else {
      return office.finish(HTTPAnswer(Problem.refused(problems)), to: responder, desk: desk)
    }
    if decided == 0 && isArray { writer.beginArray() }
    while decided < states.count {
      decideNext()
      if isOver(began, decided) { return responder.yield { self.run() } }
    }
    if isArray { writer.endArray() }
    writer.newline()
    office.finish(HTTPAnswer(body: writer.bytes), to: responder, desk: desk)
  }

  private func isOver(_ began: ContinuousClock.Instant, _ count: Int) -> Bool {
    isArray && count < tokens.count && ContinuousClock.now - began > Self.slice
  }

  private func readNext() {
    let index = read
    read += 1
    do throws(StateRefusal) {
      states.append(
        try JourneyState.read(document, at: tokens[index], for: desk.plan, limits: office.stateLimits))
    } catch {
      let prefix = isArray ? "/\(index)" : ""
      problems += error.problems.map { .init(pointer: prefix + $0.pointer, detail: $0.detail) }
    }
  }

  private func decideNext() {
    let state = states[decided]
    decided += 1
    let decision = desk.decider.decide(
      state, clock: clock, options: .init(limit: query.limit, isFull: query.isFull))
    if !query.isPreview { office.record(decision, desk: desk) }
    decision.write(id: office.nextID(), plan: desk.plan, listsAll: query.isFull, to: &writer)
  }
}
