import Time

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
    guard !change.isOfRulesAlone else {
      return (areRulesCompared ? change.suppressRules + change.exceptions + change.findingOfRulesAlone : [])
        + change.wishes(HeldBackWays(change))
    }
    let ways = HeldBackWays(change)
    let reliance = change.reliance
    let rules =
      areRulesCompared
      ? change.suppressRules + change.eligibility + change.exceptions + change.finding(reliance) : []
    return change.channels + change.words + rules + change.definitions(reliance) + change.quietHours
      + change.caps + change.pauses + change.settings + change.actions(ways)
      + change.sorting(reliance, ways)
      + change.wishes(ways)
  }
}

/// Two books of which the second takes the place of the first.
struct SafeguardChange {
  let old: RuleBook
  let new: RuleBook
  /// The rules of before that are others now, by id, each with the one that has its id now.
  let rules: [(before: Rule, now: Rule?)]
  /// The rules whose ids are new.
  let addedRules: [Rule]
  /// The actions of the new book, by id.
  let newActions: [String: Action]
  /// Whether nothing but rules changed: two books share a rule only where all that rules refer to is the same in both.
  let isOfRulesAlone: Bool

  init(old: RuleBook, new: RuleBook) {
    self.old = old
    self.new = new
    newActions = Dictionary(new.actions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var rules: [(before: Rule, now: Rule?)] = []
    var addedRules: [Rule] = []
    old.forEachRulePair(with: new) { own, other in
      let now = other.map { new.rules[$0] }
      guard let rule = own.map({ old.rules[$0] }) else {
        if let now { addedRules.append(now) }
        return
      }
      if now !== rule { rules.append((rule, now)) }
    }
    self.rules = rules
    self.addedRules = addedRules
    isOfRulesAlone = rules.count < old.rules.count
  }

  // MARK: Consent

  /// A channel that asks for less consent, and one that has another id: an opt-out is kept under the id.
  var channels: [WeakenedSafeguard] {
    let (before, after) = (old.vocabulary.channels, new.vocabulary.channels)
    return before.items.flatMap { channel -> [WeakenedSafeguard] in
      guard let index = after.index(ofID: channel.id) else { return gone(channel).map { [$0] } ?? [] }
      var weakened: [WeakenedSafeguard] = []
      let now = after[index]
      if now.consent.strictness < channel.consent.strictness {
        let needs = now.consent == .none ? "needs no consent any more" : "goes to all who have not said no"
        weakened.append(
          WeakenedSafeguard(
            "channel \(channel.id)",
            "the channel '\(channel.id)' \(needs): it was \(channel.consent.rawValue)"))
      }
      if now.bouncedFor < channel.bouncedFor {
        weakened.append(
          WeakenedSafeguard(
            "bounces of \(channel.id)",
            "a bounce closes the channel '\(channel.id)' for \(now.bouncedFor.inDays) in place of \(channel.bouncedFor.inDays)"
          ))
      }
      return weakened
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
