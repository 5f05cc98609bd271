/// Threads, as whoever has a book loaded lends them.
package protocol Workers: Sendable {
  /// How many work at the same time.
  var count: Int { get }

  /// Makes a value for each index below a count, in whatever order, and returns them in the order of the indices.
  func map<Value: Sendable>(_ count: Int, _ value: @escaping @Sendable (Int) -> Value) -> [Value]
}

/// The one thread that everything else runs on.
package struct Alone: Workers {
  package let count = 1

  package init() {}

  package func map<Value: Sendable>(_ count: Int, _ value: @escaping @Sendable (Int) -> Value) -> [Value] {
    (0..<count).map(value)
  }
}
