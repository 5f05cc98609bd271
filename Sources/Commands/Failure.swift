import ArgumentParser
import System

/// How a command ends, as a shell sees it; the numbers above 63 are those of sysexits.h.
enum Status: Int32 {
  /// A check failed, a state was refused.
  case findings = 1
  /// `next` recommends nothing.
  case nothingToDo = 3
  case wrongUse = 64
  case internalError = 70
  /// What a command prints, or the file that it makes, could not be written.
  case notWritten = 74
  /// No daemon answers, or it cannot record now: trying again may help.
  case daemonNotReachable = 75

  var code: ExitCode { ExitCode(rawValue) }
}

/// Why a command could not do what was asked for.
struct Failure: Error {
  let status: Status
  /// Lower case, without a full stop.
  let message: String
  /// What to do about it.
  let help: String?

  init(_ status: Status, _ message: String, help: String? = nil) {
    self.status = status
    self.message = message
    self.help = help
  }

  /// Runs a check of a command's options that is made when the command runs.
  static func ofOptions(_ command: String, _ check: () throws -> Void) throws {
    do {
      try check()
    } catch let error as ValidationError {
      throw Failure(.wrongUse, error.message, help: "`waymark \(command) --help` lists the options")
    }
  }

  /// - Parameters:
  ///   - name: of what was to be written.
  ///   - error: the system's.
  static func notWritten(_ name: String, _ error: SystemError, help: String? = nil) -> Failure {
    Failure(.notWritten, "\(name) cannot be written: \(error)", help: help)
  }
}
