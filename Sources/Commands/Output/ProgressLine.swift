/// A count and its rate on the last line of a terminal, rewritten in place.
struct ProgressLine {
  private static let pause = Duration.milliseconds(250)

  private let terminal: Terminal
  /// Of what is counted, in the plural.
  private let name: String
  private let began = ContinuousClock.now
  private var last: ContinuousClock.Instant
  private var isShown = false

  /// Nil where nobody looks.
  init?(_ name: String, on terminal: Terminal) {
    guard terminal.isInteractive else { return nil }
    self.terminal = terminal
    self.name = name
    last = began
  }

  /// Shows a count, unless one was shown just now.
  mutating func show(_ count: Int) {
    let now = ContinuousClock.now
    guard now - last >= Self.pause else { return }
    last = now
    isShown = true
    let rate = Double(count) / ((now - began) / .seconds(1))
    terminal.write("\r\(count) \(name), \(Int(rate)) a second\u{1B}[K")
  }

  /// Makes room for something else.
  mutating func clear() {
    guard isShown else { return }
    isShown = false
    terminal.write("\r\u{1B}[K")
  }
}
