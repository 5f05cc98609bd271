import Glibc

/// A pipe, whose ends are not handed on to child processes; an end is closed when it is told to be, or goes out of use.
struct Pipe: ~Copyable {
  private(set) var reading: CInt
  private(set) var writing: CInt

  init() throws(SystemError) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .latest }
    reading = ends[0]
    writing = ends[1]
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    if reading >= 0 { close(reading) }
    if writing >= 0 { close(writing) }
  }

  mutating func closeReading() {
    close(reading)
    reading = -1
  }

  mutating func closeWriting() {
    close(writing)
    writing = -1
  }

  /// Writes as much as the other end takes, up to a time; it may take nothing, or be gone.
  func write(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) {
    _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(writing, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        let left = (deadline - .now) / .milliseconds(1)
        guard left > 0 else { return }
        var request = pollfd(fd: writing, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, CInt(min(left.rounded(.up), 1_000)))
      } else if errno != EINTR {
        return
      }
    }
  }

  /// The end that writes, which whoever takes it closes.
  mutating func detachWriting() -> CInt {
    defer { writing = -1 }
    return writing
  }
}
