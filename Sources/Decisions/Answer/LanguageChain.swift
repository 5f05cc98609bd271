package import Rules

/// The languages to look for, best first: a person's, those near it, the book's, English.
package struct LanguageChain: Sendable, Hashable {
  /// Tags in lower case.
  package let languages: [String]

  /// - Parameters:
  ///   - person: the person's language tag, where it is known.
  ///   - book: the language of `policies.language`.
  package init(person: String?, book: String) {
    var languages: [String] = []
    for tag in [person, book, "en"].compactMap(\.self) {
      for candidate in Self.near(tag) where !languages.contains(candidate) { languages.append(candidate) }
    }
    self.languages = languages
  }

  /// The tag itself, then with subtags cut from the right, then its Norwegian relatives.
  private static func near(_ tag: String) -> [String] {
    var rest = Substring(tag.lowercased())
    var tags = [String(rest)]
    while let hyphen = rest.lastIndex(of: "-") {
      rest = rest[..<hyphen]
      tags.append(String(rest))
    }
    switch rest {
    case "no": tags += ["nb", "nn"]
    case "nb": tags += ["no", "nn"]
    case "nn": tags += ["no", "nb"]
    default: break
    }
    return tags
  }
}

extension Localized {
  /// The text for the first language of the chain that has one, else the first version.
  package func text(in chain: LanguageChain) -> Text {
    if versions.count > 1 {
      for language in chain.languages {
        for version in versions where version.language == language { return version.text }
      }
    }
    return versions[0].text
  }
}
