import Decisions
import Foundation
import History
import JSON
import Rules
import Serving
import Telemetry
import Time

extension Office {
  /// Bytes of a long answer that wait for the client before more is made, and how long that is put off.
  private static let mostWaiting = 1 << 20
  private static let pause = Duration.milliseconds(5)

  // MARK: Reading

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
      let contacts = history.contacts(of: journey)
      var writer = JSONWriter(reservingCapacity: 256 * (1 + contacts.count))
      if wantsLines {
        for contact in contacts { contact.writeLine(to: &writer) }
        return finish(HTTPAnswer(contentType: MediaType.lines, body: writer.bytes), to: responder)
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
      finish(HTTPAnswer(body: writer.bytes), to: responder)
    } catch {
      finish(Problem(reading: error), to: responder)
    }
  }

  /// Writes some journeys after another, and the rest when the client has taken most of that.
  private func export(from place: Int, to responder: Responder) {
    guard responder.isOpen else { return }
    guard responder.waitingBytes < Self.mostWaiting else {
      return responder.schedule(after: Self.pause) { self.export(from: place, to: responder) }
    }
    let (contacts, next) = history.contacts(fromPlace: place, journeys: 200)
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
    return journey
  }

  // MARK: Forgetting

  /// Forgets a journey: its contacts, answers kept for it, its alerts.
  func erase(_ request: HTTPRequest, _ responder: Responder) {
    do {
      guard let journey = try journey(in: request) else {
        throw QueryProblem("'journey' is missing; say who is to be forgotten")
      }
      if let obstacle = history.obstacle { return finish(.historyUnavailable("\(obstacle)"), to: responder) }
      history.erase(journey) { result in
        switch result {
        case .failure(.locked): self.finish(.historyUnavailable("a copy of it is being made"), to: responder)
        case .failure(let fault): self.finish(.historyUnavailable("\(fault)"), to: responder)
        case .success(let count): self.erased(journey, contacts: count, responder)
        }
      }
    } catch {
      finish(Problem(reading: error), to: responder)
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
    finish(HTTPAnswer(body: writer.bytes), to: responder)
  }

  // MARK: Copies

  /// Sends a copy of the history's file as it is now.
  func backUp(_ responder: Responder) {
    let path = "\(configuration.stateDirectory)/backup-\(UUID().uuidString).sqlite"
    history.copy(to: path) { fault in
      if let fault {
        unlink(path)
        return self.finish(.historyUnavailable("\(fault)"), to: responder)
      }
      let file = FileHandle(forReadingAtPath: path)
      // It lives on until it is closed, and not after a crash.
      unlink(path)
      guard let file else {
        return self.finish(.historyUnavailable("the copy cannot be read"), to: responder)
      }
      responder.begin(contentType: "application/vnd.sqlite3", headers: self.desk.edition.headers)
      self.send(file, to: responder)
    }
  }

  private func send(_ file: FileHandle, to responder: Responder) {
    guard responder.isOpen else { return }
    guard responder.waitingBytes < Self.mostWaiting else {
      return responder.schedule(after: Self.pause) { self.send(file, to: responder) }
    }
    do {
      guard let piece = try file.read(upToCount: 256 << 10), !piece.isEmpty else { return responder.end() }
      responder.write(Array(piece))
      responder.yield { self.send(file, to: responder) }
    } catch {
      responder.abort()
    }
  }

  // MARK: Readiness

  /// Whether a book serves, which is always so, and what is to be recorded can be.
  func readiness() -> HTTPAnswer {
    guard let fault = history.fault else { return HTTPAnswer(body: Array("{\"ready\":true}\n".utf8)) }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("ready")
    writer.bool(false)
    writer.key("reason")
    writer.string("the history is unavailable: \(fault)")
    writer.endObject()
    writer.newline()
    return HTTPAnswer(status: 503, headers: [("Retry-After", "1")], body: writer.bytes)
  }
}

extension RememberedContact {
  fileprivate func writeLine(to writer: inout JSONWriter) {
    write(namingJourney: true, to: &writer)
    writer.newline()
  }

  /// In the form that an import takes.
  fileprivate func write(namingJourney: Bool, to writer: inout JSONWriter) {
    writer.beginObject()
    if let decision {
      writer.key("decision")
      writer.string(decision.text)
    }
    if namingJourney {
      writer.key("journey")
      writer.string(journey)
    }
    if let account {
      writer.key("account")
      writer.string(account)
    }
    writer.key("action")
    writer.string(stamp.action.text)
    if let kind = stamp.kind {
      writer.key("kind")
      writer.string(kind)
    }
    if let group = stamp.group {
      writer.key("group")
      writer.string(group)
    }
    writer.key("caps")
    writer.beginObject()
    writer.key("exempt")
    writer.bool(stamp.isExempt)
    writer.key("counts")
    writer.bool(stamp.counts)
    writer.endObject()
    if let channel {
      writer.key("channel")
      writer.string(channel)
    }
    writer.key("at")
    writer.string(at.description)
    writer.key("outcomes")
    writer.beginArray()
    for result in results { result.write(to: &writer) }
    writer.endArray()
    writer.endObject()
  }
}

extension RememberedContact.Result {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("outcome")
    writer.string(outcome.rawValue)
    writer.key("at")
    writer.string(at.description)
    if let value {
      writer.key("value")
      writer.double(value)
    }
    writer.endObject()
  }
}
