import Glibc

/// Where a process writes: standard output for data, standard error for messages.
struct Terminal: Sendable {
  let descriptor: CInt

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
  var width: Int? {
    var size = winsize()
    guard isInteractive, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes all bytes at once; where nobody takes them any more the process ends without a word, as others do.
  func write(_ bytes: some Sequence<UInt8>) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        exit(errno == EPIPE ? 128 + SIGPIPE : Status.internalError.rawValue)
      }
    }
  }

  func write(_ text: String) { write(text.utf8) }

  func print(_ failure: Failure) {
    let mark = hasColor ? "\u{1B}[1;31merror:\u{1B}[0m" : "error:"
    write("\(mark) \(failure.message)\n" + (failure.help.map { "  help: \($0)\n" } ?? ""))
  }

  /// Bold, where there is colour.
  func bold(_ text: String) -> String { hasColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
