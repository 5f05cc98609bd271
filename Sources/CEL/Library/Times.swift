import Time

/// Fields of timestamps and durations.
extension Library {
  /// What looking up a zone by its name costs.
  private static let zoneSteps = 100

  private static func accessor(
    _ name: String, _ field: @escaping @Sendable (Timestamp.Fields, Timestamp) -> Int,
    ofDuration: (@Sendable (Int64) -> Int64)? = nil
  ) -> Function {
    var overloads: [Overload] = [
      .member(Timestamp.self) { time, _ in Int64(field(time.fields, time)) },
      Overload.member(Timestamp.self, String.self) { time, zone, meter throws(Stop) in
        try meter.charge(zoneSteps)
        guard let fields = time.fields(in: zone, of: meter.zones) else { throw .failure("no such time zone") }
        return Int64(field(fields, time))
      }.withZone(1),
    ]
    if let ofDuration {
      overloads.append(.member(ExpressionDuration.self) { span, _ in ofDuration(span.nanoseconds) })
    }
    return Function(name, overloads)
  }

  static let times: [Function] = [
    accessor("getFullYear") { fields, _ in fields.date.year },
    accessor("getMonth") { fields, _ in fields.date.month - 1 },
    accessor("getDate") { fields, _ in fields.date.day },
    accessor("getDayOfMonth") { fields, _ in fields.date.day - 1 },
    accessor("getDayOfWeek") { fields, _ in fields.dayOfWeek },
    accessor("getDayOfYear") { fields, _ in fields.dayOfYear },
    accessor("getHours", { fields, _ in fields.hour }, ofDuration: { $0 / 3_600_000_000_000 }),
    accessor("getMinutes", { fields, _ in fields.minute }, ofDuration: { $0 / 60_000_000_000 }),
    accessor("getSeconds", { fields, _ in fields.second }, ofDuration: { $0 / 1_000_000_000 }),
    accessor(
      "getMilliseconds", { _, time in Int(time.nanoseconds) / 1_000_000 },
      ofDuration: { $0 / 1_000_000 % 1_000 }),
  ]
}
