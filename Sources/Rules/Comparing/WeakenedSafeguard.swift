import Time

/// Something by which one book keeps messages from people and the book after it does not, or does less.
package struct WeakenedSafeguard: Sendable, Equatable {
  /// What has become of it: a part of a sentence.
  package let words: String
  /// What to do where that is not meant; nil where it goes without saying.
  package let remedy: String?

  init(_ words: String, remedy: String? = nil) {
    self.words = words
    self.remedy = remedy
  }

  /// All of them, in the order of what they are: consent first.
  ///
  /// - Parameter areRulesCompared: false where somebody compares by states what rules hold back.
  package static func all(
    from previous: RuleBook, to next: RuleBook, areRulesCompared: Bool = true
  ) -> [WeakenedSafeguard] {
    let change = SafeguardChange(old: previous, new: next)
    return change.channels + change.words + (areRulesCompared ? change.suppressRules : [])
      + change.quietHours + change.caps + change.pauses + change.actions
  }
}

/// Two books of which the second takes the place of the first.
struct SafeguardChange {
  let old: RuleBook
  let new: RuleBook

  // MARK: Consent

  /// A channel that asks for less consent, and one that has another id: an opt-out is kept under the id.
  var channels: [WeakenedSafeguard] {
    let (before, after) = (old.vocabulary.channels, new.vocabulary.channels)
    return before.items.compactMap { channel in
      guard let index = after.index(ofID: channel.id) else { return gone(channel) }
      let now = after[index].consent
      guard now.strictness < channel.consent.strictness else { return nil }
      let needs = now == .none ? "needs no consent any more" : "goes to all who have not said no"
      return WeakenedSafeguard("the channel '\(channel.id)' \(needs): it was \(channel.consent.rawValue)")
    }
  }

  private func gone(_ channel: Channel) -> WeakenedSafeguard? {
    let added = new.vocabulary.channels.items.filter {
      old.vocabulary.channels.index(ofID: $0.id) == nil
    }
    let alike = added.filter { $0.label.isLike(channel.label) }
    let successors = (alike.isEmpty ? added : alike).map { "'\($0.id)'" }
    guard !successors.isEmpty else { return nil }
    let list = successors.joined(separator: ", ")
    return WeakenedSafeguard(
      "the channel '\(channel.id)' is gone and \(list) \(successors.count == 1 ? "is" : "are") new: "
        + "who opted out of '\(channel.id)' is not kept from \(successors.count == 1 ? "it" : "them")",
      remedy: "keep the id '\(channel.id)': what people read is the 'label'")
  }

  // MARK: Words

  /// Words that have another id: what was reported under the one of before is not known any more.
  var words: [WeakenedSafeguard] {
    let (before, after) = (old.vocabulary, new.vocabulary)
    return renamed("pain point", before.painPoints, after.painPoints, \.id, \.label)
      + renamed("trigger", before.triggers, after.triggers, \.id, \.label)
      + renamed("exit", before.exits, after.exits, \.id, \.label)
      + renamed("stage", before.stages, after.stages, \.id, \.label)
  }

  private func renamed<Item>(
    _ noun: String, _ before: ItemList<Item>, _ after: ItemList<Item>, _ id: (Item) -> String,
    _ label: (Item) -> Localized<String>?
  ) -> [WeakenedSafeguard] {
    before.items.compactMap { item in
      let name = id(item)
      // An alias is enough.
      guard after.index(named: name) == nil else { return nil }
      let heir = after.items.first { before.index(ofID: id($0)) == nil && label($0).isLike(label(item)) }
      return heir.map {
        WeakenedSafeguard(
          "the \(noun) '\(name)' is '\(id($0))' now: what was reported as '\(name)' is not known any more",
          remedy: "keep the id, or add 'aliases: [\(name)]' to '\(id($0))'")
      }
    }
  }

  // MARK: Rules

  var suppressRules: [WeakenedSafeguard] {
    let after = Dictionary(new.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return old.rules.filter { $0.isEnabled && $0.suppresses }.compactMap { rule in
      guard let now = after[rule.id] else {
        return WeakenedSafeguard("the rule '\(rule.id)', which suppressed, is gone")
      }
      guard now.suppresses else {
        return WeakenedSafeguard("the rule '\(rule.id)' does not suppress any more")
      }
      return now.isEnabled
        ? nil : WeakenedSafeguard("the rule '\(rule.id)', which suppressed, is switched off")
    }
  }

  // MARK: Actions

  var actions: [WeakenedSafeguard] {
    let after = Dictionary(new.actions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Set(old.actions.map(\.id))
    let added = new.actions.filter { !known.contains($0.id) }
    return old.actions.flatMap { action in
      guard let now = after[action.id] else { return renamed(action, among: added) }
      var weakened: [WeakenedSafeguard] = []
      if let cooldown = action.cooldown, now.cooldown.map({ $0 < cooldown }) ?? true {
        let rest = now.cooldown.map { "is \($0.inDays) in place of \(cooldown.inDays)" } ?? "is gone"
        weakened.append(WeakenedSafeguard("the cooldown of the action '\(action.id)' \(rest)"))
      }
      if now.isExemptFromCaps, !action.isExemptFromCaps {
        weakened.append(WeakenedSafeguard("no cap holds the action '\(action.id)' back any more"))
      }
      if !now.countsTowardCaps, action.countsTowardCaps {
        weakened.append(WeakenedSafeguard("the action '\(action.id)' counts toward no cap any more"))
      }
      return weakened
    }
  }

  private func renamed(_ action: Action, among added: [Action]) -> [WeakenedSafeguard] {
    guard action.cooldown != nil else { return [] }
    return added.first { isLike(action, $0) }.map {
      [
        WeakenedSafeguard(
          "the action '\(action.id)' is '\($0.id)' now: what was sent as '\(action.id)' counts for no cooldown of it",
          remedy: "keep the id '\(action.id)': what people read is the 'title'")
      ]
    } ?? []
  }

  /// Whether two actions are one by all that people see of them.
  private func isLike(_ before: Action, _ after: Action) -> Bool {
    if before.title != nil || after.title != nil { return after.title.isLike(before.title) }
    return old.kinds[before.kind] == new.kinds[after.kind]
      && before.channels.map { old.vocabulary.channels[$0].id }
        == after.channels.map { new.vocabulary.channels[$0].id }
      && before.payload == after.payload && before.cooldown == after.cooldown
  }
}

extension ConsentKind {
  fileprivate var strictness: Int {
    switch self {
    case .optIn: 2
    case .optOut: 1
    case .none: 0
    }
  }
}

extension Rule {
  fileprivate var suppresses: Bool { if case .suppress = effect { true } else { false } }
}

extension Localized<String>? {
  /// Whether both are texts and one of them is the same, whatever its case.
  fileprivate func isLike(_ other: Localized<String>?) -> Bool {
    guard let self, let other else { return false }
    let texts = Set(self.versions.map(\.text.foldedName))
    return other.versions.contains { texts.contains($0.text.foldedName) }
  }
}
