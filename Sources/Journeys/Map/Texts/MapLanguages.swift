package import Decisions
import Rules

/// A language in which a map's own texts are written. The raw value is its tag.
package enum MapLanguage: String, Sendable, CaseIterable {
  case en, da, sv, nb, pl
}

/// In which languages a map is written.
package struct MapLanguages: Sendable {
  /// Of the texts that the map has itself.
  package let own: MapLanguage
  /// In which the book's labels are looked for, best first.
  package let chain: LanguageChain

  /// - Parameters:
  ///   - wanted: a language tag; nil: as the book says.
  ///   - book: the language of `policies.language`.
  package init(_ wanted: String?, book: String) {
    chain = LanguageChain(person: wanted, book: book)
    own = chain.languages.compactMap { MapLanguage(rawValue: $0) }.first ?? .en
  }

  /// The label of something that the book declares; its id where it has none.
  func label(_ label: Localized<String>?, _ id: String) -> String { label?.text(in: chain) ?? id }
}

/// A text of the map in each of its languages; `{0}`, `{1}`… stand for what is put in.
struct MapPhrase: Sendable {
  private let en: String
  private let da: String
  private let sv: String
  private let nb: String
  private let pl: String

  init(en: String, da: String, sv: String, nb: String, pl: String) {
    self.en = en
    self.da = da
    self.sv = sv
    self.nb = nb
    self.pl = pl
  }

  func text(_ language: MapLanguage, _ values: String...) -> String {
    var text = self[language]
    // From the last: what is put in may itself have braces.
    for index in values.indices.reversed() {
      guard let place = text.range(of: "{\(index)}") else { continue }
      text.replaceSubrange(place, with: values[index])
    }
    return text
  }

  private subscript(language: MapLanguage) -> String {
    switch language {
    case .en: en
    case .da: da
    case .sv: sv
    case .nb: nb
    case .pl: pl
    }
  }
}

extension String {
  /// Where another text first stands in it.
  fileprivate func range(of other: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
      start = index(after: start)
    }
    return nil
  }
}
