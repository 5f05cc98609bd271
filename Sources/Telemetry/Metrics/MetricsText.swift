/// Writes metrics as text, one family after the other.
package struct MetricsText: Sendable {
  private let format: MetricsFormat
  private var bytes: [UInt8] = []

  package init(_ format: MetricsFormat) {
    self.format = format
    bytes.reserveCapacity(16 << 10)
  }

  /// Writes a metric with its samples; one of whose labels nothing is known yet has none.
  package mutating func write(_ metric: Metric, _ samples: [MetricSample]) {
    let name = format == .openMetrics ? metric.rawValue : metric.sampleName
    append("# HELP \(name) \(escaped(metric.help, quotes: format == .openMetrics))\n")
    append("# TYPE \(name) \(metric.kind.name)\n")
    if format == .openMetrics, let unit = metric.unit { append("# UNIT \(name) \(unit)\n") }
    for sample in samples {
      precondition(sample.labels.count == metric.labels.count, "\(metric) has other labels")
      write(sample, of: metric)
    }
  }

  /// The text, complete.
  package consuming func end() -> [UInt8] {
    if format == .openMetrics { append("# EOF\n") }
    return bytes
  }

  private mutating func write(_ sample: MetricSample, of metric: Metric) {
    switch sample.value {
    case .int(let value): line(metric.sampleName, metric, sample.labels, "\(value)")
    case .double(let value): line(metric.sampleName, metric, sample.labels, "\(value)")
    case .histogram(let histogram):
      var sum = 0
      for (bucket, count) in histogram.counts.enumerated() {
        sum += count
        let bound = bucket < histogram.bounds.count ? "\(histogram.bounds[bucket])" : "+Inf"
        line("\(metric.rawValue)_bucket", metric, sample.labels, "\(sum)", bound: bound)
      }
      line("\(metric.rawValue)_sum", metric, sample.labels, "\(histogram.sum)")
      line("\(metric.rawValue)_count", metric, sample.labels, "\(sum)")
    }
  }

  private mutating func line(
    _ name: String, _ metric: Metric, _ labels: [String], _ value: String, bound: String? = nil
  ) {
    append(name)
    var pairs = zip(metric.labels, labels).map { (name: $0, value: $1) }
    if let bound { pairs.append(("le", bound)) }
    if !pairs.isEmpty {
      append("{")
      for (index, pair) in pairs.enumerated() {
        if index > 0 { append(",") }
        append("\(pair.name)=\"\(escaped(pair.value, quotes: true))\"")
      }
      append("}")
    }
    append(" \(value)\n")
  }

  private mutating func append(_ text: String) { bytes += text.utf8 }

  /// A text in which the characters that would end it are escaped. Ids are checked when a book is loaded, and may be in
  /// any script.
  private func escaped(_ text: String, quotes: Bool) -> String {
    guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x22 }) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension Metric.Kind {
  /// The word for it in texts.
  package var name: String {
    switch self {
    case .counter: "counter"
    case .gauge: "gauge"
    case .histogram: "histogram"
    }
  }
}
