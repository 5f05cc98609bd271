/// What both books have that holds back actions by what they are: caps, pauses and suppress rules.
struct HeldBackWays {
  /// One of them.
  struct Hold {
    let words: String
    let namesChannel: Bool
    /// Whether the old book's is about an action by a channel.
    let held: (SortedAction, String?) -> Bool
    /// Whether the new book's is, or another one that holds back as much.
    let holds: (SortedAction, String?) -> Bool
    /// Whether what was counted as an action by a channel counts in the new book's; nil where nothing is counted.
    let counts: ((SortedAction, String?) -> Bool)?
  }

  let holds: [Hold]

  init(_ change: SafeguardChange) {
    let (old, new) = (change.old, change.new)
    let caps = old.policies.caps.compactMap { cap -> Hold? in
      let others = new.policies.caps.filter { change.isAsTight($0, as: cap) || $0.id == cap.id }
      guard others.contains(where: { $0.id == cap.id || change.isAsStrict($0, as: cap) }) else { return nil }
      return Hold(
        "the cap '\(cap.id)'", NamedSelector(cap.selector, in: old),
        others.map { NamedSelector($0.selector, in: new) })
    }
    let pauses = old.policies.pauses.compactMap { pause -> Hold? in
      let others = new.policies.pauses.filter { change.isAsTight($0, as: pause) || $0.id == pause.id }
      guard others.contains(where: { $0.id == pause.id || change.isAsStrict($0, as: pause) }) else {
        return nil
      }
      return Hold(
        "the pause '\(pause.id)'", NamedSelector(pause.selector, in: old),
        others.map { NamedSelector($0.selector, in: new) })
    }
    let rules = Dictionary(
      new.rules.lazy.filter { $0.effect.verb == .suppress }.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let suppressing = old.rules.compactMap { rule -> Hold? in
      guard rule.isEnabled, case .suppress(let before) = rule.effect, let now = rules[rule.id],
        now.isEnabled, case .suppress(let after) = now.effect
      else { return nil }
      let (was, isNow) = (NamedSuppression(before, in: old), NamedSuppression(after, in: new))
      return Hold(
        words: "the rule '\(rule.id)'", namesChannel: before.namesChannel,
        held: { was.holds($0, by: $1) }, holds: { isNow.holds($0, by: $1) }, counts: nil)
    }
    holds = caps + pauses + suppressing
  }

  /// Those that kept an action back by a channel and do not keep it back as it is now, by another one.
  func lost(_ before: SortedAction, _ channel: String?, _ now: SortedAction, _ other: String?) -> [String] {
    holds.filter { $0.held(before, channel) && !$0.holds(now, other) }.map(\.words)
  }
}

extension HeldBackWays.Hold {
  fileprivate init(_ words: String, _ before: NamedSelector, _ now: [NamedSelector]) {
    self.words = words
    namesChannel = before.channels != nil
    held = { before.matches($0, by: $1) }
    holds = { action, channel in now.contains { $0.matches(action, by: channel) } }
    counts = holds
  }
}
