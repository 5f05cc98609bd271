import API
import Decisions
import History
import HistoryRecords
import JSON
import Journeys
import Reporting
import Rules
import Serving

/// `GET /v1/contacts`: a journey's contacts with all that came of them, as one object or line by line, where its events
/// follow; without a journey, those of all. `POST`: imports contacts of before and events, line by line.
struct ContactsHandler: RequestHandler, LineHandler {
  let state: ServingState
  let access: AccessPolicy

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    let wantsLines = request.header("accept").map { $0.contains(MediaType.lines) } ?? false
    guard let journey = try request.journey() else {
      guard wantsLines else {
        throw QueryProblem(
          "'journey' is missing; say whose contacts are wanted, or accept \(MediaType.lines) for all")
      }
      guard access.allows(request.peer, .admin) else {
        return state.reply(.forbidden("read the contacts of all journeys"), to: writer)
      }
      if let problem = state.unreadHistory { return state.reply(problem, to: writer) }
      writer.begin(
        HTTPResponse(
          contentType: MediaType.lines,
          headers: state.book.headers + state.headersOfIncompleteness + [
            (HeaderName.unnamedOptOuts, "\(state.history.unnamedOptOutCount)")
          ]))
      return export(from: 0, to: writer)
    }
    if let problem = state.unreadHistory { return state.reply(problem, to: writer) }
    let contacts = state.history.contacts(of: journey, within: state.sameContactWithin)
    guard !wantsLines else { return replyLines(contacts, ofJourney: journey, to: writer) }
    var json = JSONWriter(reservingCapacity: 256 * (1 + contacts.count))
    json.object {
      $0.member("journey", journey)
      $0.array("contacts", of: contacts) { $1.write(namingJourney: false, to: &$0) }
      state.writeEnd(ofJourney: journey, to: &$0)
    }
    json.newline()
    state.reply(HTTPResponse(headers: state.headersOfIncompleteness, body: json.bytes), to: writer)
  }

  private func replyLines(
    _ contacts: [ContactDocument], ofJourney journey: String, to writer: any ResponseWriter
  ) {
    var json = JSONWriter(reservingCapacity: 256 * (1 + contacts.count))
    for contact in contacts { contact.writeLine(to: &json) }
    do throws(HistoryFault) {
      for event in try state.history.events(of: journey) { event.writeLine(to: &json) }
    } catch {
      return state.reply(.historyUnreadable(error), to: writer)
    }
    state.reply(
      HTTPResponse(
        contentType: MediaType.lines, headers: state.headersOfIncompleteness, body: json.bytes), to: writer)
  }

  /// Writes the contacts of some journeys after another, then the events of all, and the rest when the client has read most of that.
  private func export(from place: Int, to writer: any ResponseWriter) {
    guard writer.isOpen else { return }
    guard writer.waitingBytes < LongResponse.mostWaiting else {
      return state.loop.schedule(after: LongResponse.pause) { export(from: place, to: writer) }
    }
    let (contacts, next) = state.history.contacts(
      fromPlace: place, journeys: 200, within: state.sameContactWithin)
    var json = JSONWriter(reservingCapacity: 256 * (1 + contacts.count))
    for contact in contacts { contact.writeLine(to: &json) }
    writer.write(json.bytes)
    guard let next else {
      return state.loop.yield { EventExport(state, writer).run() }
    }
    state.loop.yield { export(from: next, to: writer) }
  }

  func receiveLines(
    of request: HTTPRequest, with writer: any ResponseWriter
  ) throws(QueryProblem) -> BodyReceiver {
    let takesErased = try request.flags([.erased]).contains(.erased)
    var holdsEvents = false
    return LineStream(recording: writer, state, at: .contacts, of: .outcomes) {
      document, transaction, tally in
      if EventReader.isEvent(document) {
        if !holdsEvents { state.history.noteImport() }
        holdsEvents = true
        tally = ReportTally(of: .events, knowingPeople: tally.knowsPeople)
        var reader = EventReader(root: document.root, state)
        return try tally.add(
          try reader.read(document), in: transaction, state, takesErased ? .despiteErasure : .ofBefore)
      }
      var reader = ReportReader(root: document.root, state)
      let read = try reader.readContact(document)
      tally.warnings = read.warnings
      if !takesErased,
        tally.isOfErased(
          read.contact.journey, at: read.contact.at, noes: read.contact.noes, in: transaction, state)
      {
        return
      }
      let noes = transaction.withdrawalCount
      tally.count(transaction.add(read.contact), prefix: "", read.contact.decision)
      tally.outlastYesesAhead(from: noes, in: transaction, prefix: "", state)
      let optOuts = read.contact.results.filter(\.outcome.withdrawsConsent)
      if !optOuts.isEmpty {
        let channels = optOuts.compactMap { $0.channel ?? read.contact.channel }
        tally.warnOfSpelling(read.contact.journey, closing: channels, prefix: "", state)
      }
    }.receiver
  }
}

extension HTTPRequest {
  /// Which of some parameters are true, beside which the query has no others.
  func flags(_ known: [Parameter]) throws(QueryProblem) -> Set<Parameter> {
    var flags: Set<Parameter> = []
    for item in query {
      guard let name = Parameter(rawValue: item.name), known.contains(name) else {
        let names = known.map { "'\($0.rawValue)'" }.joined(separator: " and ")
        throw QueryProblem(
          "unknown parameter '\(item.name)'; there \(known.count == 1 ? "is" : "are") \(names)")
      }
      guard let value = Bool(item.value) else {
        throw QueryProblem("'\(item.name)' is 'true' or 'false', not '\(item.value)'")
      }
      if value { flags.insert(name) } else { flags.remove(name) }
    }
    return flags
  }

  /// The journey that the query names, which names nothing else; nil where it names none.
  func journey() throws(QueryProblem) -> String? {
    if let other = query.first(where: { $0.name != "journey" }) {
      throw QueryProblem("unknown parameter '\(other.name)'; there is 'journey'")
    }
    guard let journey = try query.first?.id() else { return nil }
    guard !journey.isEmpty else { throw QueryProblem("'journey' is empty") }
    guard journey.utf8.count <= FieldReader.longestID else {
      throw QueryProblem(
        "'journey' is \(journey.utf8.count) bytes long; an id has at most \(FieldReader.longestID)")
    }
    return journey
  }
}
