/// The type of a fact's value.
package enum FactType: String, Sendable, CaseIterable {
  case bool, int, number, string, timestamp, strings

  /// The type with its article, as messages name it.
  package var words: String {
    switch self {
    case .bool: "true or false"
    case .int: "a whole number"
    case .number: "a number"
    case .string: "a text"
    case .timestamp: "an instant"
    case .strings: "a list of texts"
    }
  }
}
