import API
import Decisions
import History
import JSON
import Rules
import Serving
import Time

/// One request for decisions on a whole body, carried out in slices so that others get their turn in between.
///
/// Unchecked because it is touched on the event loop only.
final class DecideJob: @unchecked Sendable {
  private let office: Office
  private let desk: ServingBook
  private let query: DecideQuery
  private let document: JSONDocument
  private let responder: Responder
  private let clock: Instant
  private let tokens: [JSONToken]
  private let isArray: Bool
  private var states: [JourneyState] = []
  private var mistakes = Mistakes()
  /// How many decisions were counted and told of.
  private var recorded = 0
  /// What is reserved, if anything is to be.
  private var entry: HistoryTransaction?
  private var decisions: [Decision] = []
  private var writer: JSONWriter
  private var read = 0

  /// How long one slice may take.
  static let slice = Duration.microseconds(250)

  init(
    _ document: JSONDocument, query: DecideQuery, office: Office, desk: ServingBook, responder: Responder,
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
    guard mistakes.isEmpty else { return finish(.refused(mistakes)) }
    if decisions.isEmpty && isArray { writer.beginArray() }
    while decisions.count < states.count {
      decideNext()
      if isOver(began, decisions.count) { return responder.yield { self.run() } }
    }
    if isArray { writer.endArray() }
    writer.newline()
    record()
  }

  private func isOver(_ began: ContinuousClock.Instant, _ count: Int) -> Bool {
    isArray && count < tokens.count && ContinuousClock.now - began > Self.slice
  }

  private func readNext() {
    let index = read
    read += 1
    let prefix = isArray ? "/\(index)" : ""
    do throws(StateRefusal) {
      let state = try JourneyState.read(
        document, at: tokens[index], for: desk.plan, limits: office.stateLimits)
      states.append(state)
      if query.reserve != nil, let mistake = office.mistakenClock(state, clock: clock) {
        mistakes.append(.init(pointer: prefix + mistake.pointer, detail: mistake.detail))
      }
    } catch {
      mistakes.append(error, prefix: prefix)
    }
  }

  private func decideNext() {
    let state = states[decisions.count]
    if query.reserve != nil, entry == nil { entry = office.history.entry() }
    decisions.append(
      office.decide(state, query: query, desk: desk, clock: clock, reservingIn: entry, to: &writer))
  }

  /// Answers once all that was reserved is durable.
  private func record() {
    guard let entry, !entry.isEmpty else { return answer() }
    office.history.submit(entry) { fault in
      if let fault { return self.finish(.historyUnavailable("\(fault)")) }
      self.answer()
    }
  }

  private func answer() {
    let began = ContinuousClock.now
    while !query.isPreview, recorded < decisions.count {
      office.record(decisions[recorded], desk: desk)
      recorded += 1
      if isOver(began, recorded) { return responder.yield { self.answer() } }
    }
    office.finish(HTTPResponse(body: writer.bytes), to: responder, desk: desk)
  }

  private func finish(_ problem: Problem) { office.finish(problem, to: responder, desk: desk) }
}
