import Foundation
import Testing

@testable import Telemetry

/// The declarations of metrics, and what they are written as.
@Suite struct MetricTests {
  @Test(arguments: Metric.allCases) func `a name follows the rules for names`(_ metric: Metric) {
    #expect(metric.rawValue.wholeMatch(of: /(waymark|process)(_[a-z]+)+/) != nil)
    #expect(!metric.rawValue.hasSuffix("_total") && !metric.rawValue.hasSuffix("_count"))
    #expect(metric.sampleName.hasSuffix("_total") == (metric.kind == .counter))
    #expect(metric.help.hasSuffix(".") && !metric.help.contains("\n"))
    if case .histogram(let bounds) = metric.kind {
      #expect(metric.unit == "seconds")
      #expect(bounds == bounds.sorted() && Set(bounds).count == bounds.count)
    }
  }

  private static func text(_ format: MetricsFormat, _ metric: Metric, _ samples: [MetricSample]) -> String {
    var text = MetricsText(format)
    text.write(metric, samples)
    return String(decoding: text.end(), as: UTF8.self)
  }

  @Test func `a counter is called without its end in OpenMetrics`() {
    let samples = [MetricSample(3, labels: "/v1/next", "200"), MetricSample(1, labels: "other", "aborted")]
    let lines = """
      waymark_requests_total{route="/v1/next",status="200"} 3
      waymark_requests_total{route="other",status="aborted"} 1

      """
    #expect(
      Self.text(.openMetrics, .requests, samples)
        == "# HELP waymark_requests \(Metric.requests.help)\n"
        + "# TYPE waymark_requests counter\n\(lines)# EOF\n")
    #expect(
      Self.text(.prometheus, .requests, samples)
        == "# HELP waymark_requests_total \(Metric.requests.help)\n# TYPE waymark_requests_total counter\n\(lines)"
    )
  }

  @Test func `a histogram is written by its bounds, added up`() {
    var histogram = Histogram(of: .decisionSeconds)
    for nanoseconds in [0, 10_000, 10_001, 99_999, 2_000_000_000] as [Int64] {
      histogram.count(nanoseconds: nanoseconds)
    }
    histogram.count(.milliseconds(1))
    let lines = Self.text(.openMetrics, .decisionSeconds, [MetricSample(.histogram(histogram))])
      .split(separator: "\n").filter { !$0.hasPrefix("# HELP") }
    #expect(
      lines.prefix(2) == [
        "# TYPE waymark_decision_seconds histogram", "# UNIT waymark_decision_seconds seconds",
      ])
    let counts = lines.filter { $0.contains("_bucket") }.map { String($0.split(separator: " ")[1]) }
    #expect(counts == ["2", "3", "3", "4", "4", "4", "5", "5", "5", "5", "5", "5", "5", "6"])
    #expect(lines.contains("waymark_decision_seconds_bucket{le=\"1e-05\"} 2"))
    #expect(lines.contains("waymark_decision_seconds_bucket{le=\"1.0\"} 5"))
    #expect(lines.contains("waymark_decision_seconds_bucket{le=\"+Inf\"} 6"))
    #expect(
      lines.suffix(3).dropLast() == [
        "waymark_decision_seconds_sum 2.00112", "waymark_decision_seconds_count 6",
      ])
  }

  @Test(arguments: [
    (#"say "hi""#, #"say \"hi\""#), (#"a\b"#, #"a\\b"#), ("a\nb", #"a\nb"#), ("kjøp/nå", "kjøp/nå"),
    ("\\\"\n", #"\\\"\n"#),
  ])
  func `values of labels are escaped`(_ value: String, _ written: String) {
    let text = Self.text(.prometheus, .bookInfo, [MetricSample(1, labels: value)])
    #expect(text.hasSuffix("waymark_book_info{revision=\"\(written)\"} 1\n"))
  }

  @Test func `beyond the most that there may be, keys are counted together`() {
    var counts = BoundedCounts(rest: "other", most: 3)
    for key in ["a", "b", "c", "d", "a", "e", "d"] { counts.count(key) }
    #expect(counts.counts == ["a": 2, "b": 1, "c": 1, "other": 3])
  }

  @Test(
    arguments: [
      ([], .prometheus), (["*/*"], .prometheus), (["text/plain"], .prometheus),
      (["application/openmetrics-text"], .openMetrics),
      (["application/openmetrics-text; version=1.0.0; charset=utf-8"], .openMetrics),
      (["Application/OpenMetrics-Text;Version=\"1.0.0\""], .openMetrics),
      (["application/openmetrics-text;version=0.0.1"], .prometheus),
      (["application/openmetrics-text;q=0"], .prometheus),
      (["application/openmetrics-text;q=0.3, text/plain;q=0.9"], .prometheus),
      (["text/plain;q=0.2", "application/openmetrics-text;q=0.9"], .openMetrics),
      (["application/openmetrics-text;q=nonsense"], .prometheus), ([";;,=,"], .prometheus),
      // What Prometheus 2.42 and 3.0 send.
      (
        [
          "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
        ], .openMetrics
      ),
      (
        [
          "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.2,*/*;q=0.1"
        ], .openMetrics
      ),
    ] as [([String], MetricsFormat)])
  func `the format is the one that is asked for`(_ accept: [String], _ format: MetricsFormat) {
    #expect(MetricsFormat(accept: accept) == format)
  }

  @Test(arguments: MetricsFormat.allCases) func `all of it keeps to the grammar of its format`(
    _ format: MetricsFormat
  ) throws {
    var text = MetricsText(format)
    for metric in Metric.allCases {
      let labels = metric.labels.map { "\($0) \"\\\n" }
      let value: MetricSample.Value =
        if case .histogram = metric.kind { .histogram(Histogram(of: metric)) } else { .double(0.5) }
      switch labels.count {
      case 0: text.write(metric, [MetricSample(value)])
      case 1: text.write(metric, [MetricSample(value, labels: labels[0]), MetricSample(value, labels: "b")])
      default:
        text.write(
          metric, [MetricSample(value, labels: labels[0], "å"), MetricSample(value, labels: "b", "")])
      }
    }
    let lines = String(decoding: text.end(), as: UTF8.self).split(separator: "\n")
    var family = ""
    var seen: Set<Substring> = []
    for line in lines where line != "# EOF" {
      if let words = line.wholeMatch(of: /# (HELP|TYPE|UNIT) ([a-z_]+) (.+)/) {
        family = String(words.output.2)
        #expect(seen.insert("\(words.output.1) \(family)"[...]).inserted, "\(line)")
        continue
      }
      let sample = try #require(
        line.wholeMatch(
          of: /([a-z_]+)(\{[a-z]+="(?:[^"\\]|\\["\\n])*"(?:,[a-z]+="(?:[^"\\]|\\["\\n])*")*\})? ([0-9.e+-]+)/),
        "\(line)")
      #expect(sample.output.1.hasPrefix(family), "\(line)")
      #expect(Double(sample.output.3) != nil)
      #expect(seen.insert("\(sample.output.1)\(sample.output.2 ?? "")"[...]).inserted, "\(line)")
    }
    #expect((lines.last == "# EOF") == (format == .openMetrics))
  }
}
