import Settings
import Books
import API
import Decisions
import Dispatch
import History
import JSON
import Rules
import Serving
import Time

extension Office {
  /// Decides by all that is remembered, reserves in an entry the first of what is recommended, and writes the answer.
  func decide(
    _ state: JourneyState, query: DecideQuery, desk: ServingBook, clock: Instant,
    reservingIn entry: HistoryTransaction?,
    to writer: inout JSONWriter
  ) -> Decision {
    var state = state
    if let fault = history.fault, !history.isKnown {
      state.warn("the contact history cannot be read, because \(fault); this is decided without it")
    }
    if let damage = history.damage.first {
      state.warn("\(damage); this is decided by what is left")
    }
    let decision = desk.decider.decide(
      state, history: history.known(of: state.journey, account: state.account, for: desk.view), clock: clock,
      options: .init(limit: query.limit, isFull: query.isFull))
    let id = nextID()
    let reserved = entry == nil ? nil : decision.recommendations.prefix(query.reserve ?? 0)
    if let entry, let reserved {
      let book = desk.plan.book
      for item in reserved {
        entry.reserve(
          desk.stamps[item.action], channel: item.channel.map { book.vocabulary.channels[$0].id },
          journey: state.journey, account: state.account, decision: id, at: decision.now)
      }
    }
    decision.write(
      id: id.text, plan: desk.plan, listsAll: query.isFull, reserved: reserved?.map(\.action), to: &writer)
    return decision
  }

  /// What is wrong with a state's own time for something to be reserved.
  func mistakenClock(_ state: JourneyState, clock: Instant) -> (pointer: String, detail: String)? {
    guard let now = state.now, abs((now - clock).microseconds) > 5 * 60 * 1_000_000 else { return nil }
    return (
      "/now",
      "'now' is \(now) and the daemon's clock says \(clock): to reserve, they may differ by five minutes at most"
    )
  }

  // MARK: /v1/decide

  func decide(_ request: HTTPRequest, _ responder: Responder) {
    do {
      let query = try DecideQuery(request)
      guard let body = jsonBody(of: request, responder) else { return }
      guard body.count > Self.longestReadAtOnce else {
        return decide(
          try JSONDocument(parsing: body, maximumDepth: configuration.jsonDepth), query, responder)
      }
      // Everybody would wait for a long one.
      let depth = configuration.jsonDepth
      readers.async {
        let read = Result { try JSONDocument(parsing: body, maximumDepth: depth) }
        responder.yield {
          do {
            try self.decide(read.get(), query, responder)
          } catch {
            self.finish(self.problem(reading: error), to: responder)
          }
        }
      }
    } catch {
      finish(problem(reading: error), to: responder)
    }
  }

  /// Bytes of a body that takes so little time to read that nobody notices.
  private static let longestReadAtOnce = 64 << 10

  private func decide(_ document: JSONDocument, _ query: DecideQuery, _ responder: Responder) {
    let isArray = document.kind(of: document.root) == .array
    let count = document.count(of: document.root)
    if isArray, count > configuration.statesPerArray {
      return finish(.tooManyStates(count, most: configuration.statesPerArray), to: responder)
    }
    if query.reserve != nil {
      guard isArray else {
        return finish(
          .badQuery("'reserve' is for arrays and streams; POST one state to /v1/next"), to: responder)
      }
      if let obstacle = obstacleToReserving { return finish(obstacle, to: responder) }
    }
    DecideJob(document, query: query, office: self, desk: desk, responder: responder, clock: clock()).run()
  }

  /// A stream of states, each decided under the rule book of its moment.
  func decideLines(_ query: DecideQuery, _ responder: Responder) -> LineStream {
    LineStream(
      to: responder, headers: desk.edition.headers, longestLine: configuration.lineLength
    ) { line, reply in
      do {
        let document = try JSONDocument(parsing: line, maximumDepth: self.configuration.jsonDepth)
        let desk = self.desk
        let clock = self.clock()
        let state = try JourneyState.read(
          document, at: document.root, for: desk.plan, limits: self.stateLimits)
        if query.reserve != nil {
          if let mistake = self.mistakenClock(state, clock: clock) { return reply(.clockOff(mistake)) }
          if let obstacle = self.obstacleToReserving { return reply(obstacle) }
        }
        let entry = query.reserve == nil ? nil : self.history.entry()
        var writer = JSONWriter(reservingCapacity: 1_024)
        let decision = self.decide(
          state, query: query, desk: desk, clock: clock, reservingIn: entry, to: &writer)
        let json = writer.bytes
        let answer: @Sendable () -> Void = {
          if !query.isPreview { self.record(decision, desk: desk) }
          reply(json)
        }
        guard let entry, !entry.isEmpty else { return answer() }
        self.history.submit(entry) { fault in
          if let fault { reply(.historyUnavailable("\(fault)")) } else { answer() }
        }
      } catch {
        reply(self.problem(reading: error, of: .line))
      }
    }
  }
}

extension Problem {
  /// What is read.
  enum Read: String {
    case body, line
  }

  /// What is wrong with what was sent; nil where the error says nothing of that.
  init?(reading error: any Error, of what: Read) {
    switch error {
    case let problem as QueryProblem: self = .badQuery(problem.detail)
    case let error as JSONError: self = .notJSON(error, what)
    case let refusal as StateRefusal:
      var mistakes = Mistakes()
      mistakes.append(refusal)
      self = .refused(mistakes)
    default: return nil
    }
  }
}
