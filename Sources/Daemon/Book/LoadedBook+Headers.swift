import Books
import Rules

extension LoadedBook {
  /// What every answer says of the rule book that it was made under.
  var headers: [(name: String, value: String)] { [("Waymark-Revision", book.revision)] }
}
