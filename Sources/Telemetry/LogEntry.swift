/// One event on its way to a line.
struct LogEntry: Sendable {
  let time: Duration
  let level: LogLevel
  let event: EventName
  let message: String
  let fields: LogFields

  /// Roughly what the entry weighs in memory, in bytes.
  var weight: Int { 96 + message.utf8.count + fields.weight }
}
