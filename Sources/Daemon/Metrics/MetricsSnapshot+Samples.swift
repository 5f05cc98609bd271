import API
import Decisions
import Rules
import System
import Telemetry
import Time

extension MetricsSnapshot {
  /// What a metric says, by its labels.
  ///
  /// - Parameter process: nil where the system does not say.
  func samples(of metric: Metric, _ process: ProcessUsage?) -> [MetricSample] {
    switch metric {
    case .decisions:
      zip(DecisionOutcome.allCases, metrics.decisions).map { MetricSample($1, labels: $0.rawValue) }
    case .decisionSeconds: [MetricSample(.histogram(metrics.decisionSeconds))]
    case .heldBack: Gate.allCases.map { MetricSample(metrics.heldBack[Int($0.rawValue)], labels: $0.reason) }
    case .noMatch:
      counted(metrics.noMatch) { MetricSample($1, labels: $0.stage, $0.persona) }
    case .alerts:
      counted(alerts) { MetricSample($1, labels: $0.rule, $0.severity.rawValue) }
    case .ruleMatches:
      (book.counts ?? []).enumerated().map { MetricSample($1.matched, labels: book.rules[$0].id) }
    case .ruleErrors: [MetricSample(metrics.ruleErrors)]
    case .unknownFacts: [MetricSample(metrics.unknownFacts)]
    case .bookInfo: [MetricSample(1, labels: book.revision)]
    case .bookRules: [MetricSample(book.rules.count)]
    case .bookRulesByVerb:
      rulesByVerb
    case .bookStale: [MetricSample(book.isStale)]
    case .bookWeakened: [MetricSample(book.weakened)]
    case .bookReloadSuccessful: [MetricSample(book.isReloadSuccessful)]
    case .bookReloadTime:
      [MetricSample(seconds: book.reloadTime)]
    case .historyAvailable: [MetricSample(history.isAvailable)]
    case .historyAccepted: [MetricSample(history.isAccepted)]
    case .historyBegan: [MetricSample(seconds: history.began)]
    case .historyContacts: [MetricSample(history.recorded)]
    case .historyStoredContacts: [MetricSample(history.stored)]
    case .historyEvents: [MetricSample(history.recordedEvents)]
    case .historyStoredEvents: [MetricSample(history.storedEvents)]
    case .historyCommitSeconds: [MetricSample(.histogram(metrics.commitSeconds))]
    case .unwrittenOptOuts: [MetricSample(history.unwrittenOptOuts)]
    case .optOutsWrittenTwice: [MetricSample(history.areOptOutsWrittenTwice)]
    case .sweeps: [MetricSample(metrics.sweeps)]
    case .backupTime: [MetricSample(seconds: history.lastBackup)]
    case .sweepTime: [MetricSample(seconds: metrics.lastSweep)]
    case .decisionLogAvailable: [MetricSample(isDecisionLogAvailable)]
    case .decisionLogDropped: [MetricSample(decisionLogDropped)]
    case .clockJumps: [MetricSample(metrics.clockJumps)]
    case .logDropped: [MetricSample(logDropped)]
    case .requests, .requestSeconds, .streams, .streamLines, .connections, .connectionsStalled, .loadShed,
      .peersRefused:
      serverSamples(of: metric)
    case .processCPUSeconds, .processResidentBytes, .processVirtualBytes, .processStartTime,
      .processOpenFiles, .processMostFiles, .processThreads:
      process.map { [MetricSample($0.value(of: metric))] } ?? []
    }
  }

  /// Alerts raised, and zero for rules that raised none: Prometheus sees a counter grow only where it has been before.
  private var alerts: [Metrics.AlertKey: Int] {
    var counts: [Metrics.AlertKey: Int] = [:]
    for rule in book.rules {
      guard case .alert(let alert) = rule.effect, rule.isEnabled else { continue }
      counts[Metrics.AlertKey(rule: rule.id, severity: alert.severity)] = 0
    }
    return counts.merging(metrics.alerts.counts) { $1 }
  }

  private func serverSamples(of metric: Metric) -> [MetricSample] {
    switch metric {
    case .requests:
      counted(metrics.requests) {
        MetricSample($1, labels: Self.route($0.route), $0.status.map { "\($0)" } ?? "aborted")
      }
    case .requestSeconds:
      metrics.requestSeconds.enumerated().filter { $1.total > 0 }
        .map { MetricSample(.histogram($1), labels: Self.route($0)) }
    case .streamLines:
      Endpoint.allCases.filter { $0.body("POST").takesLines }.flatMap { endpoint in
        let count = metrics.lines[endpoint.place]
        return [
          MetricSample(count.answered, labels: endpoint.rawValue, "answered"),
          MetricSample(count.refused, labels: endpoint.rawValue, "refused"),
        ]
      }
    case .streams: [MetricSample(metrics.streams)]
    case .connections: [MetricSample(metrics.connections)]
    case .connectionsStalled: [MetricSample(metrics.connectionsStalled)]
    case .loadShed: [MetricSample(metrics.loadShed)]
    case .peersRefused: [MetricSample(metrics.peersRefused)]
    default: []
    }
  }

  private static func route(_ place: Int?) -> String {
    let endpoints = Endpoint.allCases
    return place.flatMap { endpoints.indices.contains($0) ? endpoints[$0].rawValue : nil } ?? Metrics.other
  }

  /// How many rules of each verb are enabled.
  private var rulesByVerb: [MetricSample] {
    var counts: [String: Int] = [:]
    for rule in book.rules where rule.isEnabled { counts[rule.effect.verb, default: 0] += 1 }
    return Rule.Verb.allCases.map { MetricSample(counts[$0.rawValue, default: 0], labels: $0.rawValue) }
  }

  /// The samples of counts in the order of their labels.
  private func counted<Key>(
    _ counts: BoundedCounts<Key>, _ sample: (Key, Int) -> MetricSample
  ) -> [MetricSample] {
    counted(counts.counts, sample)
  }

  private func counted<Key>(_ counts: [Key: Int], _ sample: (Key, Int) -> MetricSample) -> [MetricSample] {
    counts.map { sample($0, $1) }.sorted { $0.labels.lexicographicallyPrecedes($1.labels) }
  }
}

extension MetricSample {
  /// An instant in seconds since 1970; 0 for never.
  fileprivate init(seconds instant: Instant?) {
    self.init(.double(instant.map { Double($0.microseconds) / 1e6 } ?? 0))
  }
}

extension ProcessUsage {
  fileprivate func value(of metric: Metric) -> MetricSample.Value {
    switch metric {
    case .processCPUSeconds: .double(processorSeconds)
    case .processResidentBytes: .int(residentBytes)
    case .processVirtualBytes: .int(virtualBytes)
    case .processStartTime: .double(startTime)
    case .processOpenFiles: .int(openFiles)
    case .processMostFiles: .int(mostFiles)
    case .processThreads: .int(threads)
    default: .int(0)
    }
  }
}
