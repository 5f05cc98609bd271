internal import Diagnostics
internal import JSON

/// Turns entries into lines, each ended by a line feed and no longer than the limit.
struct LogLine {
  private let isForPeople: Bool
  private let hasPriorities: Bool
  private let limit: Int

  init(_ configuration: LogConfiguration) {
    isForPeople = configuration.isForPeople
    hasPriorities = configuration.hasPriorities
    limit = configuration.lineBytes - (hasPriorities ? Self.priorityRoom : 0)
  }

  func bytes(of entry: LogEntry) -> [UInt8] {
    let line = isForPeople ? text(entry) : json(entry)
    return hasPriorities ? Array("<\(entry.level.priority)>".utf8) + line : line
  }

  /// Of `<3>`.
  private static let priorityRoom = 3

  /// Room for the field that says that others were cut or left out.
  private static let cutRoom = 16

  private func json(_ entry: LogEntry) -> [UInt8] {
    var writer = JSONWriter(reservingCapacity: 256)
    let message = fitting(entry.message, into: limit / 2)
    var isCut = message.isCut
    writer.object {
      $0.member("time", LogTime.text(entry.time))
      $0.member("level", entry.level.rawValue)
      $0.member("event", entry.event.rawValue)
      $0.member("message", raw: message.bytes)
      for (name, value) in entry.fields.pairs {
        let room = limit - $0.bytes.count - Self.cutRoom
        let rendered = rendered(value)
        guard rendered.count + escaped(name).count + 2 <= room else {
          isCut = true
          continue
        }
        $0.member(named: name) { $0.raw(rendered) }
      }
      if isCut { $0.member("cut", true) }
    }
    return writer.bytes.visibleJSON + [UInt8(ascii: "\n")]
  }

  /// A text as a JSON string of at most so many bytes.
  private func fitting(_ text: String, into room: Int) -> (bytes: [UInt8], isCut: Bool) {
    var length = text.utf8.count
    var bytes = escaped(text)
    // An escape may be six times as long as what it stands for.
    while bytes.count > room, length > 0 {
      length = min(length - 1, max(0, length * room / bytes.count - 8))
      bytes = escaped(text.cut(to: length))
    }
    return (bytes, length < text.utf8.count)
  }

  private func escaped(_ text: String) -> [UInt8] { rendered(.string(text)) }

  private func rendered(_ value: LogValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(value)
    return writer.bytes.visibleJSON
  }

  private func text(_ entry: LogEntry) -> [UInt8] {
    let level = entry.level.rawValue
    let padding = String(repeating: " ", count: 7 - level.count)
    var line = "\(LogTime.text(entry.time)) \(level)\(padding) \(entry.event.rawValue) "
    line += entry.message.visibleAsInJSON.cut(to: limit / 2)
    for (name, value) in entry.fields.pairs {
      line += " \(name.visibleAsInJSON)=" + String(decoding: plain(value), as: UTF8.self)
    }
    return Array(line.cut(to: limit - 1).utf8) + [UInt8(ascii: "\n")]
  }

  /// A value without quotes where it can do without.
  private func plain(_ value: LogValue) -> [UInt8] {
    guard case .string(let text) = value, !text.isEmpty,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") })
    else { return rendered(value) }
    return Array(text.utf8)
  }
}
