import Diagnostics

/// What one line of a file is by itself, as a person reads it: how far it is indented, its key, what stands behind that.
struct OutlineLine {
  /// The spaces before it.
  var indent: Int
  /// Whether it begins with `- `.
  let isItem: Bool
  /// The columns before its content, which is behind `- `.
  let start: Int
  /// Nil where no `key:` begins it.
  let key: String?
  /// What stands behind the key; the whole content where there is none. Without the space around it.
  let value: String

  /// Whether what belongs to it can only stand on the lines below.
  var opens: Bool { value.isEmpty }
  /// Whether the lines below, as far as they are indented deeper, are its text.
  var opensText: Bool { key != nil && value.first.map { $0 == "|" || $0 == ">" } ?? false }

  /// Nil of a line that is empty or a comment.
  init?(_ line: Substring) {
    let scalars = line.unicodeScalars
    let space = scalars.prefix { $0 == " " || $0 == "\t" || PastedText.isFalseSpace($0) }
    // Tabs and false spaces are errors of their own; what belongs to what can be told all the same.
    indent = space.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
    var rest = line.unicodeScalars.dropFirst(space.count)
    guard let first = rest.first, first != "#", !rest.allSatisfy({ $0.properties.isWhitespace }) else {
      return nil
    }
    var start = indent
    var isItem = false
    while rest.first == "-", rest.dropFirst().first.map({ $0 == " " }) ?? true {
      isItem = true
      let skipped = 1 + rest.dropFirst().prefix { $0 == " " }.count
      rest = rest.dropFirst(skipped)
      start += skipped
    }
    self.isItem = isItem
    self.start = start
    let content = String(Substring(rest))
    let split = Self.key(of: content)
    key = split?.key
    let value = (split?.value ?? content[...]).trimmed
    self.value = value.hasPrefix("#") ? "" : value
  }

  /// Splits `key: value`, of which the key may be quoted.
  private static func key(of content: String) -> (key: String, value: Substring)? {
    guard let first = content.first, !"{[&*!|>%@`#".contains(first) else { return nil }
    if first == "\"" || first == "'" {
      guard let close = content.dropFirst().firstIndex(of: first) else { return nil }
      let rest = content[content.index(after: close)...]
      guard rest.first == ":", rest.dropFirst().first.map(\.isWhitespace) ?? true else { return nil }
      return (String(content[content.index(after: content.startIndex)..<close]), rest.dropFirst())
    }
    var place = content.startIndex
    while let colon = content[place...].firstIndex(of: ":") {
      let next = content.index(after: colon)
      if next == content.endIndex || content[next].isWhitespace {
        let key = content[..<colon].trimmed
        return key.isEmpty ? nil : (key, content[next...])
      }
      place = next
    }
    return nil
  }
}
