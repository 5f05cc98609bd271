import Diagnostics
import Rules
import YAML

extension ScalarReader {
  /// A text in one or several languages.
  func localized(_ node: Node, _ name: String) -> Localized<String>? {
    localized(node, name) { string($0, name) }
  }

  /// Something that is written in one or several languages.
  func localized<Text>(_ node: Node, _ name: String, _ read: (Node) -> Text?) -> Localized<Text>? {
    guard case .mapping(let mapping) = node.content else {
      if case .sequence = node.content {
        error(
          .expectedScalar, "'\(name)' takes a text or a mapping of languages to texts, found a list",
          at: node.span,
          help: "write one text, or {en: …, da: …}")
        return nil
      }
      return read(node).map { Localized(versions: [.init(language: nil, text: $0)]) }
    }
    var versions: [Localized<Text>.Version] = []
    var seen: [String: SourceSpan] = [:]
    for entry in mapping.entries {
      let tag = languageTag(entry.key.text, at: entry.keySpan)
      if let tag, let first = seen.updateValue(entry.keySpan, forKey: tag) {
        error(
          .duplicateLanguage, "the language '\(tag)' stands twice in '\(name)'", at: entry.keySpan,
          help: "remove one of the two", notes: [Diagnostic.Note("the first one", at: location(first))])
      }
      guard hasValue(entry), let text = read(entry.value), let tag else { continue }
      versions.append(.init(language: tag, text: text))
    }
    if mapping.entries.isEmpty {
      error(.emptyText, "'\(name)' has no text in any language", at: node.span, help: "write {en: …}")
    }
    return versions.isEmpty ? nil : Localized(versions: versions)
  }

  /// A language tag in lower case; nil, with an error, where it has not the shape of one.
  func languageTag(_ text: String, at span: SourceSpan) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isTag =
      (2...3).contains(parts[0].utf8.count) && parts[0].utf8.allSatisfy(\.isASCIILetter)
      && parts.dropFirst().allSatisfy {
        (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
      }
    if isTag { return text.lowercased() }
    error(
      .invalidLanguageTag, "'\(text)' is not a language tag", at: span,
      help: "write a code such as 'en', 'da', 'nb' or 'pt-br'")
    return nil
  }
}

extension DiagnosticID {
  static let invalidLanguageTag = DiagnosticID(
    "invalid-language-tag",
    page: """
      A text is given in several languages, and one of the keys is not the code of a language. Codes are \
      two or three letters, perhaps with a region: 'en', 'da', 'pl', 'pt-br'. For example 'title: {english: \
      Demo}' should be 'title: {en: Demo}'.
      """)

  static let duplicateLanguage = DiagnosticID(
    "duplicate-language",
    page: """
      A text is given twice in the same language: case does not matter, so 'da' and 'DA' are one. Keep the \
      text that is meant and remove the other.
      """)
}
