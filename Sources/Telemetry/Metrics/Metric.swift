/// All that the daemon says of itself in numbers. The names are stable: dashboards and alerts are built on them.
///
/// The raw value is the name as OpenMetrics has it: without the `_total` that the samples of a counter end in.
package enum Metric: String, Sendable, Hashable, CaseIterable {
  case decisions = "waymark_decisions"
  case decisionSeconds = "waymark_decision_seconds"
  case requests = "waymark_requests"
  case requestSeconds = "waymark_request_seconds"
  case streams = "waymark_streams"
  case streamLines = "waymark_stream_lines"
  case ruleMatches = "waymark_rule_matches"
  case ruleErrors = "waymark_rule_errors"
  case heldBack = "waymark_held_back"
  case noMatch = "waymark_no_match"
  case unknownFacts = "waymark_unknown_facts"
  case alerts = "waymark_alerts"
  case bookInfo = "waymark_book_info"
  case bookRules = "waymark_book_rules"
  case bookRulesByVerb = "waymark_book_rules_by_verb"
  case bookStale = "waymark_book_stale"
  case bookWeakened = "waymark_book_weakened"
  case bookReloadSuccessful = "waymark_book_last_reload_successful"
  case bookReloadTime = "waymark_book_last_reload_success_timestamp_seconds"
  case historyAvailable = "waymark_history_available"
  case historyAccepted = "waymark_history_accepted"
  case historyBegan = "waymark_history_began_timestamp_seconds"
  case historyContacts = "waymark_history_contacts"
  case historyStoredContacts = "waymark_history_stored_contacts"
  case historyEvents = "waymark_history_events"
  case historyStoredEvents = "waymark_history_stored_events"
  case historyCommitSeconds = "waymark_history_commit_seconds"
  case unwrittenOptOuts = "waymark_unwritten_opt_outs"
  case optOutsWrittenTwice = "waymark_opt_outs_written_twice"
  case backupTime = "waymark_last_backup_timestamp_seconds"
  case sweeps = "waymark_sweeps"
  case sweepTime = "waymark_last_sweep_timestamp_seconds"
  case decisionLogAvailable = "waymark_decision_log_available"
  case decisionLogDropped = "waymark_decision_log_dropped"
  case logDropped = "waymark_log_dropped"
  case connections = "waymark_connections"
  case connectionsStalled = "waymark_connections_stalled"
  case loadShed = "waymark_load_shed"
  case peersRefused = "waymark_peers_refused"
  case clockJumps = "waymark_clock_jumps"
  case processCPUSeconds = "process_cpu_seconds"
  case processResidentBytes = "process_resident_memory_bytes"
  case processVirtualBytes = "process_virtual_memory_bytes"
  case processStartTime = "process_start_time_seconds"
  case processOpenFiles = "process_open_fds"
  case processMostFiles = "process_max_fds"
  case processThreads = "process_threads"

  package enum Kind: Sendable, Hashable {
    /// Only grows, from zero at the start of the daemon.
    case counter
    case gauge
    /// Counts durations by the upper bounds of its buckets, in seconds.
    case histogram([Double])
  }

  package var kind: Kind {
    switch self {
    case .decisionSeconds: .histogram(Self.decisionBuckets)
    case .requestSeconds: .histogram(Self.requestBuckets)
    case .historyCommitSeconds: .histogram(Self.commitBuckets)
    case .decisions, .requests, .streamLines, .ruleMatches, .ruleErrors, .heldBack, .noMatch, .unknownFacts,
      .alerts, .historyContacts, .historyEvents, .sweeps, .decisionLogDropped, .logDropped,
      .connectionsStalled, .loadShed,
      .peersRefused, .clockJumps, .processCPUSeconds:
      .counter
    case .streams, .bookInfo, .bookRules, .bookRulesByVerb, .bookStale, .bookWeakened, .bookReloadSuccessful,
      .bookReloadTime,
      .backupTime, .decisionLogAvailable, .historyAvailable, .historyAccepted, .historyBegan,
      .historyStoredContacts,
      .historyStoredEvents, .sweepTime,
      .unwrittenOptOuts, .optOutsWrittenTwice, .connections,
      .processResidentBytes, .processVirtualBytes, .processStartTime, .processOpenFiles, .processMostFiles,
      .processThreads:
      .gauge
    }
  }

  private static let decisionBuckets = [
    0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 1,
  ]
  private static let requestBuckets = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
  ]
  private static let commitBuckets = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
  ]

  /// The names of its labels. None holds what a client wrote: each value is of the rule book or of the daemon itself.
  package var labels: [String] {
    switch self {
    case .decisions: ["outcome"]
    case .requests: ["route", "status"]
    case .requestSeconds: ["route"]
    case .streamLines: ["route", "result"]
    case .ruleMatches: ["rule"]
    case .heldBack: ["reason"]
    case .noMatch: ["stage", "persona"]
    case .alerts: ["rule", "severity"]
    case .bookInfo: ["revision"]
    case .bookRulesByVerb: ["verb"]
    default: []
    }
  }

  /// What it is measured in, where that is part of its name.
  var unit: String? { ["seconds", "bytes"].first { rawValue.hasSuffix("_\($0)") } }

  /// The name of its samples; those of a histogram have more at their end.
  package var sampleName: String { kind == .counter ? "\(rawValue)_total" : rawValue }

  /// Whether it is about the process, as other programs say it of theirs under the same names.
  package var isOfProcess: Bool { rawValue.hasPrefix("process_") }
}
