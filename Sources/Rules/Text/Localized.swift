/// A text in one or several languages; a plain string serves all.
package struct Localized<Text: Sendable>: Sendable {
  package struct Version: Sendable {
    /// The language tag in lower case; nil where one text serves all languages.
    package let language: String?
    package let text: Text

    package init(language: String?, text: Text) {
      self.language = language
      self.text = text
    }
  }

  /// In the order of the file; never empty.
  package let versions: [Version]

  /// `versions` must not be empty.
  package init(versions: [Version]) {
    precondition(!versions.isEmpty)
    self.versions = versions
  }

  package func map<Other>(_ transform: (Text) -> Other) -> Localized<Other> {
    Localized<Other>(versions: versions.map { .init(language: $0.language, text: transform($0.text)) })
  }
}
