import Settings
import API
import History
import JSON
import Serving
import Telemetry

extension Office {
  /// Why nothing may be recorded as delivered: the history was damaged, and whoever may have had something, or wanted
  /// none, may be missing in it.
  private var closing: String? {
    configuration.damaged == .close ? history.damage.first : nil
  }

  /// Why nothing can be reserved now.
  var obstacleToReserving: Problem? {
    if let obstacle = history.obstacle { return .historyUnavailable("\(obstacle)") }
    return closing.map { .historyDamaged($0) }
  }

  /// Why the daemon is not ready.
  var unreadiness: String? {
    if let fault = history.fault { return "the history is unavailable: \(fault)" }
    return closing.map { "\($0); `waymark history accept` opens it again" }
  }

  /// Goes on with what is left of a damaged history, and by a clock that has jumped.
  func acceptHistory(_ request: HTTPRequest, _ responder: Responder) {
    let peer = request.peer
    history.accept(at: clock()) { result in
      switch result {
      case .failure(let fault): self.finish(.historyUnavailable("\(fault)"), to: responder)
      case .success(let accepted):
        for line in accepted {
          self.log.warning(
            .historyAccepted, "user \(peer.userID) accepts: \(line)",
            [
              "uid": .int(Int64(peer.userID)), "pid": .int(Int64(peer.processID)), "reason": .string(line),
            ], key: line)
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("accepted")
        writer.beginArray()
        for line in accepted { writer.string(line) }
        writer.endArray()
        writer.endObject()
        writer.newline()
        self.finish(HTTPResponse(body: writer.bytes), to: responder)
      }
    }
  }
}
