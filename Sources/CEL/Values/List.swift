/// An immutable list.
package final class List: Sendable {
  /// The elements in order.
  package let elements: [Value]

  /// A list of some elements.
  package init(_ elements: [Value]) { self.elements = elements }

  /// The number of elements.
  package var count: Int { elements.count }

  static let empty = List([])
}
