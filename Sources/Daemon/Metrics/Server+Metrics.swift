import API
import Serving
import System
import Telemetry

extension Server {
  /// A server that gives the metrics over TCP, and nothing else: for Prometheus, which asks no Unix sockets. Whoever is
  /// on this machine may ask it.
  static func forMetrics(
    at address: LoopbackAddress, of router: LoopBound<Router>, loop: ServerLoop, _ log: EventLog
  ) -> Server {
    var configuration = ServerConfiguration(socket: .loopback(address))
    configuration.backlog = 16
    configuration.limits.connections = 16
    configuration.limits.bodySize = 0
    configuration.limits.headerSize = 8 << 10
    configuration.limits.drain = .seconds(1)
    configuration.limits.read = .seconds(5)
    configuration.routes = Endpoint.allCases.map(\.rawValue)
    configuration.probePaths = [Endpoint.metrics.rawValue]
    return Server(
      configuration: configuration, loop: loop,
      events: { event in
        log.report(event)
        // Connections are counted of the socket only.
        if case .answered(let request) = event { router.value.state.metrics.count(request) }
      },
      handler: { _, responder in
        .whole { request in
          if let refusal = MetricsRefusal(request) { return responder.finish(refusal.response) }
          MetricsHandler(state: router.value.state).respond(to: request, with: responder)
        }
      })
  }
}

/// Why metrics are not given over TCP.
private struct MetricsRefusal {
  let status: Int
  let detail: String

  /// Nil for a request that is answered.
  init?(_ request: HTTPRequest) {
    let path = Endpoint.metrics.rawValue
    if let host = request.header("host"), !Self.isOwn(host) {
      // A page in a browser may have a name of its own lead here.
      (status, detail) = (421, "this is asked for by its address, such as 127.0.0.1, or as localhost")
    } else if request.path != path {
      (status, detail) = (404, "there is \(path) only; all else is on the Unix socket")
    } else if !Endpoint.metrics.allows(request.method) {
      (status, detail) = (405, "\(path) takes \(Endpoint.metrics.methods.joined(separator: ", "))")
    } else {
      return nil
    }
  }

  /// Whether a `Host` names this machine itself.
  private static func isOwn(_ host: String) -> Bool {
    var name = host.lowercased()
    if let colon = name.lastIndex(of: ":"), !name.hasSuffix("]") { name = String(name[..<colon]) }
    if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
    return name == "localhost" || LoopbackAddress.isLoopback(name)
  }

  var response: HTTPResponse {
    let allow = status == 405 ? [("Allow", Endpoint.metrics.methods.joined(separator: ", "))] : []
    return HTTPResponse(
      status: status, contentType: "text/plain; charset=utf-8", headers: allow,
      body: Array("\(detail)\n".utf8))
  }
}
