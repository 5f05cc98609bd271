import Diagnostics
import Time

/// What held actions back and does so no more.
extension SafeguardChange {
  func actions(_ ways: HeldBackWays) -> [WeakenedSafeguard] {
    let known = Set(old.actions.map(\.id))
    let added = new.actions.filter { !known.contains($0.id) }
    return old.actions.flatMap { action in
      guard let now = newActions[action.id] else { return renamed(action, among: added) }
      var weakened = channels(of: action, now, ways)
      if let cooldown = action.cooldown, now.cooldown.map({ $0 < cooldown }) ?? true {
        let rest = now.cooldown.map { "is \($0.inDays) in place of \(cooldown.inDays)" } ?? "is gone"
        weakened.append(
          WeakenedSafeguard(
            "cooldown of \(action.id)", "the cooldown of the action '\(action.id)' \(rest)"))
      }
      if now.isExemptFromCaps, !action.isExemptFromCaps {
        weakened.append(
          WeakenedSafeguard("caps of \(action.id)", "no cap holds the action '\(action.id)' back any more"))
      }
      if !now.countsTowardCaps, action.countsTowardCaps {
        weakened.append(
          WeakenedSafeguard(
            "counting of \(action.id)", "the action '\(action.id)' counts toward no cap any more"))
      }
      if isShorter(action.available, than: now.available) {
        weakened.append(
          WeakenedSafeguard(
            "availability of \(action.id)",
            "the action '\(action.id)' is available at more times: its 'available' changed"))
      }
      return weakened
    }
  }

  /// What was sent under an id that is gone counts for nothing that names another one.
  private func renamed(_ action: Action, among added: [Action]) -> [WeakenedSafeguard] {
    guard
      let heir = added.first(where: { hasTitle(of: action, $0) })
        ?? added.first(where: { isLike(action, $0) })
    else { return [] }
    let now = SortedAction(heir, in: new)
    func isAbout(_ selector: ContactSelector) -> Bool {
      selector.actions != nil && now.ways.contains { NamedSelector(selector, in: new).matches(now, by: $0) }
    }
    let counting =
      new.policies.caps.filter { isAbout($0.selector) }.map { "the cap '\($0.id)'" }
      + new.policies.pauses.filter { isAbout($0.selector) }.map { "the pause '\($0.id)'" }
    let hasCooldown = action.cooldown != nil
    guard hasCooldown || !counting.isEmpty else { return [] }
    let what =
      hasTitle(of: action, heir)
      ? "the action '\(action.id)' is '\(heir.id)' now"
      : "the action '\(action.id)' is gone and '\(heir.id)', which is like it, is new"
    let counts =
      hasCooldown
      ? "counts for no cooldown of it\(counting.isEmpty ? "" : ", nor for \(counting.listed("or"))")"
      : "does not count for \(counting.listed("or"))"
    return [
      WeakenedSafeguard(
        "action \(action.id)", "\(what): what was sent as '\(action.id)' \(counts)",
        remedy: "keep the id '\(action.id)': what people read is the 'title'")
    ]
  }

  private func hasTitle(of before: Action, _ after: Action) -> Bool { after.title.isLike(before.title) }

  /// Whether two actions are one by all but their ids and titles.
  private func isLike(_ before: Action, _ after: Action) -> Bool {
    old.kinds[before.kind] == new.kinds[after.kind]
      && before.channels.map { old.vocabulary.channels[$0].id }
        == after.channels.map { new.vocabulary.channels[$0].id }
      && before.payload == after.payload && before.cooldown == after.cooldown
  }
}
