import Diagnostics
import Glibc
import System

/// Where a process writes: standard output for data, standard error for messages.
struct Terminal: Sendable {
  let descriptor: CInt
  /// The exit code where nobody takes data any more; that of a process that the signal ends.
  var codeWhenAbandoned = 128 + SIGPIPE

  static let standardOutput = Terminal(descriptor: STDOUT_FILENO)
  static let standardError = Terminal(descriptor: STDERR_FILENO)

  /// Whether a person reads what is written.
  var isInteractive: Bool { isatty(descriptor) == 1 }

  /// Colour is for people, unless they said that they want none (no-color.org).
  var hasColor: Bool {
    guard isInteractive else { return false }
    if let wish = getenv("NO_COLOR"), wish.pointee != 0 { return false }
    if let kind = getenv("TERM"), String(cString: kind) == "dumb" { return false }
    return true
  }

  /// How many columns there are; nil where nobody looks.
  var width: Int? { size.map { Int($0.ws_col) }.flatMap { $0 > 0 ? $0 : nil } }

  /// How many lines there are; nil where nobody looks.
  var height: Int? { size.map { Int($0.ws_row) }.flatMap { $0 > 0 ? $0 : nil } }

  private var size: winsize? {
    var size = winsize()
    guard isInteractive, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    return size
  }

  /// Writes all bytes at once. Where data cannot be written the process ends, and says why; where nobody takes them any
  /// more it ends without a word, as others do. A message that cannot be written is let go: the exit code still tells.
  func write(_ bytes: some Sequence<UInt8>) {
    do throws(SystemError) {
      try writeAll(bytes)
    } catch {
      couldNotWrite(error)
    }
  }

  /// Writes all bytes at once.
  ///
  /// - Throws: why they cannot be written; the caller ignores SIGPIPE.
  func writeAll(_ bytes: some Sequence<UInt8>) throws(SystemError) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      let code = errno
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if code == EAGAIN {
        waitForRoom()
      } else if code != EINTR {
        throw SystemError(code)
      }
    }
  }

  func write(_ text: String) { write(text.utf8) }

  /// Writes JSON, whole values of it; for a person its hidden characters are escapes.
  func write(json: some Sequence<UInt8>) { write(shown(json: json)) }

  /// JSON as it is written.
  func shown(json: some Sequence<UInt8>) -> [UInt8] {
    isInteractive ? Array(json).visibleJSON : Array(json)
  }

  /// Whether nobody takes any more what is written.
  var isGone: Bool {
    var request = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&request, 1, 0) > 0 && request.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0
  }

  /// Says that there is no more to write, since some systems only then say that it did not fit.
  func finish() {
    if close(descriptor) != 0, errno != EBADF, errno != EINTR { couldNotWrite(.latest) }
  }

  /// Somebody else may have made it a descriptor that does not wait.
  private func waitForRoom() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&request, 1, -1)
  }

  private func couldNotWrite(_ error: SystemError) {
    guard descriptor == STDOUT_FILENO else { return }
    if error.code == EPIPE { exit(codeWhenAbandoned) }
    let failure = Failure.notWritten("the output", error)
    Self.standardError.print(failure)
    exit(failure.status.rawValue)
  }

  private var errorMark: String { hasColor ? "\u{1B}[1;31merror:\u{1B}[0m" : "error:" }

  /// Shows what the parser of arguments has to say, with the mark that all errors have.
  func print(parserMessage text: String) {
    guard !text.isEmpty else { return }
    let own = "Error: "
    write(
      "\(text.hasPrefix(own) ? "\(errorMark) \(text.dropFirst(own.count).description.visibleLines)" : text.visibleLines)\n"
    )
  }

  func print(_ failure: Failure) {
    let help = failure.help.map { "\n  help: \($0)" } ?? ""
    write("\(errorMark) \("\(failure.message)\(help)".visibleLines)\n")
  }

  /// Bold, where there is colour.
  func bold(_ text: String) -> String { hasColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
