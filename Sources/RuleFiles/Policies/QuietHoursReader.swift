import Diagnostics
import Rules
import Time
import YAML

/// The keys of quiet hours.
enum QuietHoursKey: String, MappingKey { case channels, from, until, days }

/// Reads quiet hours.
struct QuietHoursReader: NodeReader {
  let context: ReadingContext

  func read(_ id: String, _ entry: Mapping.Entry) -> QuietHours? {
    guard let mapping = mapping(entry.value, id, help: MeantClockTime.range(entry.value.text)) else {
      return nil
    }
    var channels: [Int]?
    var from: Int?
    var until: (minute: Int, span: SourceSpan)?
    var days: [Bool]?
    keys(of: mapping, id, as: QuietHoursKey.self) { key, entry in
      let node = entry.value
      switch key {
      case .channels: channels = references.references(node, "channels", to: .channel)
      case .from: from = scalars.clockTime(node, "from")
      case .until: until = scalars.clockTime(node, "until", isEnd: true).map { ($0, node.span) }
      case .days: days = weekdays(node)
      }
    }
    // What was meant is not known; its own error is enough.
    if mapping[QuietHoursKey.channels.rawValue] != nil && channels == nil { return nil }
    guard mapping.hasOnly(QuietHoursKey.self) else { return nil }
    if mapping[QuietHoursKey.days.rawValue] != nil && days == nil { return nil }
    let given = [QuietHoursKey.from, .until].filter { mapping[$0.rawValue] != nil }
    if given.count == 1 {
      let (key, time) = given == [.until] ? (QuietHoursKey.from, "20:00") : (.until, "08:00")
      missingKey(
        key.rawValue, in: id, at: entry.keySpan,
        help: "add '\(key.rawValue): \"\(time)\"', say, or leave both out for whole days")
      return nil
    }
    let everyDay = Weekday.allCases.map { _ in true }
    guard !given.isEmpty else {
      return QuietHours(id: id, channels: channels, from: 0, until: 24 * 60, days: days ?? everyDay)
    }
    guard let from, let until else { return nil }
    if from == until.minute {
      error(
        .quietHoursEmpty, "'from' and 'until' of '\(id)' are the same", at: until.span,
        help: "for whole days, leave both out and name the 'days'")
      return nil
    }
    return QuietHours(id: id, channels: channels, from: from, until: until.minute, days: days ?? everyDay)
  }

  private func weekdays(_ node: Node) -> [Bool]? {
    if let days = NamedDay.several(node.text) {
      error(
        .unknownWeekday, "unknown weekday '\(node.text)'", at: node.span,
        help: "write \(MeantList.written(days))")
      return nil
    }
    let days = scalars.choices(node, "days", as: NamedDay.self, "weekday", unknown: .unknownWeekday)
    return days.map { days in Weekday.allCases.map { days.contains(NamedDay(day: $0)) } }
  }
}

/// A day as the book writes it: `mon`.
struct NamedDay: RawRepresentable, CaseIterable, Hashable {
  let day: Weekday

  static let allCases = Weekday.allCases.map { Self(day: $0) }

  var rawValue: String { day.name }

  init(day: Weekday) { self.day = day }

  init?(rawValue: String) {
    guard let day = Weekday.allCases.first(where: { $0.name == rawValue }) else { return nil }
    self.day = day
  }
}

extension NamedDay {
  /// The days that one word stands for, or a range of days.
  static func several(_ text: String) -> [String]? {
    let names = allCases.map(\.rawValue)
    switch text.lowercased() {
    case "weekend", "weekends", "weekenden", "wochenende": return ["sat", "sun"]
    case "weekdays", "weekday", "workdays", "hverdage", "werktage", "vardagar": return Array(names.prefix(5))
    case "all", "daily", "every", "alle", "hverdag": return names
    default: break
    }
    guard let match = text.wholeMatch(of: /(\p{L}+)\.? ?(?:-|–|to|til|bis) ?(\p{L}+)\.?/) else { return nil }
    func index(_ word: Substring) -> Int? {
      let word = word.lowercased()
      return names.firstIndex(of: ForeignWords.choice(word, of: "weekday") ?? word)
    }
    guard let first = index(match.1), let last = index(match.2) else { return nil }
    return first <= last ? Array(names[first...last]) : Array(names[first...] + names[...last])
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
      For whole days leave both out: 'sundays: {channels: [sms], days: [sun]}'.
      """)

  static let quietHoursAlways = DiagnosticID(
    "quiet-hours-always",
    page: """
      The quiet hours of a channel, taken together, leave no minute of the week open, so that nothing would ever be \
      said there. Quiet hours without 'from', 'until' and 'days' are all hours of all days. Name the days or the \
      times; to silence a channel altogether, use a suppress rule, which can be found and explained.
      """)
}
