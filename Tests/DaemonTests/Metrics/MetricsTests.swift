import Foundation
import HistoryRecords
import Serving
import Settings
import TestSupport
import Testing
import Time

@testable import Daemon
@testable import History
@testable import Telemetry

/// What the daemon counts, asked of the router in this process.
@Suite struct MetricsTests {
  /// Every sample by its name and labels.
  private static func samples(_ router: TestRouter) -> [String: String] {
    let text = router.ask("GET", "/metrics").text
    return Dictionary(
      text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        let end = line.lastIndex(of: " ") ?? line.endIndex
        return (String(line[..<end]), String(line[end...].dropFirst()))
      }, uniquingKeysWith: { first, _ in "twice: \(first)" })
  }

  /// What differs, without what concerns requests and the process.
  private static func changes(_ router: TestRouter, _ body: () -> Void) -> [String: String] {
    let before = samples(router)
    body()
    return samples(router).filter { name, value in
      before[name] != value && !name.hasPrefix("process_") && !name.contains("_seconds_")
        && !name.contains("_requests_")
    }
  }

  private static func state(_ journey: String, _ rest: String) -> String {
    #"{"journey": "\#(journey)", \#(rest)}"#
  }

  @Test func `decisions are counted by outcome, and what was held back by reason`() throws {
    let router = try TestRouter()
    let changed = Self.changes(router) {
      _ = router.post("/v1/decide", Samples.state("anna"))
      _ = router.post("/v1/decide", Self.state("bo", #""stage": "awareness""#))
      _ = router.post(
        "/v1/decide",
        "[\(Samples.state("c")), \(Self.state("d", #""stage": "retention", "persona": "buyer""#))]")
      _ = router.lines("/v1/decide", "\(Self.state("e", #""stage": "nowhere""#))\nnonsense\n")
      _ = router.post("/v1/next", Samples.state("f"))
    }
    #expect(
      changed == [
        #"waymark_decisions_total{outcome="matched"}"#: "3",
        #"waymark_decisions_total{outcome="held_back"}"#: "1",
        #"waymark_decisions_total{outcome="no_match"}"#: "2",
        #"waymark_held_back_total{reason="no-consent"}"#: "1",
        #"waymark_no_match_total{stage="retention",persona="buyer"}"#: "1",
        #"waymark_no_match_total{stage="unknown",persona="unknown"}"#: "1",
        "waymark_unknown_facts_total": "1",
        #"waymark_stream_lines_total{route="/v1/decide",result="answered"}"#: "1",
        #"waymark_stream_lines_total{route="/v1/decide",result="refused"}"#: "1",
        "waymark_history_contacts_total": "1", "waymark_history_stored_contacts": "1",
        // What `next` saw of the journey.
        "waymark_history_events_total": "1", "waymark_history_stored_events": "1",
      ])
    let seconds = Self.samples(router)
    #expect(seconds["waymark_decision_seconds_count"] == "6")
    #expect(seconds["waymark_history_commit_seconds_count"] == "1")
  }

  @Test func `a preview counts in none of them`() throws {
    let router = try TestRouter()
    let changed = Self.changes(router) {
      _ = router.post("/v1/decide?preview=true", Samples.complaint("anna"))
      _ = router.post("/v1/decide?preview=true", Self.state("bo", #""stage": "nowhere""#))
    }
    #expect(changed == [:])
    #expect(Self.samples(router)["waymark_decision_seconds_count"] == "0")
  }

  @Test func `alerts are counted where they are raised, and begin at zero`() throws {
    let router = try TestRouter()
    let price = #"waymark_alerts_total{rule="alerts/price",severity="warning"}"#
    #expect(Self.samples(router)[price] == "0")
    for journey in ["anna", "anna", "bo"] { _ = router.post("/v1/decide", Samples.complaint(journey)) }
    let samples = Self.samples(router)
    #expect(samples[price] == "2")
    #expect(samples[#"waymark_alerts_total{rule="alerts/complaint",severity="critical"}"#] == "2")
  }

  @Test func `no label holds what a client wrote`() throws {
    let router = try TestRouter { $0.metrics.perRule = true }
    let secret = "s3cret"
    _ = router.post("/v1/decide", Samples.complaint(secret, account: secret))
    _ = router.post("/v1/decide", Self.state(secret, #""stage": "\#(secret)", "persona": "\#(secret)""#))
    _ = router.ask("GET", "/\(secret)?\(secret)=\(secret)")
    _ = router.ask("GET", "/v1/contacts?journey=\(secret)")
    #expect(!router.ask("GET", "/metrics").text.contains(secret))
  }

  @Test func `rules are counted one by one only where that is asked for`() throws {
    let name = #"waymark_rule_matches_total{rule="show-the-product"}"#
    for isPerRule in [false, true] {
      let router = try TestRouter { $0.metrics.perRule = isPerRule }
      for journey in ["a", "b"] { _ = router.post("/v1/decide", Samples.state(journey)) }
      #expect(Self.samples(router)[name] == (isPerRule ? "2" : nil))
    }
  }

  @Test func `expressions that fail are counted`() throws {
    let rule = "rules:\n  per-head: {when: {if: 1 / account.employees > 0}, recommend: follow-up-call}\n"
    let router = try TestRouter(rules: ["more.yaml": rule])
    _ = router.post("/v1/decide", Self.state("a", #""account": {"employees": 0}"#))
    #expect(Self.samples(router)["waymark_rule_errors_total"] == "1")
  }

  @Test func `whether the newest book serves is said`() throws {
    let router = try TestRouter()
    let began = "\(Double(TestRouter.now.microseconds) / 1e6)"
    func book() -> [String?] {
      let samples = Self.samples(router)
      return [
        "waymark_book_info{revision=\"\(router.state.book.revision)\"}", "waymark_book_rules",
        "waymark_book_stale",
        "waymark_book_last_reload_successful", "waymark_book_last_reload_success_timestamp_seconds",
      ].map { samples[$0] }
    }
    #expect(book() == ["1", "5", "0", "1", began])
    try router.folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    #expect(router.ask("POST", "/v1/book/reload").status == 200)
    #expect(book() == ["1", "6", "0", "1", began])
    try router.folder.write("rules: [", to: "rules/more.yaml")
    #expect(router.ask("POST", "/v1/book/reload").status == 422)
    #expect(book() == ["1", "6", "1", "0", began])
    router.state.noteUnrest(of: ["more.yaml"])
    let unsettled = router.ask("GET", "/v1/book").json["unsettled"] as? [String: Any]
    #expect(unsettled?["files"] as? [String] == ["more.yaml"])
    try router.folder.remove("rules/more.yaml")
    #expect(router.ask("POST", "/v1/book/reload").status == 200)
    #expect(book() == ["1", "5", "0", "1", began])
    router.state.noteUnrest()
    #expect(book() == ["1", "5", "1", "1", began])
  }

  @Test func `rules are counted by what they do, without those that are disabled`() throws {
    let router = try TestRouter()
    func rules() -> [String?] {
      let samples = Self.samples(router)
      return ["recommend", "suppress", "alert"].map { samples["waymark_book_rules_by_verb{verb=\"\($0)\"}"] }
    }
    let before = rules()
    try router.folder.write(
      """
      rules:
        silence: {when: {stage: awareness}, suppress: {all: true}}
        silence-of-old: {enabled: false, suppress: {all: true}}
      """, to: "rules/silence.yaml")
    #expect(router.ask("POST", "/v1/book/reload").status == 200)
    #expect(rules()[0] == before[0] && rules()[2] == before[2])
    #expect(rules()[1] == "\((before[1].flatMap { Int($0) } ?? 0) + 1)")
    #expect(router.ask("GET", "/v1/book").json["removed"] == nil)
    try router.folder.remove("rules/silence.yaml")
    #expect(router.ask("POST", "/v1/book/reload").status == 200)
    #expect(rules() == before)
    let removed = router.ask("GET", "/v1/book").json["removed"] as? [String: Any]
    #expect(removed?["rules"] as? Int == 2 && removed?["suppress"] as? Int == 1)
  }

  @Test func `when a copy was given is said, and remembered`() throws {
    let router = try TestRouter()
    let name = "waymark_last_backup_timestamp_seconds"
    #expect(Self.samples(router)[name] == "0.0")
    router.state.backups.note(TestRouter.now)
    router.state.backups.store()
    let seconds = "\(Double(TestRouter.now.microseconds) / 1e6)"
    #expect(Self.samples(router)[name] == seconds)
    #expect(BackupStamp(in: router.state.configuration.stateDirectory).last == TestRouter.now)
  }

  @Test func `what is wrong with the history is said`() throws {
    let router = try TestRouter()
    func history() -> [String?] {
      let samples = Self.samples(router)
      return ["available", "accepted"].map { samples["waymark_history_\($0)"] }
        + [samples["waymark_unwritten_opt_outs"]]
    }
    #expect(history() == ["1", "1", "0"])
    router.history.damage = ["something is missing"]
    router.history.fault = .failed("the disk is full")
    router.history.unwritten = [HeldWithdrawal(journey: "anna", channel: "email", at: TestRouter.now)]
    #expect(history() == ["0", "0", "1"])
    router.history.damage = []
    router.history.fault = nil
    router.history.unwritten = []
    #expect(history() == ["1", "1", "0"])
  }

  @Test func `who is refused by access is counted`() throws {
    let router = try TestRouter { $0.access.decideUsers = ["1001"] }
    #expect(router.ask("GET", "/v1/book", from: TestRouter.peer(1_002)).status == 403)
    #expect(Self.samples(router)["waymark_peers_refused_total"] == "1")
  }

  @Test func `the text is in the format that is asked for`() throws {
    let router = try TestRouter()
    #expect(router.ask("GET", "/metrics").head?.contentType == MetricsFormat.prometheus.contentType)
    let open = router.ask("GET", "/metrics", headers: [("Accept", "application/openmetrics-text")])
    #expect(open.head?.contentType == MetricsFormat.openMetrics.contentType && open.text.hasSuffix("# EOF\n"))
  }

  /// The table says of each metric its name, kind and labels, and is what is declared.
  @Test func `the article on metrics has every metric with its kind, labels and help`() throws {
    let rows = try Article(named: "Metrics.md").table("metric")
    let declared = Metric.allCases.map { metric in
      [metric.sampleName, metric.kind.name, metric.labels.joined(separator: ", "), metric.help]
    }
    #expect(rows == declared.map { $0.map { $0.replacing("|", with: "\\|") } })
  }
}
