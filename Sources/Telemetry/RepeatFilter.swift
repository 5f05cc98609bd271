/// Counts repeats of an event within a window that begins with the first of them.
struct RepeatFilter: Sendable {
  struct Key: Sendable, Hashable {
    let event: EventName
    let message: String
    let key: String

    /// Texts are equal where their bytes are: `String` itself takes composed and decomposed letters for the same.
    static func == (left: Self, right: Self) -> Bool {
      left.event == right.event && left.message.utf8.elementsEqual(right.message.utf8)
        && left.key.utf8.elementsEqual(right.key.utf8)
    }
  }

  private struct Window: Sendable {
    let began: Duration
    let level: LogLevel
    var repeats = 0
  }

  /// So many windows at one time; events above it are written each.
  private static let most = 1024

  private let length: Duration
  private var windows: [Key: Window] = [:]
  /// The windows' keys, oldest first.
  private var order: [Key] = []

  init(length: Duration) { self.length = length }

  /// Whether an event is a repeat, which is then counted instead of written.
  mutating func folds(_ key: Key, level: LogLevel, at time: Duration) -> Bool {
    guard length > .zero else { return false }
    if windows[key] != nil {
      windows[key]?.repeats += 1
      return true
    }
    if windows.count < Self.most {
      windows[key] = Window(began: time, level: level)
      order.append(key)
    }
    return false
  }

  /// Closes the windows that are over, or all of them, and tells of those that had repeats.
  mutating func close(at time: Duration, all: Bool = false) -> [LogEntry] {
    // A clock that was set back would keep a window open for long.
    let length = length
    let isOver = { (window: Window) in all || time - window.began >= length || time < window.began }
    var entries: [LogEntry] = []
    var closed = 0
    for key in order {
      guard let window = windows[key], isOver(window) else { break }
      closed += 1
      windows[key] = nil
      guard window.repeats > 0 else { continue }
      entries.append(entry(for: key, window, at: time))
    }
    order.removeFirst(closed)
    return entries
  }

  /// When the oldest window is over; nil if none is open.
  var nextEnd: Duration? { order.first.flatMap { windows[$0] }.map { $0.began + length } }

  private func entry(for key: Key, _ window: Window, at time: Duration) -> LogEntry {
    var fields: LogFields = ["folded": .string(key.event.rawValue), "count": LogValue(window.repeats)]
    if !key.key.isEmpty { fields.append("key", .string(key.key)) }
    fields.append("since", .string(LogTime.text(window.began)))
    return LogEntry(
      time: time, level: window.level, event: .logFolded,
      message: "repeated \(window.repeats) times: \(key.message)", fields: fields)
  }
}
