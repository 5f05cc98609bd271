/// A value that two books have otherwise.
package struct ValueDifference: Sendable {
  /// Where it stands in a book, such as `actions.demo.weight`.
  package let path: String
  /// Nil where the old book has none.
  package let old: String?
  /// Nil where the new book has none.
  package let new: String?
}
