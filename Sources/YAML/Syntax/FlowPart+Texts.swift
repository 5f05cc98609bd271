import Diagnostics

/// Texts between braces that have brackets of their own, which only quotes make a part of them.
extension FlowPart {
  /// `{en: {persona} wants numbers}`, `{title: [Free] guide}`, `{summary: Look, {journey} waits}`
  func bracketAtStart(_ repair: SyntaxCause.Repair) -> SyntaxCause? {
    guard let close = scalars[opening..<end].lastIndex(where: { $0 == "}" || $0 == "]" }),
      scalars[(close + 1)..<end].allSatisfy({ $0 == " " }), let open = openBracket(of: close)
    else { return nil }
    if let key = key(at: end) {
      return SyntaxCause(
        "a ',' is missing before '\(key)'", help: "write '\(text(open..<(close + 1))), \(key):'",
        at: SourceSpan(line: line, columns: end..<(end + key.unicodeScalars.count)), repair: repair)
    }
    let last = textEnd(from: close + 1)
    if let start = textStart(beforeComma: open) {
      return cause("a text with ',' and '\(scalars[open])' in it needs quotes", start..<last, repair)
    }
    return cause("a text that begins with '\(scalars[open])' needs quotes", open..<last, repair)
  }

  /// `{title: Hello {persona}, channels: [email]}`
  func bracketInText(at place: Int, _ repair: SyntaxCause.Repair) -> SyntaxCause? {
    let entry = entry(before: place)
    let closing: Unicode.Scalar = scalars[place] == "{" ? "}" : "]"
    guard !entry.key.isEmpty, !entry.value.isEmpty, let close = scalars[place...].firstIndex(of: closing),
      isOnText((place + 1)..<close)
    else { return nil }
    let start = scalars[..<place].lastIndex { $0 != " " }.map { $0 + 1 - entry.value.unicodeScalars.count }
    return cause(
      "a text with '\(scalars[place])' in it needs quotes", (start ?? place)..<textEnd(from: close + 1),
      repair)
  }

  private func cause(_ message: String, _ range: Range<Int>, _ repair: SyntaxCause.Repair) -> SyntaxCause {
    let text = text(range).trimmed
    return SyntaxCause(
      message, help: "write \(text.quoted)",
      at: SourceSpan(
        line: line, columns: range.lowerBound..<(range.lowerBound + text.unicodeScalars.count)),
      repair: repair)
  }

  /// The bracket that a bracket closes, where there is only text between them; the outer one of two.
  private func openBracket(of close: Int) -> Int? {
    let bracket: Unicode.Scalar = scalars[close] == "}" ? "{" : "["
    guard let open = scalars[opening..<close].lastIndex(of: bracket), open > opening else { return nil }
    let isDoubled = scalars[close - 1] == scalars[close] && open - 1 > opening && scalars[open - 1] == bracket
    let inner = (open + 1)..<(isDoubled ? close - 1 : close)
    guard isOnText(inner) else { return nil }
    return isDoubled ? open - 1 : open
  }

  private func isOnText(_ range: Range<Int>) -> Bool {
    !range.isEmpty && !scalars[range].contains { ":,[]{}\"'".unicodeScalars.contains($0) }
  }

  /// The key that begins there, so that only a comma is missing: `{channels: [email] cooldown: 3d}`.
  private func key(at place: Int) -> String? {
    let word = scalars[place...].prefix {
      $0.properties.isAlphabetic || "._-0123456789".unicodeScalars.contains($0)
    }
    guard !word.isEmpty, scalars[word.endIndex...].starts(with: ": ".unicodeScalars) else { return nil }
    return text(place..<word.endIndex)
  }

  /// Where a text ends: at what ends an entry, unless that closes a bracket of the text.
  private func textEnd(from place: Int) -> Int {
    var depth = 0
    for index in scalars.indices[place...] {
      switch scalars[index] {
      case "{", "[": depth += 1
      case "}", "]":
        depth -= 1
        if depth < 0 { return index }
      case "," where depth == 0: return index
      default: break
      }
    }
    return scalars.count
  }

  /// Where a text begins that a comma before a bracket ends; nil where there is none.
  private func textStart(beforeComma place: Int) -> Int? {
    guard let comma = scalars[opening..<place].lastIndex(where: { $0 != " " }), scalars[comma] == "," else {
      return nil
    }
    let value = entry(before: comma).value
    guard let first = value.unicodeScalars.first, !"\"'{[&*|>".unicodeScalars.contains(first),
      !value.hasSuffix("}"), !value.hasSuffix("]")
    else { return nil }
    return comma - value.unicodeScalars.count
  }
}
