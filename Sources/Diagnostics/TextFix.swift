/// The one right mend of a problem, where there is one: how the text of the file is to change.
package struct TextFix: Sendable, Hashable {
  package enum Change: Sendable, Hashable {
    /// One word becomes another one, in the quotes that it stands in.
    case word(String, old: String)
    /// The stretch becomes this text.
    case text(String)
    /// The entry of a mapping whose key stands there is removed with its value.
    case removal
    /// The mapping that is the value of the entry whose key stands there gets one more entry; a single value becomes a
    /// mapping first, as the value of the key `beside`.
    case member(key: String, value: String, beside: String)
  }

  package let change: Change
  /// Where it changes the file; nil: where the problem stands.
  package let span: SourceSpan?
  /// What of the book it may change, named as `waymark diff` names values: `rules.greet`, `attributes.country.values`, with
  /// all below it. Nil: nothing.
  package let path: String?

  package init(_ change: Change, at span: SourceSpan? = nil, changing path: String? = nil) {
    self.change = change
    self.span = span
    self.path = path
  }

  /// One word for another.
  package static func word(_ word: String, for old: String) -> TextFix { TextFix(.word(word, old: old)) }
}
