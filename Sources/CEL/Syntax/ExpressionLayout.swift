extension String {
  /// An expression's text without blanks and comments beside its words and signs, each apart from the next by a space: two
  /// that differ only in their layout are the same. What is no expression is as it is.
  package var withoutExpressionLayout: String {
    var lexer = Lexer(self)
    var words: [String] = []
    do throws(ExpressionProblem) {
      while true {
        let token = try lexer.next()
        if token.kind == .end { return words.joined(separator: " ") }
        words.append(lexer.spelling(token.range))
      }
    } catch {
      return self
    }
  }
}
