import Glibc

/// Gives a process its input and takes its output at the same time, so that neither waits for the other.
struct PipeExchange {
  private(set) var received: [UInt8] = []
  private var rest: ArraySlice<UInt8>
  private let most: Int
  private var isOpen = true

  /// - Parameter most: how many bytes are kept of what comes; more is read, and let go.
  init(sending bytes: [UInt8], keeping most: Int) {
    rest = bytes[...]
    self.most = most
  }

  /// Goes on until the process has ended, or the time is over. What it takes may be less than there is.
  ///
  /// - Parameter ended: whose other end is closed when the process has ended.
  mutating func run(
    _ input: inout Pipe, _ output: borrowing Pipe, _ ended: borrowing Pipe,
    until deadline: ContinuousClock.Instant
  ) {
    _ = fcntl(input.writing, F_SETFL, O_NONBLOCK)
    _ = fcntl(output.reading, F_SETFL, O_NONBLOCK)
    if rest.isEmpty { input.closeWriting() }
    while true {
      let left = (deadline - .now) / .milliseconds(1)
      guard left > 0 else { return }
      // A negative descriptor is left out.
      var requests = [
        pollfd(fd: ended.reading, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isOpen ? output.reading : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: input.writing, events: Int16(POLLOUT), revents: 0),
      ]
      guard poll(&requests, 3, CInt(min(left.rounded(.up), 60_000))) >= 0 || errno == EINTR else { return }
      if requests[1].revents != 0 { receive(from: output) }
      if requests[2].revents != 0 { send(to: &input) }
      if requests[0].revents != 0 { return }
    }
  }

  /// Takes what has come, without waiting.
  mutating func receive(from output: borrowing Pipe) {
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while isOpen {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(output.reading, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count == 0 { isOpen = false }
      guard count > 0 else { return }
      received += chunk[..<min(count, most - received.count)]
    }
  }

  private mutating func send(to input: inout Pipe) {
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(input.writing, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        rest = []
      }
    }
    input.closeWriting()
  }
}
