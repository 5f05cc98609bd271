import Rules
import YAML

extension Section {
  /// Whether a key is one that entries of the section have.
  func isEntryKey(_ key: String) -> Bool {
    func names<Key: MappingKey>(_: Key.Type) -> Bool { Key(rawValue: key) != nil }
    return switch self {
    case .markets: names(ItemNameKey.self)
    case .stages: names(StageKey.self) || names(ItemNameKey.self)
    case .exits: names(ExitKey.self) || names(ItemNameKey.self)
    case .personas: names(PersonaKey.self) || names(ItemNameKey.self)
    case .painPoints: names(PainPointKey.self) || names(ItemNameKey.self)
    case .triggers: names(TriggerKey.self) || names(ItemNameKey.self)
    case .touchpoints: names(TouchpointKey.self) || names(ItemNameKey.self)
    case .channels: names(ChannelKey.self) || names(ItemNameKey.self)
    case .attributes: names(AttributeKey.self)
    case .actions: names(ActionKey.self)
    case .rules: names(RuleKey.self)
    case .tables: names(TableKey.self)
    case .policies: names(PolicyKey.self)
    case .accept, .check: CheckedKind.named(key) != nil
    }
  }

  /// Whether an entry is by its name a key of entries of this section, and by its value no entry itself.
  func isKeyOutside(_ entry: Mapping.Entry) -> Bool {
    guard [.rules, .actions].contains(self), isEntryKey(entry.key.text), !entry.value.isNull else {
      return false
    }
    guard case .mapping(let mapping) = entry.value.content else { return true }
    return !mapping.entries.contains { isEntryKey($0.key.text) }
  }

  /// The section that an entry belongs to which stands in this one: rules among actions, and actions among rules.
  func other(for node: Node) -> Section? {
    guard case .mapping(let mapping) = node.content else { return nil }
    let hasVerb = mapping.entries.contains { Rule.Verb(rawValue: $0.key.text) != nil }
    switch self {
    case .rules: return !hasVerb && mapping["kind"] != nil && mapping["when"] == nil ? .actions : nil
    case .actions: return hasVerb && mapping["kind"] == nil ? .rules : nil
    default: return nil
    }
  }

  /// The section that an entry of this one is by its name and by what it has: below it, or beside it where only its own
  /// line is indented.
  func inner(_ mapping: Mapping, _ index: Int) -> Section? {
    let entry = mapping.entries[index]
    guard let inner = Section(rawValue: entry.key.text), inner != self else { return nil }
    if case .mapping(let content) = entry.value.content {
      return !isEntry(entry.value) && inner.holds(content, ratherThan: self) ? inner : nil
    }
    guard entry.value.isNull, entry.value.text.isEmpty, index + 1 < mapping.entries.count else { return nil }
    let rest = Mapping(entries: Array(mapping.entries[(index + 1)...]))
    return inner.holds(rest, ratherThan: self) ? inner : nil
  }

  /// Whether the first of some entries is one of this section, and less of another one.
  private func holds(_ mapping: Mapping, ratherThan other: Section) -> Bool {
    guard let first = mapping.entries.first, Section(rawValue: first.key.text) == nil else { return false }
    if hasNoIDs { return isEntryKey(first.key.text) }
    guard case .mapping(let entry) = first.value.content else { return false }
    func known(_ section: Section) -> Int { entry.entries.count { section.isEntryKey($0.key.text) } }
    return known(self) > known(other)
  }

  /// Whether its keys are words of the language, and no ids of the book.
  var hasNoIDs: Bool { [.policies, .accept, .check].contains(self) }

  /// Whether something looks like the whole section.
  func isSection(_ node: Node) -> Bool {
    guard case .mapping(let mapping) = node.content, let first = mapping.entries.first else { return false }
    return isEntry(first.value)
  }

  /// Whether something looks like an entry of the section.
  func isEntry(_ node: Node) -> Bool {
    guard case .mapping(let mapping) = node.content, let first = mapping.entries.first else { return false }
    return isEntryKey(first.key.text)
  }
}
