import Journeys
import RuleFiles
import Rules

/// What the columns of a CSV file of events may be called: the keys of events, a channel behind `consent.`, and persona,
/// market and the attributes of the rule book, with `profile.` before them or without. In any capitals.
struct EventColumns: ColumnNames {
  private let attributes: StateAttributes
  let columns: [String: (path: [String], form: CSVCellForm)]

  private static let profile = EventKey.profile.rawValue + "."

  init(_ attributes: StateAttributes) {
    self.attributes = attributes
    var columns: [String: (path: [String], form: CSVCellForm)] = [:]
    var profile = attributes.forms.filter { $0.key != Self.accountID }
    for key in [StateKey.persona, .market] { profile[key.rawValue] = .text }
    for (name, form) in profile {
      let path = [EventKey.profile.rawValue] + name.split(separator: ".").map { String($0) }
      for name in [name, Self.profile + name] { columns[name.lowercased()] = (path, form) }
    }
    for key in EventKey.allCases where key != .consent && key != .profile {
      columns[key.rawValue] = ([key.rawValue], key == .sentiment || key == .severity ? .number : .text)
    }
    self.columns = columns
  }

  /// Which event's values the columns of a file hold.
  ///
  /// - Parameters:
  ///   - header: its first line.
  ///   - skipped: the names of columns that are left out.
  ///   - consent: what is wrong with the names of columns that hold consent.
  /// - Throws: all that is wrong with the names.
  func columns(
    of header: [Sheet.Cell], skipping skipped: Set<String>, beside consent: [Refusal.Mistake]
  ) throws(Refusal) -> CSVColumns {
    let found = CSVHeader(header, of: self, skipping: skipped)
    var mistakes = found.allMistakes(beside: consent)
    if found.columns.index(at: "/\(EventKey.journey.rawValue)") == nil, let first = header.first {
      mistakes.insert(
        CSVHeader.mistake(first, "there is no column 'journey', whose events these are"), at: 0)
    }
    guard mistakes.isEmpty else { throw Refusal(mistakes: mistakes) }
    return found.columns
  }

  func hint(_ name: String) -> String {
    switch name.lowercased() {
    case Self.accountID, Self.profile + Self.accountID: return "; the account's id is the column 'account'"
    case EventKey.profile.rawValue: return "; name what of it, as in 'profile.persona'"
    default: return hint(near: name)
    }
  }

  private static let accountID = "account.id"

  /// What columns there may be, in words.
  var list: String {
    let keys = EventKey.allCases.filter { $0 != .consent && $0 != .profile }.map(\.rawValue)
    let attribute = attributes.forms.keys.sorted().first { $0 != Self.accountID }
    let more = attribute.map { " and attributes of the rule book, such as '\($0)'" } ?? ""
    return "\(keys.joined(separator: ", ")), consent.CHANNEL, persona, market\(more)"
  }
}
