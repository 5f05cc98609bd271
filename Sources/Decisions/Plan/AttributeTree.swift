import Rules

/// The attributes as a tree of the segments of their paths, to read a state by.
package final class AttributeTree: Sendable {
  /// Index of the attribute that ends here.
  package let attribute: Int?
  package let children: [String: AttributeTree]

  convenience init(_ attributes: [Attribute]) {
    self.init(paths: attributes.enumerated().map { ($1.path.split(separator: ".")[...], $0) })
  }

  private init(paths: [(ArraySlice<Substring>, Int)]) {
    attribute = paths.first { $0.0.isEmpty }?.1
    children = Dictionary(grouping: paths.filter { !$0.0.isEmpty }) { String($0.0.first ?? "") }
      .mapValues { AttributeTree(paths: $0.map { ($0.0.dropFirst(), $0.1) }) }
  }
}
