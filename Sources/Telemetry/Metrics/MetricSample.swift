/// A value of a metric under its labels.
package struct MetricSample: Sendable {
  package enum Value: Sendable {
    case int(Int)
    case double(Double)
    case histogram(Histogram)
  }

  /// The values of the metric's labels, in their order.
  package let labels: [String]
  package let value: Value

  package init(_ value: Value, labels: String...) {
    self.value = value
    self.labels = labels
  }

  package init(_ value: Int, labels: String...) {
    self.value = .int(value)
    self.labels = labels
  }

  package init(_ value: Bool) { self.init(value ? 1 : 0) }
}
