internal import Glibc
internal import Synchronization
internal import System

/// The descriptor that lines are written to. Used by one thread; that it broke may be asked by any.
final class LogOutput: Sendable {
  private let descriptor: CInt
  private let broken = Atomic(false)
  /// The file in which a line stands of which the rest could not be written.
  private let torn = Mutex<FileIdentity?>(nil)

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
    // Behind half a line it could not be read.
    let isTorn = torn.withLock { $0 != nil && $0 == FileIdentity(of: descriptor) }
    let bytes = isTorn ? [UInt8(ascii: "\n")] + line : line
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        waitUntilWritable()
      } else if errno != EINTR {
        broken.store(true, ordering: .relaxed)
        if rest.count < bytes.count { torn.withLock { $0 = FileIdentity(of: descriptor) } }
        return false
      }
    }
    torn.withLock { $0 = nil }
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
