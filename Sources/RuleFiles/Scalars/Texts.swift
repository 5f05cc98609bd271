import Diagnostics
import Rules
import YAML

extension Reader {
  /// A text that is not empty. Numbers, true and false are no texts unless they stand in quotes.
  func string(_ node: Node, _ name: String) -> String? {
    guard let scalar = scalar(node, name) else { return nil }
    guard scalar.value == .string else {
      error(
        .notAString, "'\(name)' takes a text, found \(node.found)", at: node.span,
        help: "put it in quotes: \"\(scalar.text)\"")
      return nil
    }
    guard !scalar.text.isEmpty else {
      error(
        .emptyText, "the text of '\(name)' is empty", at: node.span, help: "write the text, or remove the key"
      )
      return nil
    }
    return scalar.text
  }

  /// One text or several.
  func strings(_ node: Node, _ name: String) -> [String] {
    let texts = (oneOrMany(node, name) ?? []).compactMap { node in
      string(node, name).map { (value: $0, node: node) }
    }
    warnOfRepeats(texts, name)
    return texts.map(\.value)
  }

  /// `true` or `false`.
  func bool(_ node: Node, _ name: String) -> Bool? {
    guard let scalar = scalar(node, name) else { return nil }
    if case .bool(let value) = scalar.value { return value }
    error(
      .notABool, "'\(name)' takes true or false, found \(node.found)", at: node.span, help: scalar.helpToBool)
    return nil
  }

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

extension Scalar {
  /// What to write where true or false is needed.
  var helpToBool: String {
    switch text.lowercased() {
    case "yes", "on", "y", "true", "1": "write true"
    case "no", "off", "n", "false", "0": "write false"
    default: "write true or false"
    }
  }
}

extension UInt8 {
  var isASCIILetter: Bool { (0x61...0x7a).contains(self | 0x20) }
  var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
}

extension DiagnosticID {
  static let notAString = DiagnosticID(
    "not-a-string",
    page: """
      A text is needed where a number, true or false stands. If the text is meant to look like that, put it \
      in quotes: 'owner: "42"'.
      """)

  static let emptyText = DiagnosticID(
    "empty-text",
    page: """
      A text is there but has no characters. A title or a reason without a word in it would reach a \
      customer or a salesperson as a blank. Write the text, or remove the key.
      """)

  static let notABool = DiagnosticID(
    "not-a-bool",
    page: """
      Only true or false can stand here. Words such as 'yes' and 'no' are plain texts in rule files, \
      because 'no' is also the code of the Norwegian language. Write 'enabled: false', without quotes.
      """)

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
