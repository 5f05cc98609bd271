/// One kind of vocabulary: its items by index, id and alias.
package struct ItemList<Item: Sendable>: Sendable {
  /// Stages stand in the order of the book, every other kind by the bytes of its ids, so that the order of
  /// indices is the order of ids.
  package let items: [Item]
  private let indexByID: [String: Int]
  private let indexByName: [String: Int]

  /// - Parameters:
  ///   - items: each with its id.
  ///   - names: folded ids, labels and aliases (`String.foldedName`), each with the index of its item.
  package init(_ items: [(id: String, item: Item)] = [], names: [String: Int] = [:]) {
    self.items = items.map(\.item)
    indexByID = Dictionary(items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    indexByName = names
  }

  package var count: Int { items.count }
  /// By index: the folded ids, labels and aliases by which states may name it, sorted.
  package var names: [[String]] {
    var names: [[String]] = Array(repeating: [], count: items.count)
    for (name, index) in indexByName { names[index].append(name) }
    return names.map { $0.sorted() }
  }
  /// In no order.
  package var ids: [String] { Array(indexByID.keys) }
  package var indices: Range<Int> { items.indices }
  package subscript(index: Int) -> Item { items[index] }

  /// The item with exactly this id: what rule files use.
  package func index(ofID id: String) -> Int? { indexByID[id] }

  /// The item that a state names by id, label or alias, ignoring case.
  package func index(named name: String) -> Int? { indexByID[name] ?? indexByName[name.foldedName] }
}
