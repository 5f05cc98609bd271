/// How metrics are written as text.
package enum MetricsFormat: Sendable, Hashable, CaseIterable {
  /// Prometheus' own, version 0.0.4.
  case prometheus
  /// OpenMetrics 1.0.
  case openMetrics

  package var contentType: String {
    switch self {
    case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
    case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    }
  }

  /// What somebody would rather have, by the values of `Accept`; Prometheus' own where nothing is said of OpenMetrics.
  package init(accept: [String]) {
    let ranges = accept.flatMap { $0.split(separator: ",") }.map { AcceptedRange($0) }
    let open = ranges.filter(\.isOpenMetrics).map(\.quality).max() ?? 0
    let plain = ranges.filter { $0.type == "text/plain" }.map(\.quality).max() ?? 0
    self = open > 0 && open >= plain ? .openMetrics : .prometheus
  }
}

/// A media type that somebody accepts, with how much it is wanted.
private struct AcceptedRange {
  let type: String
  var version: String?
  /// From 0, not at all, to 1.
  var quality = 1.0

  init(_ text: Substring) {
    let parts = text.lowercased().split(separator: ";").map { part in
      part.split(separator: "=", maxSplits: 1).map { $0.filter { !" \t\"".contains($0) } }
    }
    type = parts.first?.first ?? ""
    for part in parts.dropFirst() where part.count == 2 {
      if part[0] == "q" { quality = Double(part[1]) ?? 0 }
      if part[0] == "version" { version = part[1] }
    }
  }

  /// Whether it is OpenMetrics in a version that is written here.
  var isOpenMetrics: Bool {
    type == "application/openmetrics-text" && (version == nil || version == "1.0.0")
  }
}
