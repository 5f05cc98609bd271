import API
import Decisions
import History
import HistoryRecords
import Serving
import Time

/// Answers requests that reserve: under a key that was used before, the response of then is given once more. It belongs to
/// the event loop.
struct RepeatableRequest {
  typealias Done = (DecisionService.Answer, ServingBook) -> Void

  let state: ServingState
  let keys: IdempotencyKeys

  /// What is wrong with the key that a request is given, if anything.
  static func problem(ofKeyIn request: HTTPRequest) -> Problem? {
    let names = request.headers(HeaderName.idempotencyKey)
    if names.count > 1 { return .repeatedKey(names.count) }
    guard let name = names.first, !RequestLimits.keyLength.contains(name.utf8.count) else { return nil }
    return .badKey(name)
  }

  /// Answers a request by what is decided, or by what was answered to it before.
  ///
  /// - Parameters:
  ///   - question: what it asks, by which another question under the same key is recognised.
  ///   - consents: by channels of a book: what is asked says of them.
  ///   - decide: given the key under which the answer is to be stored; calls what it is given on the loop, once.
  func respond(
    to request: HTTPRequest, with writer: any ResponseWriter, question: () -> Digest,
    consents: @escaping (DecisionPlan) -> StatedConsents = { _ in StatedConsents() },
    decide: @escaping (RequestKey?, @escaping Done) -> Void
  ) {
    guard let name = request.headers(HeaderName.idempotencyKey).first else {
      return decide(nil) { state.sendAnswer($0, to: writer, under: $1) }
    }
    let key = RequestKey(name: Digest(of: Array(name.utf8)), question: question())
    // Another host may have answered it.
    state.history.prepare(HistoryNeeds(answers: [key.name])) { _ in
      self.respond(key, consents, to: writer, decide: decide)
    }
  }

  private func respond(
    _ key: RequestKey, _ consents: @escaping (DecisionPlan) -> StatedConsents, to writer: any ResponseWriter,
    decide: (RequestKey?, @escaping Done) -> Void
  ) {
    if refuseErased(key, to: writer) { return }
    if let known = keys.question(under: key.name) {
      guard known == key.question else { return state.reply(.keyReused(), to: writer) }
      return keys.wait(for: key.name, writer)
    }
    if repeatAnswer(to: key, consents, to: writer) { return }
    keys.begin(key)
    decide(key) { answer, book in
      let others = keys.end(key.name)
      if case .answeredBefore = answer {
        for writer in [writer] + others { repeatLater(key, consents, to: writer) }
        return
      }
      state.sendAnswer(answer, to: writer, under: book)
      for other in others {
        guard case .decided(let body) = answer else {
          state.sendAnswer(answer, to: other, under: book)
          continue
        }
        state.reply(HTTPResponse(headers: [Self.replayed], body: body), to: other, under: book)
      }
    }
  }

  /// Answers by what is kept under a key.
  ///
  /// - Returns: whether anything is.
  private func repeatAnswer(
    to key: RequestKey, _ consents: @escaping (DecisionPlan) -> StatedConsents, to writer: any ResponseWriter
  ) -> Bool {
    let since = state.clock() - IdempotencyKeys.responsesKept
    guard let known = state.history.question(under: key.name, since: since) else { return false }
    if known == key.question {
      replay(key, consents, to: writer)
    } else {
      refuse(key, consents, to: writer)
    }
    return true
  }

  /// - Returns: whether what was answered under a key is gone with its journey.
  private func refuseErased(_ key: RequestKey, to writer: any ResponseWriter) -> Bool {
    let since = state.clock() - IdempotencyKeys.responsesKept
    guard state.history.isErased(key.name, since: since) else { return false }
    state.reply(.journeyErased, to: writer)
    return true
  }

  /// Answers by what another host has kept under a key meanwhile.
  private func repeatLater(
    _ key: RequestKey, _ consents: @escaping (DecisionPlan) -> StatedConsents, to writer: any ResponseWriter
  ) {
    state.history.prepare(HistoryNeeds(answers: [key.name])) { fault in
      if let fault { return state.reply(.historyUnavailable("\(fault)"), to: writer) }
      if refuseErased(key, to: writer) || repeatAnswer(to: key, consents, to: writer) { return }
      state.reply(.answerForgotten, to: writer)
    }
  }

  /// Refuses another question under a key, and says what its first one reserved: who asks anew is told, and so may carry
  /// it out or give it back.
  private func refuse(
    _ key: RequestKey, _ consents: @escaping (DecisionPlan) -> StatedConsents, to writer: any ResponseWriter
  ) {
    state.history.answer(
      under: key.name,
      state.loop.callback { found in
        guard case .kept(_, let body) = found else { return state.reply(.keyReused(), to: writer) }
        state.parse(body) { read in
          let answer = try? read.get()
          let reserved = answer.flatMap {
            ReplayedReservations($0, consents: consents(state.book.plan), in: state).text
          }
          state.reply(.keyReused(reserved), to: writer)
        }
      })
  }

  /// Gives a stored response once more.
  private func replay(
    _ key: RequestKey, _ consents: @escaping (DecisionPlan) -> StatedConsents, to writer: any ResponseWriter
  ) {
    let history = state.history
    history.answer(
      under: key.name,
      state.loop.callback { found in
        switch found {
        case .kept(let revision, let body):
          replay(body, of: revision, consents, to: writer)
        case .unreadable(let fault):
          state.reply(.historyUnavailable("\(history.fault ?? fault)"), to: writer)
        case .erased: state.reply(.journeyErased, to: writer)
        // Deciding anew could do it twice.
        case .lost, .damaged:
          state.reply(
            history.fault.map { .historyUnavailable("\($0)") } ?? .answerForgotten, to: writer)
        }
      })
  }

  /// Gives a stored response once more, and says what of it was given back since, and what is not to be sent any more.
  private func replay(
    _ body: [UInt8], of revision: String, _ consents: @escaping (DecisionPlan) -> StatedConsents,
    to writer: any ResponseWriter
  ) {
    state.parse(body) { read in
      let answer = try? read.get()
      let since = answer.map {
        ReplayedReservations($0, consents: consents(state.book.plan), in: state).headers
      }
      writer.finish(
        HTTPResponse(headers: [(HeaderName.revision, revision), Self.replayed] + (since ?? []), body: body))
    }
  }

  /// Of a response that was given before.
  private static let replayed = (name: HeaderName.replayed, value: "true")
}
