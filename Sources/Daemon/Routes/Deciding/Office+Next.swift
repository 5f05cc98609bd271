import Decisions
import History
import JSON
import Serving
import Time

extension Office {
  /// Decides one state and reserves the first of what is recommended; the answer leaves once that is durable. Under a
  /// key that was used before, the answer of then is given once more.
  func next(_ request: HTTPRequest, _ responder: Responder) {
    guard let body = jsonBody(of: request, responder) else { return }
    guard let name = request.header("idempotency-key") else {
      return reserve(request, body, under: nil) { self.finish($0, to: responder) }
    }
    guard !name.isEmpty, name.utf8.count <= IdempotencyKeys.longest else {
      return finish(.badKey(name), to: responder)
    }
    let key = Digest(of: Array(name.utf8))
    let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let question = Digest(of: Array(query.utf8) + [0] + body)
    let since = clock() - Self.answersKept
    if history.isErased(key, since: since) { return finish(.journeyErased, to: responder) }
    if let known = keys.question(under: key) ?? history.question(under: key, since: since) {
      guard known == question else { return finish(.keyReused, to: responder) }
      if keys.question(under: key) != nil { return keys.wait(for: key, responder) }
      return history.answer(under: key) { found in
        switch found {
        case .kept(let revision, let body):
          self.finish(
            HTTPAnswer(
              headers: [("Waymark-Revision", revision), ("Idempotency-Replayed", "true")], body: body),
            to: responder)
        case .erased: self.finish(.journeyErased, to: responder)
        // Deciding anew could do it twice.
        case .lost, .damaged: self.finish(.answerLost, to: responder)
        }
      }
    }
    keys.begin(key, question: question)
    reserve(request, body, under: (key, question)) { answer in
      self.finish(answer, to: responder)
      for other in self.keys.end(key) { self.finish(answer, to: other) }
    }
  }

  /// - Parameter done: called once, with what is to be answered.
  private func reserve(
    _ request: HTTPRequest, _ body: [UInt8], under key: (key: Digest, question: Digest)?,
    done: @escaping @Sendable (HTTPAnswer) -> Void
  ) {
    let desk = desk
    let clock = clock()
    do {
      let query = try DecideQuery(request, isNext: true)
      let document = try JSONDocument(parsing: body, maximumDepth: configuration.jsonDepth)
      if document.kind(of: document.root) == .array {
        return done(HTTPAnswer(.notOneState("an array"), desk))
      }
      let state = try JourneyState.read(document, at: document.root, for: desk.plan, limits: stateLimits)
      if let mistake = mistakenClock(state, clock: clock) {
        return done(HTTPAnswer(.clockOff(mistake), desk))
      }
      if let obstacle = obstacleToReserving { return done(HTTPAnswer(obstacle, desk)) }
      let entry = history.entry()
      var writer = JSONWriter(reservingCapacity: 1_024)
      let decision = decide(
        state, query: query, desk: desk, clock: clock, reservingIn: entry, to: &writer)
      writer.newline()
      let bytes = writer.bytes
      if let key {
        entry.keep(
          KeptAnswer(
            key: key.key, question: key.question, journey: state.journey, at: clock, revision: desk.revision,
            body: bytes))
      }
      let answer: @Sendable () -> Void = {
        self.record(decision, desk: desk)
        done(HTTPAnswer(headers: desk.edition.headers, body: bytes))
      }
      if entry.isEmpty { return answer() }
      history.submit(entry) { fault in
        if let fault { return done(HTTPAnswer(.historyUnavailable("\(fault)"), desk)) }
        answer()
      }
    } catch {
      done(HTTPAnswer(Problem(reading: error), desk))
    }
  }
}
