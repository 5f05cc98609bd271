import Diagnostics
import Rules
import Time
import YAML

/// The bounds of a count as they are read, key by key.
struct CountBounds {
  var atLeast: Int?
  var atMost: (count: Int, span: SourceSpan)?
  var within: TimeSpan?
  var olderThan: (span: TimeSpan, place: SourceSpan)?

  mutating func read(_ key: BoundKey, _ entry: Mapping.Entry, _ scalars: ScalarReader) {
    let node = entry.value
    switch key {
    case .atLeast: atLeast = scalars.wholeCount(node, "at_least")
    case .atMost: atMost = scalars.wholeCount(node, "at_most").map { ($0, node.span) }
    case .within: within = scalars.duration(node, "within")
    case .olderThan: olderThan = scalars.duration(node, "older_than").map { ($0, node.span) }
    }
  }

  func bounds(_ reader: CountReader) -> Condition.Bounds {
    let least = atLeast ?? (atMost == nil ? 1 : 0)
    if let atMost, atMost.count < least {
      reader.error(
        .boundsCrossed, "at least \(least) and at most \(atMost.count) cannot both hold", at: atMost.span,
        help: "'at_most' has to be the larger of the two")
    }
    if let within, let olderThan, olderThan.span >= within {
      reader.error(
        .emptyWindow, "'older_than' is not shorter than 'within', so that nothing lies in between",
        at: olderThan.place,
        help: "'older_than' has to be the shorter of the two")
    }
    return Condition.Bounds(atLeast: least, atMost: atMost?.count, within: within, olderThan: olderThan?.span)
  }
}

extension DiagnosticID {
  static let boundsCrossed = DiagnosticID(
    "bounds-crossed",
    page: """
      A count asks for at least so many and at most so many, and the first number is the larger one: no \
      count can be both. For example 'at_least: 3, at_most: 1' should probably be 'at_least: 1, at_most: \
      3'.
      """)

  static let emptyWindow = DiagnosticID(
    "empty-window",
    page: """
      A condition asks for something that lies within the last so many days and is older than so many days, \
      and no time is both. 'within: 30d, older_than: 7d' is the time from 30 days ago to 7 days ago; the \
      other way round there is nothing in between.
      """)
}
