import Books
import API
import Decisions
import History
import JSON
import Rules
import Serving
import Telemetry
import Time

extension Office {
  /// A journey's contacts with all that came of them, as one object or line by line; without a journey, those of all.
  func showContacts(_ request: HTTPRequest, _ responder: Responder) {
    do {
      let wantsLines = request.header("accept").map { $0.contains(MediaType.lines) } ?? false
      guard let journey = try journey(in: request) else {
        guard wantsLines else {
          throw QueryProblem(
            "'journey' is missing; say whose contacts are wanted, or accept \(MediaType.lines) for all")
        }
        guard access.lets(request.peer, .admin) else {
          return finish(.forbidden("read the contacts of all journeys"), to: responder)
        }
        responder.begin(contentType: MediaType.lines, headers: desk.edition.headers)
        return export(from: 0, to: responder)
      }
      let contacts = history.contacts(of: journey, within: desk.plan.book.policies.sameContactWithin)
      var writer = JSONWriter(reservingCapacity: 256 * (1 + contacts.count))
      if wantsLines {
        for contact in contacts { contact.writeLine(to: &writer) }
        return finish(HTTPResponse(contentType: MediaType.lines, body: writer.bytes), to: responder)
      }
      writer.beginObject()
      writer.key("journey")
      writer.string(journey)
      writer.key("contacts")
      writer.beginArray()
      for contact in contacts { contact.write(namingJourney: false, to: &writer) }
      writer.endArray()
      writer.endObject()
      writer.newline()
      finish(HTTPResponse(body: writer.bytes), to: responder)
    } catch {
      finish(problem(reading: error), to: responder)
    }
  }

  /// Writes some journeys after another, and the rest when the client has taken most of that.
  private func export(from place: Int, to responder: Responder) {
    guard responder.isOpen else { return }
    guard responder.waitingBytes < LongAnswer.mostWaiting else {
      return responder.schedule(after: LongAnswer.pause) { self.export(from: place, to: responder) }
    }
    let (contacts, next) = history.contacts(
      fromPlace: place, journeys: 200, within: desk.plan.book.policies.sameContactWithin)
    var writer = JSONWriter(reservingCapacity: 256 * (1 + contacts.count))
    for contact in contacts { contact.writeLine(to: &writer) }
    responder.write(writer.bytes)
    guard let next else { return responder.end() }
    responder.yield { self.export(from: next, to: responder) }
  }

  /// The journey that a query names, which names nothing else; nil where it names none.
  private func journey(in request: HTTPRequest) throws -> String? {
    if let other = request.query.first(where: { $0.name != "journey" }) {
      throw QueryProblem("unknown parameter '\(other.name)'; there is 'journey'")
    }
    guard let journey = request.queryValue("journey") else { return nil }
    guard !journey.isEmpty else { throw QueryProblem("'journey' is empty") }
    guard journey.utf8.count <= FieldReader.longestID else {
      throw QueryProblem(
        "'journey' is \(journey.utf8.count) bytes long; an id has at most \(FieldReader.longestID)")
    }
    return journey
  }

  /// Forgets a journey: its contacts, answers kept for it, its alerts.
  func erase(_ request: HTTPRequest, _ responder: Responder) {
    do {
      guard let journey = try journey(in: request) else {
        throw QueryProblem("'journey' is missing; say who is to be forgotten")
      }
      if let obstacle = history.obstacle { return finish(.historyUnavailable("\(obstacle)"), to: responder) }
      history.erase(journey, sameContactWithin: desk.plan.book.policies.sameContactWithin) { result in
        switch result {
        case .failure(.copying): self.finish(.historyCopied, to: responder)
        case .failure(let fault): self.finish(.historyUnavailable("\(fault)"), to: responder)
        case .success(let count): self.erased(journey, contacts: count, responder)
        }
      }
    } catch {
      finish(problem(reading: error), to: responder)
    }
  }

  private func erased(_ journey: String, contacts count: Int, _ responder: Responder) {
    do {
      try forgetAlerts(of: journey)
    } catch {
      return finish(.historyUnavailable("its alerts could not be forgotten: \(error)"), to: responder)
    }
    // Without the journey's name: it is forgotten.
    log.info(.journeyErased, "a journey was erased with \(count) contacts", ["contacts": .init(count)])
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("journey")
    writer.string(journey)
    writer.key("contacts")
    writer.int(Int64(count))
    writer.endObject()
    writer.newline()
    finish(HTTPResponse(body: writer.bytes), to: responder)
  }
}
