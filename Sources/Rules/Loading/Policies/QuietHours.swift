import Diagnostics
import Time
import YAML

extension Reader {
  func quietHours(_ id: String, _ entry: Mapping.Entry) -> QuietHours? {
    enum Key: String, MappingKey { case channels, from, until, days }
    guard let mapping = mapping(entry.value, id, help: "write {from: \"20:00\", until: \"08:00\"}") else {
      return nil
    }
    var channels: [Int]?
    var from: Int?
    var until: (minute: Int, span: SourceSpan)?
    var days: [Bool]?
    keys(of: mapping, id, as: Key.self) { key, entry in
      let node = entry.value
      switch key {
      case .channels: channels = references(node, "channels", to: symbols.channels)
      case .from: from = clockTime(node, "from")
      case .until: until = clockTime(node, "until").map { ($0, node.span) }
      case .days: days = weekdays(node)
      }
    }
    for key in [Key.from, .until] where mapping[key.rawValue] == nil {
      let time = key == .from ? "20:00" : "08:00"
      missingKey(key.rawValue, in: id, at: entry.keySpan, help: "add '\(key.rawValue): \"\(time)\"', say")
    }
    guard let from, let until else { return nil }
    if from == until.minute {
      error(
        .quietHoursEmpty, "'from' and 'until' of '\(id)' are the same", at: until.span,
        help: "to silence a channel at all hours, write a rule with 'suppress'")
    }
    return QuietHours(
      id: id, channels: channels, from: from, until: until.minute,
      days: days ?? Weekday.allCases.map { _ in true })
  }

  private func weekdays(_ node: Node) -> [Bool]? {
    let days = choices(node, "days", as: NamedDay.self, "weekday", unknown: .unknownWeekday)
    return days.map { days in Weekday.allCases.map { days.contains(NamedDay(day: $0)) } }
  }
}

/// A day as the book writes it: `mon`.
private struct NamedDay: RawRepresentable, CaseIterable, Hashable {
  let day: Weekday

  static let allCases = Weekday.allCases.map { Self(day: $0) }

  var rawValue: String { day.name }

  init(day: Weekday) { self.day = day }

  init?(rawValue: String) {
    guard let day = Weekday.allCases.first(where: { $0.name == rawValue }) else { return nil }
    self.day = day
  }
}

extension DiagnosticID {
  static let unknownWeekday = DiagnosticID(
    "unknown-weekday",
    page: """
      Days of the week are written mon, tue, wed, thu, fri, sat, sun. For example 'days: [monday]' should \
      be 'days: [mon]'.
      """)

  static let quietHoursEmpty = DiagnosticID(
    "quiet-hours-empty",
    page: """
      Quiet hours begin and end at the same time of day, which could mean no time at all or the whole day. \
      If 'until' is earlier than 'from', the window ends on the next day: 'from: "20:00", until: "08:00"'. \
      To silence a channel altogether, use a suppress rule.
      """)
}
