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
}
