import Settings
import Books
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
    let name = request.header("idempotency-key")
    if let name, name.isEmpty || name.utf8.count > IdempotencyKeys.longest {
      return finish(.badKey(name), to: responder)
    }
    do {
      let query = try DecideQuery(request, isNext: true)
      let document = try JSONDocument(parsing: body, maximumDepth: configuration.jsonDepth)
      if let name {
        answerOnce(document, query, under: Digest(of: Array(name.utf8)), responder)
      } else {
        reserve(document, query, under: nil) { self.finish($0, to: responder) }
      }
    } catch {
      finish(problem(reading: error), to: responder)
    }
  }

  private func answerOnce(
    _ document: JSONDocument, _ query: DecideQuery, under key: Digest, _ responder: Responder
  ) {
    let question = Question.digest(document, query)
    let since = clock() - Self.answersKept
    if history.isErased(key, since: since) { return finish(.journeyErased, to: responder) }
    if let known = keys.question(under: key) ?? history.question(under: key, since: since) {
      guard known == question else { return finish(.keyReused, to: responder) }
      if keys.question(under: key) != nil { return keys.wait(for: key, responder) }
      return history.answer(under: key) { found in
        switch found {
        case .kept(let revision, let body):
          self.finish(
            HTTPResponse(headers: [("Waymark-Revision", revision), Self.replayed], body: body), to: responder)
        case .unreadable(let fault):
          self.finish(.historyUnavailable("\(self.history.fault ?? fault)"), to: responder)
        case .erased: self.finish(.journeyErased, to: responder)
        // Deciding anew could do it twice.
        case .lost, .damaged:
          let fault = self.history.fault
          self.finish(fault.map { .historyUnavailable("\($0)") } ?? .answerForgotten, to: responder)
        }
      }
    }
    keys.begin(key, question: question)
    reserve(document, query, under: (key, question)) { answer in
      self.finish(answer, to: responder)
      var repeated = answer
      if answer.status == 200 { repeated.headers.append(Self.replayed) }
      for other in self.keys.end(key) { self.finish(repeated, to: other) }
    }
  }

  /// Of an answer that was given before.
  private static let replayed = (name: "Idempotency-Replayed", value: "true")

  /// - Parameter done: called once, with what is to be answered.
  private func reserve(
    _ document: JSONDocument, _ query: DecideQuery, under key: (key: Digest, question: Digest)?,
    done: @escaping @Sendable (HTTPResponse) -> Void
  ) {
    let desk = desk
    let clock = clock()
    do {
      if document.kind(of: document.root) == .array {
        return done(HTTPResponse(.notOneState("an array"), desk))
      }
      let state = try JourneyState.read(document, at: document.root, for: desk.plan, limits: stateLimits)
      if let mistake = mistakenClock(state, clock: clock) {
        return done(HTTPResponse(.clockOff(mistake), desk))
      }
      if let obstacle = obstacleToReserving { return done(HTTPResponse(obstacle, desk)) }
      let entry = history.entry()
      var writer = JSONWriter(reservingCapacity: 1_024)
      let decision = decide(
        state, query: query, desk: desk, clock: clock, reservingIn: entry, to: &writer)
      writer.newline()
      let bytes = writer.bytes
      if let key {
        entry.keep(
          IdempotentResponse(
            key: key.key, question: key.question, journey: state.journey, at: clock, revision: desk.revision,
            body: bytes))
      }
      let answer: @Sendable () -> Void = {
        self.record(decision, desk: desk)
        done(HTTPResponse(headers: desk.edition.headers, body: bytes))
      }
      if entry.isEmpty { return answer() }
      history.submit(entry) { fault in
        if let fault { return done(HTTPResponse(.historyUnavailable("\(fault)"), desk)) }
        answer()
      }
    } catch {
      done(HTTPResponse(problem(reading: error), desk))
    }
  }
}
