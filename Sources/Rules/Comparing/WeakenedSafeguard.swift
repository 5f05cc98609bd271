/// Something by which one book keeps messages from people and the book after it does not, or does less.
package struct WeakenedSafeguard: Sendable, Equatable {
  /// What it is, such as `cap two-mails`: the same whatever becomes of it.
  package let subject: String
  /// What has become of it: a part of a sentence.
  package let words: String
  /// What to do where that is not meant; nil where it goes without saying.
  package let remedy: String?

  init(_ subject: String, _ words: String, remedy: String? = nil) {
    self.subject = subject
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
    return change.channels + change.words
      + (areRulesCompared ? change.suppressRules + change.eligibility : []) + change.lasting
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
      return WeakenedSafeguard(
        "channel \(channel.id)",
        "the channel '\(channel.id)' \(needs): it was \(channel.consent.rawValue)")
    }
  }

  /// The new channels that may have come in the place of one that is gone.
  func successors(of channel: Channel) -> [Channel] {
    let added = new.vocabulary.channels.items.filter {
      old.vocabulary.channels.index(ofID: $0.id) == nil
    }
    let alike = added.filter { $0.label.isLike(channel.label) }
    return alike.isEmpty ? added : alike
  }

  private func gone(_ channel: Channel) -> WeakenedSafeguard? {
    let successors = successors(of: channel).map { "'\($0.id)'" }
    guard !successors.isEmpty else { return nil }
    let list = successors.joined(separator: ", ")
    return WeakenedSafeguard(
      "channel \(channel.id)",
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
      return after.heir(of: item, in: before, id, label).map { after[$0] }.map {
        WeakenedSafeguard(
          "\(noun) \(name)",
          "the \(noun) '\(name)' is '\(id($0))' now: what was reported as '\(name)' is not known any more",
          remedy: "keep the id, or add 'aliases: [\(name)]' to '\(id($0))'")
      }
    }
  }
}

extension ConsentKind {
  /// From 0, where nobody is asked.
  var strictness: Int {
    switch self {
    case .optIn: 2
    case .optOut: 1
    case .none: 0
    }
  }
}

extension Localized<String>? {
  /// Whether both are texts and one of them is the same, whatever its case.
  func isLike(_ other: Localized<String>?) -> Bool {
    guard let self, let other else { return false }
    let texts = Set(self.versions.map(\.text.foldedName))
    return other.versions.contains { texts.contains($0.text.foldedName) }
  }
}

extension ItemList {
  /// The new item that has the label of one of before which is gone: the same under another id.
  func heir(
    of item: Item, in before: ItemList, _ id: (Item) -> String, _ label: (Item) -> Localized<String>?
  ) -> Int? {
    indices.first { before.index(ofID: id(self[$0])) == nil && label(self[$0]).isLike(label(item)) }
  }
}
