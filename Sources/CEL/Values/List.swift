/// An immutable list.
package final class List: Sendable {
  package let elements: [Value]

  package init(_ elements: [Value]) { self.elements = elements }

  package var count: Int { elements.count }

  static let empty = List([])
}
