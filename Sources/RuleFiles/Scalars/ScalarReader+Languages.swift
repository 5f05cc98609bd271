import Diagnostics
import Rules
import YAML

extension ScalarReader {
  /// A text in one or several languages.
  func localized(_ node: Node, _ name: String) -> Localized<String>? {
    localized(node, name) { node in
      string(node, name).map {
        checkBraces(in: $0, node, name)
        return $0
      }
    }
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
    if let text = mapping.textInBraces {
      error(
        .invalidLanguageTag, "'\(text)' is a mapping of languages to texts, and has no text", at: node.span,
        help: "a text that begins with '{' needs quotes: write \(name): \"\(text)\"")
      return nil
    }
    var versions: [Localized<Text>.Version] = []
    var seen: [String: SourceSpan] = [:]
    for (index, entry) in mapping.entries.enumerated() {
      if index > 0, isRestOfText(entry) {
        reportComma(entry, after: mapping.entries[index - 1], name)
        continue
      }
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

  /// Whether an entry is what stands behind a comma in a text without quotes: `{en: Act now, please}`.
  private func isRestOfText(_ entry: Mapping.Entry) -> Bool {
    entry.value.isNull && entry.value.text.isEmpty && entry.key.style == .plain
      && (entry.key.text.contains(" ") || entry.key.text.count > 3)
  }

  private func reportComma(_ entry: Mapping.Entry, after before: Mapping.Entry, _ name: String) {
    error(
      .commaInText, "the comma before '\(entry.key.shortText)' ends the text of '\(name)'", at: entry.keySpan,
      help: "put the text in quotes: \"\(before.value.text), \(entry.key.text)\"")
  }

  /// A language tag in lower case; nil, with an error, where it has not the shape of one.
  func languageTag(_ text: String, at span: SourceSpan) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isTag =
      (2...3).contains(parts[0].utf8.count) && parts[0].utf8.allSatisfy(\.isASCIILetter)
      && parts.dropFirst().allSatisfy {
        (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
      }
    if isTag {
      if let meant = MeantLanguage.code(for: text) {
        warning(
          .countryAsLanguage, "'\(text)' is the code of a country, not of a language", at: span,
          help: "write '\(meant)'")
      }
      return text.lowercased()
    }
    error(
      .invalidLanguageTag, "'\(text)' is not a language tag", at: span,
      help: MeantLanguage.code(for: text).map { "write '\($0)'" }
        ?? "write a code such as 'en', 'da', 'nb' or 'pt-br'")
    return nil
  }
}

extension Mapping {
  /// What was hardly meant as a mapping of languages: `{account.name}`.
  fileprivate var textInBraces: String? {
    guard entries.count == 1, let key = entries.first?.key, key.style == .plain, key.text.utf8.count > 3,
      let value = entries.first?.value, value.isNull, value.text.isEmpty
    else { return nil }
    return "{\(key.text)}"
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

  static let countryAsLanguage = DiagnosticID(
    "country-as-language",
    page: """
      A text is given, or asked for, in a language whose code is that of a country: Danish is 'da', and 'dk' is \
      Denmark. Nobody's language has that code, so that the text would never be shown. A condition that asks for 'dk' or \
      'dansk' would never hold. Write the code of the language.
      """)

  static let commaInText = DiagnosticID(
    "comma-in-text",
    page: """
      Between braces a comma separates entries, so that a text without quotes ends there: '{en: Act now, please}' is the \
      text 'Act now' and an entry 'please' without a value. Put quotes around the text: '{en: "Act now, please"}'.
      """)

  static let duplicateLanguage = DiagnosticID(
    "duplicate-language",
    page: """
      A text is given twice in the same language: case does not matter, so 'da' and 'DA' are one. Keep the \
      text that is meant and remove the other.
      """)
}
