import Testing

/// A book and a state with the outline of the decision that they lead to.
struct Example: Sendable, CustomTestStringConvertible {
  let name: String
  let book: String
  let state: String
  let limit: Int?
  let outline: String

  init(_ name: String, _ book: String, _ state: String, limit: Int? = nil, _ outline: String) {
    (self.name, self.book, self.state, self.limit, self.outline) = (name, book, state, limit, outline)
  }

  /// With a state of which nothing is known.
  init(_ name: String, _ book: String, limit: Int? = nil, _ outline: String) {
    self.init(name, book, "", limit: limit, outline)
  }

  var testDescription: String { name }

  func check() throws {
    let answer = try Scenario(book).decide(state, limit: limit)
    #expect(answer.outline == outline)
  }
}
