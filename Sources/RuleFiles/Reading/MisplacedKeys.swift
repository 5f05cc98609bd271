import Diagnostics
import YAML

/// Keys that stand beside the key that they belong under:
///
///     when:
///     stage: trial
struct MisplacedKeys {
  /// By the index of an entry, that of the key that it belongs under.
  private var openers: [Int: Int] = [:]
  private let entries: [Mapping.Entry]

  /// - Parameter isKnown: whether a key may stand in the mapping.
  init(_ mapping: Mapping, isKnown: (String) -> Bool) {
    entries = mapping.entries
    var opener: Int?
    for (index, entry) in entries.enumerated() {
      if isKnown(entry.key.text) {
        opener = entry.value.isNull && entry.value.text.isEmpty ? index : nil
      } else if let key = opener, isBelow(index, key) {
        openers[index] = key
      } else {
        opener = nil
      }
    }
  }

  private func isBelow(_ index: Int, _ opener: Int) -> Bool {
    entries[index].keySpan.line > entries[opener].keySpan.line
      && entries[index].keySpan.column >= entries[opener].keySpan.column
  }

  func opener(of index: Int) -> Mapping.Entry? { openers[index].map { entries[$0] } }

  func isFirst(_ index: Int) -> Bool { openers[index] == index - 1 }

  /// Whether a key has nothing but what stands beside it.
  func opens(_ index: Int) -> Bool { openers[index + 1] == index }
}

extension NodeReader {
  /// Reports the first of some keys that stand beside the one that they belong under.
  func report(_ entry: Mapping.Entry, besides opener: Mapping.Entry) {
    error(
      .misplacedKey, "'\(entry.key.shortText)' stands beside '\(opener.key.shortText)', which has no value",
      at: entry.keySpan,
      help: "indent it, and what belongs with it, under '\(opener.key.shortText)'")
  }

  /// Whether the next entry is the rest of this one's number: `{weight: 0,9}` is `0` and a key `9`.
  func isCut(_ index: Int, in mapping: Mapping) -> Bool {
    index + 1 < mapping.entries.count && rest(ofNumberAt: index + 1, in: mapping) != nil
  }

  /// True, with an error, where an entry is what stands behind a comma that ends the value before it.
  func reportsRest(_ index: Int, in mapping: Mapping) -> Bool {
    if reportsComma(index, in: mapping) { return true }
    guard let (before, rest) = restOfList(at: index, in: mapping) else { return false }
    let words = ([before.value.text] + rest.map(\.key.text)).map { $0.filter { !"()[]".contains($0) } }
    error(
      .listWithoutBrackets,
      "the comma before '\(mapping.entries[index].key.shortText)' ends the value of '\(before.key.text)'",
      at: mapping.entries[index].keySpan,
      help: "a list stands in brackets: \(before.key.text): \(MeantList.written(words))")
    return true
  }

  /// The entry that has a value, and those behind it that have none: `{days: sat, sun}`.
  private func restOfList(at index: Int, in mapping: Mapping) -> (
    before: Mapping.Entry, rest: [Mapping.Entry]
  )? {
    func isRest(_ entry: Mapping.Entry) -> Bool {
      entry.value.isNull && entry.value.text.isEmpty && entry.key.style == .plain
    }
    guard index > 0, isRest(mapping.entries[index]) else { return nil }
    let start = mapping.entries[..<index].lastIndex { !isRest($0) }
    guard let start, start == index - 1, case .scalar(let scalar) = mapping.entries[start].value.content,
      scalar.style == .plain, mapping.entries[start].value.span.endLine == mapping.entries[index].keySpan.line
    else { return nil }
    return (mapping.entries[start], Array(mapping.entries[index...].prefix(while: isRest)))
  }

  /// True, with an error, where an entry is the rest of a number that was written with a comma.
  func reportsComma(_ index: Int, in mapping: Mapping) -> Bool {
    guard let (whole, rest) = rest(ofNumberAt: index, in: mapping) else { return false }
    let before = mapping.entries[index - 1]
    let span = SourceSpan(
      line: before.value.span.line, column: before.value.span.column,
      endLine: mapping.entries[index].keySpan.endLine,
      endColumn: mapping.entries[index].keySpan.endColumn)
    error(
      .decimalComma, "'\(whole),\(rest)' has a comma where a number has a point, or nothing", at: span,
      help: rest.count == 3
        ? "write \(whole)\(rest), or \(whole).\(rest)" : "write \(before.key.text): \(whole).\(rest)")
    return true
  }

  private func rest(ofNumberAt index: Int, in mapping: Mapping) -> (whole: String, rest: String)? {
    guard index > 0, mapping.entries[index].value.isNull, mapping.entries[index].value.text.isEmpty,
      case .scalar(let before) = mapping.entries[index - 1].value.content
    else { return nil }
    let rest = mapping.entries[index].key.text
    guard !rest.isEmpty, rest.utf8.allSatisfy(\.isASCIIDigit), before.text.last.map(\.isNumber) ?? false,
      before.text.wholeMatch(of: /-?[0-9]+/) != nil
    else { return nil }
    return (before.text, rest)
  }
}

extension DiagnosticID {
  static let listWithoutBrackets = DiagnosticID(
    "list-without-brackets",
    page: """
      Between braces a comma separates entries, so that '{days: sat, sun}' is an entry 'days' and an entry 'sun' without \
      a value. Several values stand in brackets: '{days: [sat, sun]}'.
      """)

  static let misplacedKey = DiagnosticID(
    "misplaced-key",
    page: """
      A key stands in the same column as the key above it, which has no value of its own. In YAML what belongs to a key \
      stands below it, indented deeper. Indent these lines by two spaces more than the key that they belong to.
      """)
}
