import Rules

/// Every string that a rule book compares with, as a small number, so that deciding never compares texts.
package struct Interner: Sendable {
  /// What a text that no rule compares with is: equal to no constant, and never compared with another one.
  package static let foreign: Int32 = -1

  private var symbols: [ExactText: Int32] = [:]

  mutating func intern(_ text: String) -> Int32 {
    let text = ExactText(text)
    if let symbol = symbols[text] { return symbol }
    let symbol = Int32(symbols.count)
    symbols[text] = symbol
    return symbol
  }

  /// The symbol of a text, or `foreign`.
  package func symbol(of text: String) -> Int32 {
    symbols[ExactText(text)] ?? Self.foreign
  }
}
