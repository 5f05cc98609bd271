import CEL
import Time

/// The functions of expressions that are not part of CEL.
enum ExpressionFunctions {
  /// - Parameter painPoint: the type of a pain point's id.
  static func all(painPoint: Type) -> [Function] {
    [
      Function("days", [.global(Int64.self) { count, _ throws(Stop) in try span(of: count, .day) }]),
      Function("hours", [.global(Int64.self) { count, _ throws(Stop) in try span(of: count, .hour) }]),
      Function(
        sinceName, implicit: ["now"],
        [
          .global(Timestamp.self, Timestamp.self) { instant, now, _ throws(Stop) in
            guard let span = now.distance(from: instant) else { throw .failure("duration out of range") }
            return span
          }.typed(.timestamp, .timestamp)
        ]),
      Function(
        severityName, implicit: ["pain_points"],
        [
          .global(String.self, Map.self) { id, painPoints, _ in painPoints[text: id] ?? .double(0) }
            .typed(painPoint, .map(painPoint, .double), to: .double)
        ]),
      Function(
        knownName, seesUnknown: true,
        [
          .global(Value.self) { (value: Value, _) -> Value in
            if case .error = value { value } else { .bool(value.kind != .unknown) }
          }.to(.bool)
        ]),
    ]
  }

  static let sinceName = "since"
  static let severityName = "severity"
  static let knownName = "known"

  private static func span(of count: Int64, _ unit: TimeSpan) throws(Stop) -> ExpressionDuration {
    let nanoseconds = count.multipliedReportingOverflow(by: unit.microseconds * 1_000)
    guard !nanoseconds.overflow else { throw .failure("duration out of range") }
    return ExpressionDuration(nanoseconds: nanoseconds.partialValue)
  }
}
