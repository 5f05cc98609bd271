import API
import JSON
import Telemetry

extension MetricsHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getMetrics", summary: "Read what the daemon counts",
      details: "OpenMetrics where that is accepted, else the older text of Prometheus.",
      answers: [
        .ok(
          "the metrics, as text",
          .init(.text, as: MediaType.withoutParameters(MetricsFormat.prometheus.contentType)),
          .init(.text, as: MediaType.withoutParameters(MetricsFormat.openMetrics.contentType)))
      ])
  ]
}
