import Diagnostics
import Time

/// What rules and conditions kept from people. Of two conditions it is told unless the new one surely keeps as much.
extension SafeguardChange {
  var suppressRules: [WeakenedSafeguard] {
    let actions = new.actions.map { SortedAction($0, in: new) }
    return rules.compactMap { rule, now in
      guard rule.isEnabled, case .suppress(let before) = rule.effect else { return nil }
      let subject = "rule \(rule.id)"
      guard let now else {
        let isRenamed = addedRules.contains { added in
          guard added.isEnabled, case .suppress(let suppression) = added.effect else { return false }
          return lost(of: rule, before, in: added, suppression, actions).isEmpty
        }
        return isRenamed
          ? nil : WeakenedSafeguard(subject, "the rule '\(rule.id)', which suppressed, is gone")
      }
      guard case .suppress(let suppression) = now.effect else {
        return WeakenedSafeguard(subject, "the rule '\(rule.id)' does not suppress any more")
      }
      guard now.isEnabled else {
        return WeakenedSafeguard(subject, "the rule '\(rule.id)', which suppressed, is switched off")
      }
      let parts = lost(of: rule, before, in: now, suppression, actions)
      guard !parts.isEmpty else { return nil }
      return WeakenedSafeguard(
        subject,
        "the rule '\(rule.id)' suppresses otherwise now, and perhaps less: \(parts.listed()) changed",
        remedy: "`waymark diff` of the files of before and of now shows whom it holds back no more")
    }
  }

  /// The parts of a rule by which another one perhaps holds back less; none where it surely holds back as much.
  private func lost(
    of rule: Rule, _ before: Suppression, in now: Rule, _ suppression: Suppression, _ actions: [SortedAction]
  ) -> [String] {
    var parts: [String] = []
    if !implies(rule.when, of: old, now.when, of: new) { parts.append("'when'") }
    if !implies(now.unless, of: new, rule.unless, of: old, isNever: true) { parts.append("'unless'") }
    if !holdsBack(
      NamedSuppression(suppression, in: new), asMuchAs: NamedSuppression(before, in: old), actions)
    {
      parts.append("'suppress'")
    }
    if isShorter(now.available, than: rule.available) { parts.append("the time in which it holds") }
    return parts
  }

  /// Whether a suppression holds back whatever another one would of the actions as they are now.
  private func holdsBack(
    _ now: NamedSuppression, asMuchAs before: NamedSuppression, _ actions: [SortedAction]
  ) -> Bool {
    // All is also what is not there yet.
    if before.selector == nil, now.selector != nil { return false }
    return now == before
      || actions.allSatisfy { action in
        action.ways.allSatisfy { !before.holds(action, by: $0) || now.holds(action, by: $0) }
      }
  }

  /// Actions that may be for more people.
  var eligibility: [WeakenedSafeguard] {
    old.actions.compactMap { action in
      guard action.eligible != nil, let now = newActions[action.id],
        !implies(now.eligible, of: new, action.eligible, of: old)
      else { return nil }
      let what = now.eligible == nil ? "is gone" : "changed"
      return WeakenedSafeguard(
        "eligible of \(action.id)",
        "the action '\(action.id)' may go to more people: its 'eligible' \(what)")
    }
  }

  /// Rules that may recommend where they made an exception.
  var exceptions: [WeakenedSafeguard] {
    rules.compactMap { rule, now in
      guard rule.isEnabled, rule.unless != nil, rule.effect.verb == .recommend, let now, now.isEnabled,
        now.effect.verb == .recommend,
        !implies(rule.unless, of: old, now.unless, of: new, isNever: true)
      else { return nil }
      return WeakenedSafeguard(
        "unless of \(rule.id)",
        "the rule '\(rule.id)' may recommend to more people: its 'unless' \(now.unless == nil ? "is gone" : "changed")"
      )
    }
  }

  func isShorter(_ now: Availability, than before: Availability) -> Bool {
    if let from = now.from, before.from.map({ from > $0 }) ?? true { return true }
    if let until = now.until, before.until.map({ until < $0 }) ?? true { return true }
    return false
  }

  /// Whether one condition surely holds only where another one does.
  ///
  /// - Parameter isNever: whether no condition means one that never holds, as for `unless`; else it always holds.
  func implies(
    _ given: Condition?, of first: RuleBook, _ wanted: Condition?, of second: RuleBook, isNever: Bool = false
  ) -> Bool {
    guard let given else { return isNever || wanted == nil }
    guard let wanted else { return !isNever }
    return NamedCondition(given, in: first, asIn: new).implies(NamedCondition(wanted, in: second, asIn: new))
  }
}
