import Diagnostics

/// Actions of another kind or group: they leave what is about the one of before.
extension SafeguardChange {
  func sorting(_ reliance: Reliance, _ ways: HeldBackWays) -> [WeakenedSafeguard] {
    let counts = reliance.asked.filter {
      if case .contacts = $0.test { return true }
      if case .expression(let expression) = $0.test {
        return !expression.uses.fields.isDisjoint(with: ["kind", "group"])
      }
      return false
    }
    // By what is said of them, since a kind that has another name moves all of its actions.
    var actions: [String: [String]] = [:]
    var order: [String] = []
    func add(_ words: String, _ action: String) {
      if actions[words] == nil { order.append(words) }
      actions[words, default: []].append(action)
    }
    for action in old.actions {
      guard let action = newActions[action.id].map({ (before: action, now: $0) }) else { continue }
      let (before, now) = (SortedAction(action.before, in: old), SortedAction(action.now, in: new))
      guard before.kind != now.kind || before.group != now.group else { continue }
      let moved = Self.move(before, now)
      var lost = before.ways.filter(now.ways.contains).flatMap { ways.lost(before, $0, now, $0) }
      lost += counts.filter { isLost(in: $0, before, now) }.map(\.holder.words)
      if !lost.isEmpty {
        let names = lost.withoutRepeats
        add(
          "\(moved): \(Self.some(names)) \(names.count == 1 ? "does" : "do") not hold for it any more",
          before.id)
      }
      // Contacts keep the kind and the group that they had.
      let forgetting = ways.holds.filter { hold in
        guard let counts = hold.counts else { return false }
        return before.ways.contains {
          hold.held(before, $0) && hold.holds(now, $0) && !counts(before, $0)
        }
      }
      if !forgetting.isEmpty {
        add(
          "\(moved): what was sent of it before counts no more for \(Self.some(forgetting.map(\.words)))",
          before.id)
      }
      if before.kind != now.kind, new.policies.spreadByKind != nil, new.kinds.contains(before.kind) {
        add("\(moved): 'spread' lets it stand beside actions of the kind '\(before.kind)'", before.id)
      }
      if let group = before.group, group != now.group, new.policies.spreadByGroup != nil,
        new.groups.contains(group)
      {
        add("\(moved): 'spread' lets it stand beside actions of the group '\(group)'", before.id)
      }
    }
    return order.map { words in
      let ids = actions[words] ?? []
      let names = Self.some(ids.map { "'\($0)'" })
      return WeakenedSafeguard(
        "sorting of \(ids.joined(separator: " ")): \(words)",
        ids.count == 1
          ? "the action \(names) is \(words)"
          : "the actions \(names) are \(words.replacing(" for it ", with: " for them ").replacing(" of it ", with: " of them "))",
        remedy: "keep the kind and the group: people see neither")
    }
  }

  /// Three of them, and how many there are besides.
  private static func some(_ names: [String]) -> String {
    (names.count > 4 ? names.prefix(3) + ["\(names.count - 3) more"] : names[...]).map(\.self).listed()
  }

  private static func move(_ before: SortedAction, _ now: SortedAction) -> String {
    var parts: [String] = []
    if before.kind != now.kind { parts.append("of the kind '\(now.kind)' in place of '\(before.kind)'") }
    if before.group != now.group {
      let words =
        switch (before.group, now.group) {
        case (let before?, let now?): "of the group '\(now)' in place of '\(before)'"
        case (let before?, nil): "not of the group '\(before)' any more"
        case (nil, let now?): "of the group '\(now)' now"
        case (nil, nil): ""
        }
      parts.append(words)
    }
    return parts.listed()
  }

  /// Whether a count of contacts keeps less from people by what an action is now.
  private func isLost(in asked: Reliance.Asked, _ before: SortedAction, _ now: SortedAction) -> Bool {
    switch asked.test {
    case .contacts(let count):
      let selector = NamedSelector(count.selector, in: old)
      let (was, isNow) = (
        before.ways.contains { selector.matches(before, by: $0) },
        now.ways.contains { selector.matches(now, by: $0) }
      )
      return !Self.effect(of: was, isNow, on: count.bounds).isDisjoint(with: asked.direction)
    case .expression(let expression):
      let words = [before.kind, now.kind, before.group, now.group].compactMap(\.self)
      return !expression.uses.texts.isDisjoint(with: words)
    default: return false
    }
  }
}
