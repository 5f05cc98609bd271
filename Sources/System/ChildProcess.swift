import Dispatch
import Glibc
import Synchronization

/// A program that is run with one input, without a shell, and waited for. It leads a process group of its own, which is
/// killed as a whole when the time is over.
package struct ChildProcess: Sendable {
  package enum End: Sendable, Hashable {
    case exited(Int32)
    case killed(signal: Int32)
    case tookTooLong
  }

  /// The path of the program, and its arguments behind it.
  private let command: [String]
  /// Whether what it prints is wanted, and what it says on standard error is not; otherwise both go where this
  /// process's go.
  private let isCaptured: Bool

  /// How much of what it prints is kept, in bytes.
  private let mostOutput: Int

  /// - Parameters:
  ///   - command: not empty.
  ///   - mostOutput: how much of what it prints is kept, in bytes; what comes on top of that is let go.
  package init(_ command: [String], isCaptured: Bool = false, mostOutput: Int = 64 << 10) {
    precondition(!command.isEmpty, "a command has a program")
    self.command = command
    self.isCaptured = isCaptured
    self.mostOutput = mostOutput
  }

  /// Runs it to its end. The caller ignores SIGPIPE, since a program need not read what it gets.
  ///
  /// - Returns: how it ended, and what it printed where that is wanted.
  package func run(_ bytes: [UInt8], within time: Duration) throws(SystemError) -> (end: End, output: [UInt8])
  {
    let deadline = ContinuousClock.now + time
    var input = try Pipe()
    var output = try Pipe()
    var ended = try Pipe()
    let process = try spawn(reading: input.reading, printingOn: output.writing)
    input.closeReading()
    output.closeWriting()
    let wait = EndOfProcess(process, closing: ended.detachWriting())
    guard isCaptured else {
      input.write(bytes, until: deadline)
      input.closeWriting()
      return (wait.end(until: deadline), [])
    }
    var exchange = PipeExchange(sending: bytes, keeping: mostOutput)
    exchange.run(&input, output, ended, until: deadline)
    let end = wait.end(until: deadline)
    exchange.receive(from: output)
    return (end, exchange.received)
  }

  private func spawn(reading source: CInt, printingOn sink: CInt) throws(SystemError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, source, STDIN_FILENO)
    if isCaptured {
      posix_spawn_file_actions_adddup2(&actions, sink, STDOUT_FILENO)
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this process ignores or blocks is not the program's business.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGPIPE, SIGTERM, SIGINT] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, command[0], &actions, &attributes, &arguments, environ)
    guard code == 0 else { throw SystemError(code) }
    return process
  }
}

/// Waits for the end of a child process on a thread of its own, so that the wait can have an end as well.
private final class EndOfProcess: Sendable {
  private let process: pid_t
  private let status = Mutex<CInt>(0)
  private let came = DispatchSemaphore(value: 0)

  /// - Parameter descriptor: is closed when it has ended, for whoever polls the other end.
  init(_ process: pid_t, closing descriptor: CInt) {
    self.process = process
    DispatchQueue.global().async { [self] in
      var status: CInt = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      self.status.withLock { $0 = status }
      close(descriptor)
      came.signal()
    }
  }

  func end(until deadline: ContinuousClock.Instant) -> ChildProcess.End {
    let left = max(0, (deadline - .now) / .milliseconds(1))
    guard came.wait(timeout: .now() + .milliseconds(Int(left))) == .success else {
      kill(-process, SIGKILL)
      came.wait()
      return .tookTooLong
    }
    let status = status.withLock { $0 }
    // How wait(2) packs it.
    return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: status & 0x7F)
  }
}
