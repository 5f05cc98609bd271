/// How a log is written.
package struct LogConfiguration: Sendable {
  package enum Format: String, Sendable, CaseIterable {
    /// One JSON object a line.
    case json
    /// Lines for people.
    case text
  }

  package var format = Format.json
  /// The least level that is written.
  package var level = LogLevel.info
  /// Where to: a file descriptor that stays open, by default standard error.
  package var descriptor: CInt = 2
  /// How many bytes of events may wait to be written; what comes above it is dropped and counted.
  package var waitingBytes = 4 << 20
  /// For how long after an event its repeats are only counted; zero writes all of them.
  package var foldWindow: Duration = .seconds(10)
  /// The longest line in bytes, its line feed included; journald splits lines above 48 KiB.
  package var lineBytes = 32 << 10

  package init() {}
}
