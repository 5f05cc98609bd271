import Rules

/// What differs between the rule book that decided and another one, item by item.
struct BookEdits {
  /// What became of a rule or an action.
  enum ItemChange {
    case same
    case added
    case removed
    case edited([FacetChange])

    var edits: [FacetChange] { if case .edited(let changes) = self { changes } else { [] } }
  }

  let old: RuleBook
  let new: RuleBook
  /// Of the policies, by their keys.
  let policies: [FacetChange]
  /// Of words, by the path of the key.
  let words: [FacetChange]
  private let rules: [String: ItemChange]
  private let actions: [String: ItemChange]
  private let oldRules: [String: Int32]
  private let newRules: [String: Int32]

  init(from old: RuleBook, to new: RuleBook) {
    self.old = old
    self.new = new
    policies = old.policyFacets.changes(to: new.policyFacets)
    words = old.wordFacets.changes(to: new.wordFacets)
    rules = Self.changes(
      from: old.rules.map { ($0.id, $0.facets(in: old)) }, to: new.rules.map { ($0.id, $0.facets(in: new)) })
    actions = Self.changes(
      from: old.actions.map { ($0.id, $0.facets(in: old)) },
      to: new.actions.map { ($0.id, $0.facets(in: new)) })
    oldRules = Self.indices(of: old.rules.map(\.id))
    newRules = Self.indices(of: new.rules.map(\.id))
  }

  /// Those that are not the same.
  private static func changes(
    from old: [(id: String, facets: [Facet])], to new: [(id: String, facets: [Facet])]
  ) -> [String: ItemChange] {
    let known = Dictionary(old.map { ($0.id, $0.facets) }, uniquingKeysWith: { first, _ in first })
    var changes: [String: ItemChange] = [:]
    for (id, facets) in new {
      guard let before = known[id] else {
        changes[id] = .added
        continue
      }
      let edits = before.changes(to: facets)
      if !edits.isEmpty { changes[id] = .edited(edits) }
    }
    let there = Set(new.map(\.id))
    for (id, _) in old where !there.contains(id) { changes[id] = .removed }
    return changes
  }

  private static func indices(of ids: [String]) -> [String: Int32] {
    Dictionary(ids.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
  }

  func rule(_ id: String) -> ItemChange { rules[id] ?? .same }

  func action(_ id: String) -> ItemChange { actions[id] ?? .same }

  /// The index of a rule in the old book; nil where it has none of that id.
  func oldRule(_ id: String) -> Int32? { oldRules[id] }

  /// The index of a rule in the new book; nil where it has none of that id.
  func newRule(_ id: String) -> Int32? { newRules[id] }

  /// The change of a policy.
  func policy(_ key: String) -> FacetChange? { policies.first { $0.key == key } }

  /// The changes of an action whose keys begin so.
  func action(_ id: String, _ prefixes: String...) -> [FacetChange] {
    action(id).edits.filter { change in
      prefixes.contains { change.key == $0 || change.key.hasPrefix("\($0).") }
    }
  }

  /// The changes of words whose paths begin so.
  func words(_ prefixes: [String]) -> [FacetChange] {
    words.filter { change in prefixes.contains { change.key == $0 || change.key.hasPrefix("\($0).") } }
  }
}
