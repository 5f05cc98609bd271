import API
import DecisionLog
import History
import HistoryRecords
import JSON
import Journeys
import Serving
import System
import Telemetry

/// `GET /v1/journeys`: all that is remembered of a journey: its events, and its contacts with what came of them.
/// `DELETE`: erases it: both, the responses stored for it, its alerts, its lines in the decision log.
struct JourneysHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    guard let journey = try request.journey() else {
      throw QueryProblem(
        request.method == "DELETE"
          ? "'journey' is missing; say who is to be forgotten" : "'journey' is missing; say whose is wanted")
    }
    guard request.method == "DELETE" else { return show(journey, writer) }
    if let obstacle = state.history.obstacle {
      return state.reply(.historyUnavailable("\(obstacle)"), to: writer)
    }
    state.offload({ [log = state.decisionLog] () -> FileProblem? in
      do throws(FileProblem) { try log.noteErasure(of: journey) } catch { return error }
      return nil
    }) { problem in
      if let problem {
        return state.reply(
          .historyUnavailable("its decisions could not be forgotten: \(problem)"), to: writer)
      }
      eraseHistory(of: journey, writer)
    }
  }

  private func show(_ journey: String, _ writer: any ResponseWriter) {
    if let problem = state.unreadHistory { return state.reply(problem, to: writer) }
    let events: [JourneyEvent]
    do throws(HistoryFault) {
      events = try state.history.events(of: journey)
    } catch {
      return state.reply(.historyUnreadable(error), to: writer)
    }
    let contacts = state.history.contacts(of: journey, within: state.sameContactWithin)
    var json = JSONWriter(reservingCapacity: 128 * (1 + events.count) + 256 * contacts.count)
    json.object {
      $0.member("journey", journey)
      $0.array("events", of: events) { $1.write(namingJourney: false, to: &$0) }
      $0.array("contacts", of: contacts) { $1.write(namingJourney: false, to: &$0) }
      state.writeEnd(ofJourney: journey, to: &$0)
    }
    json.newline()
    state.reply(HTTPResponse(headers: state.headersOfIncompleteness, body: json.bytes), to: writer)
  }

  private func eraseHistory(of journey: String, _ writer: any ResponseWriter) {
    state.history.erase(journey, sameContactWithin: state.sameContactWithin) { result in
      // What was decided until here may still name it.
      state.decisionLog.erase(journey)
      switch result {
      case .failure(.copying): state.reply(.historyCopied, to: writer)
      case .failure(let fault): state.reply(.historyUnavailable("\(fault)"), to: writer)
      case .success(let erased):
        // Without the journey's name: it is forgotten.
        state.log.info(
          .journeyErased, "a journey was erased with \(erased.contacts) contacts and \(erased.events) events",
          ["contacts": .init(erased.contacts), "events": .init(erased.events)])
        state.reply(HTTPResponse(body: json(journey, erased)), to: writer)
      }
    }
  }

  private func json(_ journey: String, _ erased: ContactHistory.Erased) -> [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("journey", journey)
      $0.member("contacts", erased.contacts)
      $0.member("events", erased.events)
    }
    json.newline()
    return json.bytes
  }
}
