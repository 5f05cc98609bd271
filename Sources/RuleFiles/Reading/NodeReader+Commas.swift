import Diagnostics
import YAML

/// Commas between braces that end a value where somebody meant them to be a part of it: `{days: sat, sun}` and
/// `{weight: 0,9}`.
extension NodeReader {
  /// Whether the next entry is the rest of this one's number: `{weight: 0,9}` is `0` and a key `9`.
  func isCut(_ index: Int, in mapping: Mapping) -> Bool {
    index + 1 < mapping.entries.count && rest(ofNumberAt: index + 1, in: mapping) != nil
  }

  /// True, with an error, where an entry is what stands behind a comma that ends the value before it.
  func reportsRest(_ index: Int, in mapping: Mapping) -> Bool {
    if reportsComma(index, in: mapping) { return true }
    guard let (before, rest) = restOfList(at: index, in: mapping) else { return false }
    guard !Self.textKeys.contains(before.key.text) else {
      let parts = [before.value.text] + rest.map(\.key.text)
      error(
        .commaInText,
        "the comma before '\(mapping.entries[index].key.shortText)' ends the text of '\(before.key.text)'",
        at: mapping.entries[index].keySpan,
        help: "put the text in quotes: \(parts.joined(separator: ", ").inQuotes)")
      return true
    }
    if let decimals = rest.first?.key.text, rest.count == 1, decimals.utf8.allSatisfy(\.isASCIIDigit),
      before.value.text.last?.isASCIIDigit == true
    {
      error(
        .decimalComma, "the comma before '\(decimals)' ends the value of '\(before.key.text)'",
        at: mapping.entries[index].keySpan,
        help: "a number has a point before decimals: \(before.key.text): \(before.value.text).\(decimals)")
      return true
    }
    let words = ([before.value.text] + rest.map(\.key.text)).map { $0.filter { !"()[]".contains($0) } }
    error(
      .listWithoutBrackets,
      "the comma before '\(mapping.entries[index].key.shortText)' ends the value of '\(before.key.text)'",
      at: mapping.entries[index].keySpan,
      help: "a list stands in brackets: \(before.key.text): \(MeantList.written(words))")
    return true
  }

  /// The keys of texts for people.
  private static var textKeys: Set<String> { ["title", "label", "because", "summary"] }

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
    guard !whole.contains(".") else {
      // `10.000,50`
      error(
        .decimalComma, "'\(whole),\(rest)' has points between thousands, and a comma before decimals",
        at: span,
        help: "write \(before.key.text): \(whole.filter { $0 != "." }).\(rest)")
      return true
    }
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
      before.text.wholeMatch(of: /-?[0-9]+|-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+/) != nil
    else { return nil }
    return (before.text, rest)
  }
}

extension Mapping {
  /// The words in braces that have no values: `{interest, trial}`; nil where there is anything else.
  var wordsAlone: [String]? {
    let areWords = entries.allSatisfy {
      $0.value.isNull && $0.value.text.isEmpty && $0.key.style == .plain
        && $0.value.span.line == $0.keySpan.line
    }
    return areWords && !entries.isEmpty ? entries.map(\.key.text) : nil
  }
}

extension NodeReader {
  /// True, with an error, where words stand in braces that should stand in brackets.
  ///
  /// - Parameter isKnown: whether a word is a key that lacks its value.
  func reportsBraces(_ mapping: Mapping, _ name: String, at span: SourceSpan, isKnown: (String) -> Bool)
    -> Bool
  {
    guard let words = mapping.wordsAlone, !words.contains(where: isKnown) else { return false }
    error(
      .listWithoutBrackets, "the values of '\(name)' stand in braces, where keys with values stand", at: span,
      help: "a list stands in brackets: \(name): \(MeantList.written(words))")
    return true
  }
}

extension DiagnosticID {
  static let listWithoutBrackets = DiagnosticID(
    "list-without-brackets",
    page: """
      Between braces a comma separates entries, so that '{days: sat, sun}' is an entry 'days' and an entry 'sun' without \
      a value. Several values stand in brackets: '{days: [sat, sun]}'.
      """)
}
