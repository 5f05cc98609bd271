/// A text with facts to fill in: `{persona} at {account.name}`.
package struct Template: Sendable {
  package enum Part: Sendable {
    case literal(String)
    case fact(Fact)
  }

  package let parts: [Part]

  package init(parts: [Part]) {
    self.parts = parts
  }

  /// As it stands in its file.
  package func text(_ names: BookNames) -> String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .fact(let fact): "{\(names.name(of: fact))}"
      }
    }.joined()
  }
}
