import Foundation
import Glibc
import Testing
import TestSupport

@testable import Telemetry

/// What is shipped for Prometheus and its relatives, tried with the real ones.
@Suite struct PrometheusTests {
  private static let promtool = Tool("promtool")
  private static let alertmanager = Tool("prometheus-alertmanager")

  /// Asks a daemon for all that its metrics count.
  private static func ask(_ daemon: TestDaemon) throws {
    _ = try daemon.decide(Samples.state("anna"))
    _ = try daemon.decide(#"{"journey": "bo", "stage": "awareness"}"#)
    _ = try daemon.decide(#"{"journey": "cy", "stage": "retention", "persona": "nobody"}"#)
    _ = try daemon.decide(Samples.complaint("dea"))
    _ = try daemon.next(Samples.state("eve"))
    _ = try daemon.lines("/v1/decide", "\(Samples.state("fay"))\nnonsense\n")
    #expect(try daemon.get("/nowhere").status == 404)
  }

  private static func daemon(_ settings: [String: String] = [:]) throws -> (TestDaemon, port: UInt16) {
    let daemon = try TestDaemon(
      in: try TestFolder(), ["METRICS_LISTEN": "127.0.0.1:0"].merging(settings) { $1 })
    let address = try daemon.log.wait(for: "daemon.started")["metrics"] ?? ""
    return (daemon, try #require(address.split(separator: ":").last.flatMap { UInt16($0) }))
  }

  @Test(.needs(promtool)) func `promtool finds nothing to complain of in the metrics`() throws {
    let (daemon, port) = try Self.daemon(["METRICS_PER_RULE": "true"])
    try Self.ask(daemon)
    let answer = try Client(port: port).ask("GET", "/metrics")
    #expect(answer.status == 200)
    let (code, text) = try RunningTool.run(Self.promtool, ["check", "metrics"], input: answer.body)
    #expect(code == 0 && text.isEmpty, "\(text)")
  }

  private static let nodeExporter = Tool("prometheus-node-exporter")

  @Test(.needs(nodeExporter)) func `the node exporter takes the file in beside its own metrics`() throws {
    let folder = try TestFolder()
    try FileManager.default.createDirectory(atPath: folder.at("metrics"), withIntermediateDirectories: true)
    let daemon = try TestDaemon(in: folder, ["METRICS_TEXTFILE": folder.at("metrics/waymark.prom")])
    try Self.ask(daemon)
    #expect(try daemon.stop() == 0)
    let exporter = try RunningTool(
      Self.nodeExporter,
      [
        "--collector.disable-defaults", "--collector.textfile", "--web.listen-address=127.0.0.1:0",
        "--collector.textfile.directory=\(folder.at("metrics"))",
      ])
    let answer = try Client(port: try exporter.port()).ask("GET", "/metrics")
    #expect(answer.status == 200, "\(answer.text.prefix(300))")
    #expect(answer.text.contains("\nwaymark_decisions_total{outcome=\"matched\"} "))
    #expect(
      answer.text.contains("\nnode_textfile_scrape_error 0\n") && answer.text.contains("process_open_fds"))
    #expect(
      answer.text.contains("node_textfile_mtime_seconds{file=\"\(folder.at("metrics/waymark.prom"))\"}"))
  }

  // MARK: The dashboard

  private struct Query {
    let panel: String
    let text: String
  }

  /// The queries of the dashboard, with what Grafana puts into them.
  private static func queries() throws -> [Query] {
    let dashboard = try JSONSerialization.jsonObject(
      with: Data(Project.text("config/grafana-dashboard.json").utf8))
    let panels = (dashboard as? [String: Any])?["panels"] as? [[String: Any]] ?? []
    return panels.flatMap { panel in
      (panel["targets"] as? [[String: Any]] ?? []).map { target in
        let text = (target["expr"] as? String ?? "").replacing("$__rate_interval", with: "1m")
          .replacing("$instance", with: ".*").replacing("$job", with: ".*")
        return Query(panel: panel["title"] as? String ?? "", text: text)
      }
    }
  }

  @Test(.needs(Prometheus.tool)) func `every query of the dashboard finds something`() throws {
    let (daemon, port) = try Self.daemon(["METRICS_PER_RULE": "true"])
    try Self.ask(daemon)
    let prometheus = try Prometheus(in: daemon.folder, scraping: port)
    try prometheus.wait(for: "waymark_decisions_total")
    try Self.ask(daemon)
    try prometheus.wait(for: "sum(increase(waymark_history_commit_seconds_count[1m])) > 0")
    let queries = try Self.queries()
    #expect(queries.count > 30)
    for query in queries {
      #expect(!query.text.contains("$"), "\(query.panel): \(query.text)")
      let values = try prometheus.values(of: query.text)
      #expect(!values.isEmpty, "\(query.panel): nothing is found by \(query.text)")
      #expect(
        !query.panel.hasPrefix("Time of") || values.contains { $0 != "NaN" }, "\(query.panel): \(query.text)")
    }
  }

  @Test func `the dashboard shows every metric`() throws {
    let text = try Self.queries().map(\.text).joined(separator: "\n")
    for metric in Metric.allCases {
      #expect(text.contains(metric.sampleName), "\(metric.sampleName)")
    }
    let names = Set(Metric.allCases.flatMap { [$0.sampleName, "\($0.rawValue)_bucket"] })
    for name in text.matches(of: /\b(waymark|process)_\w+/) { #expect(names.contains("\(name.output.0)")) }
  }

  // MARK: Alarms

  private static let rules = Project.root.appending(path: "config/prometheus-rules.yaml")

  private static func alarms() throws -> [String] {
    try Project.text("config/prometheus-rules.yaml").matches(of: /- alert: (\w+)/).map { "\($0.output.1)" }
  }

  @Test(.needs(promtool)) func `each alarm fires when it should, and is quiet when it should`() throws {
    let (code, text) = try RunningTool.run(
      Self.promtool,
      ["test", "rules", Project.root.appending(path: "config/prometheus-rules.test.yaml").path])
    #expect(code == 0, "\(text)")
    let tests = try Project.text("config/prometheus-rules.test.yaml")
    for alarm in try Self.alarms() {
      for expected in ["exp_alerts:\n", "exp_alerts: []\n"] {
        #expect(tests.contains("        alertname: \(alarm)\n        \(expected)"), "\(alarm), \(expected)")
      }
    }
  }

  @Test(.needs(promtool)) func `the tests of the alarms notice each that never fires`() throws {
    let folder = try TemporaryFolder()
    try folder.write(try Project.text("config/prometheus-rules.test.yaml"), to: "test.yaml")
    let rules = try Project.text("config/prometheus-rules.yaml")
      .replacing(/expr: (?!\|).*/, with: "expr: vector(1) > 2")
      .replacing(/expr: \|\n(( {10,}.*\n)+)/) {
        "expr: |\n          vector(1) > 2 and (\n\($0.output.1)          )\n"
      }
    try folder.write(rules, to: "prometheus-rules.yaml")
    let (code, text) = try RunningTool.run(Self.promtool, ["test", "rules", folder.at("test.yaml")])
    #expect(code == 1)
    for alarm in try Self.alarms() { #expect(text.contains("alertname: \(alarm)"), "\(alarm): \(text)") }
  }

  @Test func `each alarm says what it means and where to read on, by metrics that there are`() throws {
    let rules = try Project.text("config/prometheus-rules.yaml")
    let alarms = try Self.alarms()
    #expect(alarms.count >= 12 && Set(alarms).count == alarms.count)
    let headings = Set(try Article(named: "Runbook.md").lines.filter { $0.hasPrefix("### ") })
    for (index, part) in rules.split(separator: "- alert: ").dropFirst().enumerated() {
      let name = alarms[index]
      #expect(part.contains("summary: ") && part.contains("description: "), "\(name)")
      #expect(part.contains("runbook: Runbook.md#\(name)\n"), "\(name)")
      #expect(headings.contains("### \(name)"), "\(name) is not in the runbook")
    }
    let rows = try Article(named: "Metrics.md").lines.compactMap {
      $0.firstMatch(of: /^\| `(Waymark\w+)` \|/)
    }
    #expect(rows.map { "\($0.output.1)" } == alarms)
    let names = Set(Metric.allCases.flatMap { [$0.sampleName, "\($0.rawValue)_bucket"] })
    for name in rules.matches(of: /\bwaymark_\w+/) {
      #expect(names.contains("\(name.output)"), "\(name.output)")
    }
  }

  @Test(.needs(promtool, Tool("amtool"))) func `the other files are as their programs want them`() throws {
    let config = Project.root.appending(path: "config")
    for (tool, arguments) in [
      (Self.promtool, ["check", "config", config.appending(path: "prometheus.yaml").path]),
      (Tool("amtool"), ["check-config", config.appending(path: "alertmanager.yaml").path]),
    ] {
      let (code, text) = try RunningTool.run(tool, arguments)
      #expect(code == 0, "\(text)")
    }
  }

  @Test func `Vector is to look for events that there are`() throws {
    let text = try Project.text("config/vector.yaml")
    let list = try #require(text.firstMatch(of: /includes\(\[(.*?)\], \.event\)/)).output.1
    let names = list.matches(of: /"(.*?)"/).map { String($0.output.1) }
    #expect(names.count >= 4)
    for name in names { #expect(EventName(rawValue: name) != nil, "\(name)") }
    #expect(text.contains(#".level == "error" ||"#), "whatever else is an error")
  }

  /// Debian's Alertmanager reads a template at a fixed place; where its package is only unpacked, that is shown to it
  /// there.
  private static let launcher: [String]? = {
    let place = "/usr/share/prometheus"
    if FileManager.default.fileExists(atPath: "\(place)/alertmanager/default.tmpl") { return [] }
    let unpacked = Project.root.appending(path: ".build/tools\(place)").path
    let script = "mount -t tmpfs none /usr/share && cp -r '\(unpacked)' /usr/share/ && exec \"$@\""
    let launcher = ["/usr/bin/unshare", "-rm", "/bin/sh", "-c", script, "sh"]
    let trial = Process()
    trial.executableURL = URL(filePath: launcher[0])
    trial.arguments = Array(launcher.dropFirst()) + ["/bin/true"]
    trial.standardError = FileHandle.nullDevice
    guard (try? trial.run()) != nil else { return nil }
    trial.waitUntilExit()
    return trial.terminationStatus == 0 ? launcher : nil
  }()

  @Test(
    .needs(Prometheus.tool, alertmanager),
    .enabled(if: launcher != nil, "Alertmanager's templates can be neither found nor mounted"))
  func `an alert rule that holds arrives at a webhook`() throws {
    let webhook = try Webhook()
    let (daemon, port) = try Self.daemon()
    let configuration = try Project.text("config/alertmanager.yaml").replacing(
      ":9099", with: ":\(webhook.port)"
    )
    .replacing("30s", with: "0s")
    try daemon.folder.write(configuration, to: "alertmanager.yaml")
    let alertmanager = try RunningTool(
      Self.alertmanager,
      [
        "--config.file=\(daemon.folder.at("alertmanager.yaml"))",
        "--storage.path=\(daemon.folder.at("alarms"))",
        "--web.listen-address=127.0.0.1:0", "--cluster.listen-address=",
      ], launcher: Self.launcher ?? [])
    let prometheus = try Prometheus(in: daemon.folder, scraping: port, alertmanager: try alertmanager.port())
    // Prometheus sees a counter grow only where it has been before.
    try prometheus.wait(for: #"waymark_alerts_total{rule="alerts/price"} == 0"#)
    #expect(try daemon.decide(Samples.complaint("anna")).status == 200)
    let body = webhook.wait { body in
      (body["alerts"] as? [[String: Any]] ?? []).contains {
        ($0["labels"] as? [String: String])?["rule"] == "alerts/price"
      }
    }
    let alert = try #require((body?["alerts"] as? [[String: Any]])?.first, "\(alertmanager.log.text)")
    let labels = alert["labels"] as? [String: String] ?? [:]
    #expect(labels["alertname"] == "WaymarkAlertRaised" && labels["severity"] == "warning")
    #expect(alert["status"] as? String == "firing")
    let annotations = alert["annotations"] as? [String: String] ?? [:]
    #expect(annotations["summary"] == "alerts/price holds for a journey")
    #expect(!"\(body ?? [:])".contains("anna"), "the journey is not named")
  }
}
