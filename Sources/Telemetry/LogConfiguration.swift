internal import Glibc
internal import System

/// How a log is written.
package struct LogConfiguration: Sendable {
  package enum Format: String, Sendable, CaseIterable {
    /// For people on a terminal, else JSON.
    case auto
    /// One JSON object a line.
    case json
    /// Lines for people.
    case text
  }

  /// Whether each line on standard error begins with its priority (sd-daemon(3)), which the journal takes off again.
  package enum Priorities: String, Sendable, CaseIterable {
    /// Where standard error is the journal.
    case auto
    case on, off
  }

  package var format = Format.auto
  package var priorities = Priorities.auto
  /// The device and the inode of the journal's stream, as `JOURNAL_STREAM` has them; nil where the journal was not set up
  /// to read standard error.
  package var journalStream: String?
  /// The file to which lines are appended instead of standard error.
  package var file: String?
  /// The least level that is written.
  package var level = LogLevel.info
  /// Where to: a file descriptor that stays open, by default standard error.
  package var descriptor: CInt = 2
  /// How many bytes of events may wait to be written; what comes above it is dropped and counted.
  package var waitingBytes = 4 << 20
  /// For how long after an event its repeats are only counted; zero writes all of them.
  package var foldWindow: Duration = .seconds(10)
  /// The longest line in bytes, its priority and its line feed included; journald splits lines above 48 KiB.
  package var lineBytes = 32 << 10

  package init() {}

  /// The same on standard error alone.
  package var withoutFile: LogConfiguration {
    var copy = self
    copy.file = nil
    return copy
  }

  /// Whether lines are for people rather than programs.
  package var isForPeople: Bool {
    switch format {
    case .auto: file == nil && isatty(descriptor) == 1
    case .json: false
    case .text: true
    }
  }

  /// Whether lines begin with their priority.
  var hasPriorities: Bool {
    guard file == nil else { return false }
    switch priorities {
    case .auto: return isJournal
    case .on: return true
    case .off: return false
    }
  }

  /// Whether the descriptor is the stream that the journal reads: the variable alone may be inherited.
  private var isJournal: Bool {
    guard let journalStream, let identity = FileIdentity(of: descriptor) else { return false }
    return journalStream == "\(identity.device):\(identity.inode)"
  }
}
