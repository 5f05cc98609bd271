import Foundation
import TestSupport

/// A real Prometheus with the configuration that is shipped, but for its ports and intervals.
final class Prometheus {
  static let tool = Tool("prometheus")

  private let process: RunningTool
  private let port: UInt16

  /// - Parameters:
  ///   - port: where the daemon serves its metrics.
  ///   - alertmanager: the port of an Alertmanager; nothing listens at the one by default.
  init(in folder: TestFolder, scraping port: UInt16, alertmanager: UInt16 = 1) throws {
    let configuration = try Project.text("config/prometheus.yaml").replacing("15s", with: "200ms")
      .replacing(":9464", with: ":\(port)").replacing(":9093", with: ":\(alertmanager)")
    try folder.write(configuration, to: "prometheus/prometheus.yaml")
    try folder.write(try Project.text("config/prometheus-rules.yaml"), to: "prometheus/prometheus-rules.yaml")
    process = try RunningTool(
      Self.tool,
      [
        "--config.file=\(folder.at("prometheus/prometheus.yaml"))",
        "--storage.tsdb.path=\(folder.at("prometheus/data"))", "--web.listen-address=127.0.0.1:0",
      ])
    self.port = try process.port()
    try process.log.wait(for: "") { $0["msg"] == "Server is ready to receive web requests." }
  }

  /// What a query finds: the value of each series.
  func values(of query: String) throws -> [String] {
    let escaped = query.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let answer = try Client(port: port).ask("GET", "/api/v1/query?query=\(escaped)")
    let data = answer.json["data"] as? [String: Any]
    guard answer.json["status"] as? String == "success", let results = data?["result"] as? [[String: Any]]
    else {
      throw TestDaemon.NotStarted(description: "\(query): \(answer.text)")
    }
    return results.compactMap { ($0["value"] as? [Any])?.last as? String }
  }

  /// Asks until a query finds something.
  func wait(for query: String, within limit: Duration = .seconds(60)) throws {
    let end = ContinuousClock.now + limit
    while try values(of: query).isEmpty {
      guard ContinuousClock.now < end else {
        throw TestDaemon.NotStarted(description: "nothing was found by \(query):\n\(process.log.text)")
      }
    }
  }
}
