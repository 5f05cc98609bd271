import Rules

/// The names of a book's actions, kinds and groups, matched as ids are: whatever their capitals.
struct ActionNames: Sendable {
  private let actions: [String: Int]
  private let kinds: [String: Int]
  private let groups: [String: Int]

  init(_ book: RuleBook) {
    actions = Self.table(book.actions.map(\.id))
    kinds = Self.table(book.kinds)
    groups = Self.table(book.groups)
  }

  private static func table(_ ids: [String]) -> [String: Int] {
    Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func index(of name: String, in table: [String: Int]) -> Int? {
    table[name] ?? table[name.foldedName]
  }

  func action(withID id: String) -> Int? { actions[id] }
  func action(_ name: String) -> Int? { Self.index(of: name, in: actions) }
  func kind(_ name: String) -> Int? { Self.index(of: name, in: kinds) }
  func group(_ name: String) -> Int? { Self.index(of: name, in: groups) }
}

extension DecisionPlan {
  /// The index of the action with exactly this id.
  package func action(withID id: String) -> Int? { names.action(withID: id) }

  /// The index of the action that a name means, as ids are matched: whatever its capitals.
  package func action(named name: String) -> Int? { names.action(name) }

  /// The index of the kind that a name means, whatever its capitals.
  package func kind(named name: String) -> Int? { names.kind(name) }

  /// The index of the group that a name means, whatever its capitals.
  package func group(named name: String) -> Int? { names.group(name) }
}
