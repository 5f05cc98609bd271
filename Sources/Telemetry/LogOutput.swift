internal import Glibc
internal import Synchronization

/// The descriptor that lines are written to. Used by one thread; that it broke may be asked by any.
final class LogOutput: Sendable {
  private let descriptor: CInt
  private let broken = Atomic(false)

  init(descriptor: CInt) { self.descriptor = descriptor }

  /// Whether the last write failed.
  var isBroken: Bool { broken.load(ordering: .relaxed) }

  /// Has this thread get an error instead of the signal that would end the process.
  func ignoreBrokenPipes() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Writes a line, in one call if the system takes it so; false if it cannot be written.
  func write(_ line: [UInt8]) -> Bool {
    var rest = line[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        waitUntilWritable()
      } else if errno != EINTR {
        broken.store(true, ordering: .relaxed)
        return false
      }
    }
    broken.store(false, ordering: .relaxed)
    return true
  }

  /// Writes a short line where that takes no waiting: a pipe with room has it for 4 KiB.
  func writeAtOnce(_ line: [UInt8]) {
    var request = pollfd(descriptor: descriptor)
    guard line.count <= 4_096, poll(&request, 1, 0) > 0 else { return }
    _ = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  /// Another process may have made the descriptor non-blocking.
  private func waitUntilWritable() {
    var request = pollfd(descriptor: descriptor)
    poll(&request, 1, -1)
  }
}

extension pollfd {
  fileprivate init(descriptor: CInt) { self.init(fd: descriptor, events: Int16(POLLOUT), revents: 0) }
}
