internal import System

/// Whether the log's file is still where it was, looked at once a second: whoever removes it to make room does not know
/// that lines go on into what nobody can read any more. For one thread.
struct LogFilePlace {
  /// How often it is looked at.
  static let pause = Duration.seconds(1)

  private var lastLook = ContinuousClock.now
  /// Whether it had gone at the last look: who rotates it moves it first, and has it opened anew in a moment.
  private var wasAway = false
  private var hasFailed = false

  enum Found {
    case nothingNew
    /// Another file was opened in its place.
    case reopened
    case failed(FileProblem)
  }

  /// Opens a new file where the one of before was away at two looks in a row. A failure is told once.
  mutating func look(at file: borrowing LogFile) -> Found {
    let now = ContinuousClock.now
    guard now - lastLook >= Self.pause else { return .nothingNew }
    lastLook = now
    guard !file.isInPlace else {
      (wasAway, hasFailed) = (false, false)
      return .nothingNew
    }
    guard wasAway else {
      wasAway = true
      return .nothingNew
    }
    do throws(FileProblem) {
      try file.reopen()
      (wasAway, hasFailed) = (false, false)
      return .reopened
    } catch {
      defer { hasFailed = true }
      return hasFailed ? .nothingNew : .failed(error)
    }
  }
}

extension LogFile {
  /// Looks whether it is in place, where it is time for that.
  func look(_ place: inout LogFilePlace) -> LogFilePlace.Found { place.look(at: self) }
}
