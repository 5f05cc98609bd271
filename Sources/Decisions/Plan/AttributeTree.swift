package import JSON
import Rules

/// The attributes as a tree of the segments of their paths, to read a state by.
package final class AttributeTree: Sendable {
  /// Index of the attribute that ends here.
  package let attribute: Int?
  package let children: [String: AttributeTree]
  private let names: JSONNames
  /// In the order of `names`.
  private let nodes: [AttributeTree]

  convenience init(_ attributes: [Attribute]) {
    self.init(paths: attributes.enumerated().map { ($1.path.split(separator: ".")[...], $0) })
  }

  private init(paths: [(ArraySlice<Substring>, Int)]) {
    attribute = paths.first { $0.0.isEmpty }?.1
    children = Dictionary(grouping: paths.filter { !$0.0.isEmpty }) { String($0.0.first ?? "") }
      .mapValues { AttributeTree(paths: $0.map { ($0.0.dropFirst(), $0.1) }) }
    names = JSONNames(Array(children.keys))
    nodes = Array(children.values)
  }

  /// The node below this one to which a key of a state leads.
  package func child(_ key: JSONToken, in document: borrowing JSONDocument) -> AttributeTree? {
    names.index(of: key, in: document).map { nodes[$0] }
  }
}
