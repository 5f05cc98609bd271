import Glibc

/// One end of a pipe; closed when it goes out of use, and not handed on to child processes. Nothing on it waits but
/// what says so.
struct PipeEnd: ~Copyable {
  let descriptor: CInt

  private init(_ descriptor: CInt) { self.descriptor = descriptor }

  deinit { Glibc.close(descriptor) }

  /// The two ends of a pipe, of which the one that stays in this process never waits.
  static func make(writingStaysHere: Bool) throws(SystemError) -> (reading: PipeEnd, writing: PipeEnd) {
    var ends: [CInt] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw .latest }
    _ = fcntl(ends[writingStaysHere ? 1 : 0], F_SETFL, O_NONBLOCK)
    return (PipeEnd(ends[0]), PipeEnd(ends[1]))
  }

  consuming func close() {}

  /// Writes as much as the other end takes, up to a time; it may take nothing, or be gone.
  func write(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        let left = (deadline - .now) / .milliseconds(1)
        guard left > 0 else { return }
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, CInt(min(left.rounded(.up), 1_000)))
      } else if errno != EINTR {
        return
      }
    }
  }

  /// Reads what has come, so many bytes at most.
  func read(atMost most: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: most) { buffer, used in
      while used < most {
        let count = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: used), most - used)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        used += count
      }
    }
  }
}
