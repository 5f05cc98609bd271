import Rules

/// The suppress rules of a book, in rows without references: every action that is gated while one is in force asks them.
struct SuppressionRows: Sendable {
  /// What one rule holds back.
  struct Row: Sendable {
    let rule: Int32
    /// Whether it is a gate of an action's channels.
    let namesChannel: Bool
    /// Nil: everything.
    let selector: Selector?
    let except: Selector?
  }

  /// A selector whose lists stand in `items`; nil lets everything pass.
  struct Selector: Sendable {
    let actions: ConditionProgram.Slice?
    let kinds: ConditionProgram.Slice?
    let groups: ConditionProgram.Slice?
    let channels: ConditionProgram.Slice?
  }

  private var rows: [Int32: Row] = [:]
  /// Indices of actions, kinds, groups and channels.
  private var items: [Int32] = []

  init(_ book: RuleBook) {
    for (index, rule) in book.rules.enumerated() {
      guard case .suppress(let suppression) = rule.effect else { continue }
      rows[Int32(index)] = Row(
        rule: Int32(index), namesChannel: suppression.namesChannel,
        selector: suppression.selector.map { add($0) }, except: suppression.except.map { add($0) })
    }
  }

  private mutating func add(_ selector: ContactSelector) -> Selector {
    Selector(
      actions: add(selector.actions), kinds: add(selector.kinds), groups: add(selector.groups),
      channels: add(selector.channels))
  }

  private mutating func add(_ list: [Int]?) -> ConditionProgram.Slice? {
    guard let list else { return nil }
    items.append(contentsOf: list.map { Int32($0) })
    return ConditionProgram.Slice(start: Int32(items.count - list.count), count: Int32(list.count))
  }

  /// That of a rule; nil where it suppresses nothing.
  func row(of rule: Int32) -> Row? { rows[rule] }

  /// Whether a rule holds back an action, on a channel where it names channels.
  func suppresses(_ row: Row, _ action: ActionRow, index: Int, channel: Int?) -> Bool {
    (row.selector.map { selects($0, action, index: index, channel: channel) } ?? true)
      && !(row.except.map { selects($0, action, index: index, channel: channel) } ?? false)
  }

  private func selects(_ selector: Selector, _ action: ActionRow, index: Int, channel: Int?) -> Bool {
    allows(selector.actions, index) && allows(selector.kinds, action.kind)
      && allows(selector.groups, action.group) && allows(selector.channels, channel)
  }

  /// No list allows everything, and what is not known is in no list.
  private func allows(_ list: ConditionProgram.Slice?, _ value: Int?) -> Bool {
    guard let list else { return true }
    guard let value else { return false }
    for place in list.range where items[place] == Int32(value) { return true }
    return false
  }
}
