import API
import History
import HistoryRecords
import JSON
import Serving
import Telemetry

/// `POST /v1/history/accept`: goes on with what is left of a damaged history, and by a clock that has jumped.
struct AcceptHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) {
    let peer = request.peer
    let wasDamaged = !state.history.damage.isEmpty
    state.history.accept(
      at: state.clock(),
      done: state.loop.callback { (result: Result<[String], HistoryFault>) in
        switch result {
        case .failure(let fault): state.reply(.historyUnavailable("\(fault)"), to: writer)
        case .success(let accepted):
          for line in accepted { log(line, by: peer) }
          state.reply(HTTPResponse(body: json(accepted, wasDamaged: wasDamaged)), to: writer)
        }
      })
  }

  private func log(_ line: String, by peer: Peer) {
    state.log.warning(
      .historyAccepted, "user \(peer.userID) accepts: \(line)",
      ["uid": .int(Int64(peer.userID)), "pid": .int(Int64(peer.processID)), "reason": .string(line)],
      key: line)
  }

  /// After damage it says how much is known: whoever is missing in that may be written to.
  private func json(_ accepted: [String], wasDamaged: Bool) -> [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.array("accepted", of: accepted)
      if wasDamaged {
        $0.member("contacts", state.history.contactCount)
        $0.member("opt_outs", state.history.optOutCount)
      }
    }
    json.newline()
    return json.bytes
  }
}
