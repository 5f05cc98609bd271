import Diagnostics
import System

/// Runs a command for each message, with the message on its standard input: without a shell, so that nothing in an
/// alert is taken for a command. Exit code 0 says that it is delivered.
struct CommandDelivery: AlertDelivery {
  private let process: ChildProcess
  private let name: String
  private let time: Duration

  /// - Parameters:
  ///   - command: the program and its arguments.
  ///   - folders: where programs are looked for.
  init(_ command: [String], within time: Duration, in folders: String) throws(Failure) {
    let name = command.first ?? ""
    guard let path = ProgramPath.find(name, in: folders) else {
      throw Failure(
        .wrongUse, "there is no program '\(name)' that may be run", help: "name it by its whole path")
    }
    process = ChildProcess([path] + command.dropFirst())
    self.name = name
    self.time = time
  }

  func deliver(_ message: AlertMessage) throws(NotDelivered) {
    let end: ChildProcess.End
    do throws(SystemError) {
      end = try process.run(message.json + [UInt8(ascii: "\n")], within: time).end
    } catch {
      throw NotDelivered(reason: "'\(name)' cannot be run: \(error)")
    }
    switch end {
    case .exited(0): return
    case .exited(let code): throw NotDelivered(reason: "'\(name)' ended with exit code \(code)")
    case .killed(let signal): throw NotDelivered(reason: "'\(name)' was ended by signal \(signal)")
    case .tookTooLong:
      throw NotDelivered(reason: "'\(name)' took longer than \(time.components.seconds) seconds")
    }
  }
}
