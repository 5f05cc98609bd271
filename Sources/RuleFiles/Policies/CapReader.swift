import Diagnostics
import Rules
import Time
import YAML

/// The keys of a cap.
enum CapKey: String, MappingKey {
  case action, kind, group, channel
  case atMost = "at_most"
  case per, within, calendar
}

/// Reads caps: how many contacts there may be in a time.
struct CapReader: NodeReader {
  let context: ReadingContext

  func read(_ id: String, _ entry: Mapping.Entry) -> Cap? {
    guard let mapping = mapping(entry.value, id, help: MeantCap.help(entry.value.text)) else { return nil }
    var selector = ContactSelector()
    var atMost: Int?
    var scope: Scope?
    var within: (window: Cap.Window?, span: SourceSpan)?
    var calendar: (window: Cap.Window?, span: SourceSpan)?
    keys(of: mapping, id, as: CapKey.self) { key, entry in
      let node = entry.value
      switch key {
      case .action: references.select(.action, node, &selector)
      case .kind: references.select(.kind, node, &selector)
      case .group: references.select(.group, node, &selector)
      case .channel: references.select(.channel, node, &selector)
      case .atMost:
        atMost = scalars.wholeCount(node, "at_most")
        checkNone(
          atMost, node, "'at_most: 0' holds back, for ever, all that this cap counts",
          help: "write how many there may be, or a rule with 'suppress', which gives a reason")
      case .per:
        scope = scalars.scope(node)
      case .within:
        checkMonths(node, "within")
        within = (scalars.duration(node, "within").map { .rolling($0) }, entry.keySpan)
      case .calendar:
        let unit = scalars.choice(
          node, "calendar", as: CalendarUnit.self, "calendar unit", unknown: .unknownCalendarUnit)
        calendar = (unit.map { .calendar($0) }, entry.keySpan)
      }
    }
    if mapping[CapKey.atMost.rawValue] == nil {
      missingKey(
        CapKey.atMost, in: id, mapping, as: CapKey.self, at: entry.keySpan, help: "add 'at_most: 2', say")
    }
    switch (within, calendar) {
    case (nil, nil):
      let hasScope = mapping[CapKey.per.rawValue] == nil || scope != nil
      let isKnown = hasScope && mapping.hasOnly(CapKey.self)
      if isKnown && mapping[CapKey.within.rawValue] == nil && mapping[CapKey.calendar.rawValue] == nil {
        error(
          .capWindow, "the cap '\(id)' does not say in what time", at: entry.keySpan,
          help: "add 'within: 7d' for any seven days, or 'calendar: week' for weeks from Monday")
      }
    case (.some(let within), .some(let calendar)):
      let (first, second) =
        within.span.line < calendar.span.line
          || (within.span.line == calendar.span.line && within.span.column < calendar.span.column)
        ? (within, calendar) : (calendar, within)
      error(
        .capWindow, "the cap '\(id)' has both 'within' and 'calendar'", at: second.span,
        help: "keep one of the two",
        notes: [Diagnostic.Note("the first one", at: location(first.span))])
    default: break
    }
    guard let atMost, let window = within?.window ?? calendar?.window else { return nil }
    return Cap(id: id, selector: selector, atMost: atMost, scope: scope ?? .journey, window: window)
  }
}

extension DiagnosticID {
  static let capWindow = DiagnosticID(
    "cap-window",
    page: """
      A cap counts contacts in a stretch of time, given in exactly one of two ways: 'within: 7d' is any \
      seven days up to now, 'calendar: day', 'week' (from Monday) or 'month' starts anew with each. Give \
      one of them.
      """)

  static let unknownCalendarUnit = DiagnosticID(
    "unknown-calendar-unit",
    page: """
      'calendar' takes 'day', 'week' (from Monday) or 'month', in the time zone of the rule book. For any \
      other length of time use 'within', such as 'within: 90d' for a quarter.
      """)
}
