import API
import Serving
import Telemetry

/// `GET /metrics`: what the daemon counts, as text for Prometheus, or as OpenMetrics for whoever accepts that.
struct MetricsHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) {
    let format = MetricsFormat(accept: request.headers("accept"))
    let snapshot = state.metricsSnapshot()
    state.offload({ snapshot.text(format) }) { [state] text in
      state.reply(HTTPResponse(contentType: format.contentType, body: text), to: writer)
    }
  }
}
