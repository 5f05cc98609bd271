import Diagnostics
import Time

/// What rules and conditions kept from people. Of two conditions it is told unless the new one surely keeps as much.
extension SafeguardChange {
  var suppressRules: [WeakenedSafeguard] {
    let after = Dictionary(new.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let pairs = SuppressedPairs(self)
    return old.rules.compactMap { rule in
      guard rule.isEnabled, case .suppress(let before) = rule.effect else { return nil }
      let subject = "rule \(rule.id)"
      guard let now = after[rule.id] else {
        return WeakenedSafeguard(subject, "the rule '\(rule.id)', which suppressed, is gone")
      }
      guard case .suppress(let suppression) = now.effect else {
        return WeakenedSafeguard(subject, "the rule '\(rule.id)' does not suppress any more")
      }
      guard now.isEnabled else {
        return WeakenedSafeguard(subject, "the rule '\(rule.id)', which suppressed, is switched off")
      }
      var parts: [String] = []
      if !implies(rule.when, of: old, now.when, of: new) { parts.append("'when'") }
      if !implies(now.unless, of: new, rule.unless, of: old, isNever: true) { parts.append("'unless'") }
      if !pairs.areHeldBack(by: suppression, asBy: before) { parts.append("'suppress'") }
      if isShorter(now.available, than: rule.available) { parts.append("the time in which it holds") }
      guard !parts.isEmpty else { return nil }
      return WeakenedSafeguard(
        subject,
        "the rule '\(rule.id)' suppresses otherwise now, and perhaps less: \(parts.listed()) changed",
        remedy: "`waymark diff` of the files of before and of now shows whom it holds back no more")
    }
  }

  /// Actions that may be for more people.
  var eligibility: [WeakenedSafeguard] {
    let after = newActions
    return old.actions.compactMap { action in
      guard action.eligible != nil, let now = after[action.id],
        !implies(now.eligible, of: new, action.eligible, of: old)
      else { return nil }
      let what = now.eligible == nil ? "is gone" : "changed"
      return WeakenedSafeguard(
        "eligible of \(action.id)",
        "the action '\(action.id)' may go to more people: its 'eligible' \(what)")
    }
  }

  /// Signals by which rules suppress and that are forgotten sooner.
  var lasting: [WeakenedSafeguard] {
    let signals = suppressingSignals
    guard !signals.isEmpty else { return [] }
    let (before, after) = (old.vocabulary, new.vocabulary)
    let painPoints = before.painPoints.items.compactMap { item -> WeakenedSafeguard? in
      guard signals.contains(item.id), let index = after.painPoints.index(named: item.id) else { return nil }
      let now = after.painPoints[index].lasts
      return now < item.lasts ? forgotten("pain point", item.id, now.inDays, item.lasts.inDays) : nil
    }
    let triggers = before.triggers.items.compactMap { item -> WeakenedSafeguard? in
      guard signals.contains(item.id), let index = after.triggers.index(named: item.id) else { return nil }
      let now = after.triggers[index].lasts
      return now < item.lasts ? forgotten("trigger", item.id, now.inDays, item.lasts.inDays) : nil
    }
    return painPoints + triggers
  }

  private func forgotten(_ noun: String, _ id: String, _ now: String, _ before: String) -> WeakenedSafeguard {
    WeakenedSafeguard(
      "lasting of \(id)", "the \(noun) '\(id)', by which rules suppress, lasts \(now) in place of \(before)")
  }

  /// The ids of the pain points and triggers that the rules of before name which suppress.
  private var suppressingSignals: Set<String> {
    var ids: Set<String> = []
    for rule in old.rules where rule.isEnabled && rule.effect.verb == .suppress {
      rule.when?.forEachTerm { term in
        switch term.test {
        case .painPoints(let presence): ids.formUnion(presence.named.map { old.vocabulary.painPoints[$0].id })
        case .triggers(let presence): ids.formUnion(presence.named.map { old.vocabulary.triggers[$0].id })
        case .expression(let expression): ids.formUnion(expression.uses.texts)
        default: break
        }
      }
    }
    return ids
  }

  private func isShorter(_ now: Availability, than before: Availability) -> Bool {
    if let from = now.from, before.from.map({ from > $0 }) ?? true { return true }
    if let until = now.until, before.until.map({ until < $0 }) ?? true { return true }
    return false
  }

  /// Whether one condition surely holds only where another one does.
  ///
  /// - Parameter isNever: whether no condition means one that never holds, as for `unless`; else it always holds.
  private func implies(
    _ given: Condition?, of first: RuleBook, _ wanted: Condition?, of second: RuleBook, isNever: Bool = false
  ) -> Bool {
    guard let given else { return isNever || wanted == nil }
    guard let wanted else { return !isNever }
    return NamedCondition(given, in: first, asIn: new).implies(NamedCondition(wanted, in: second, asIn: new))
  }
}

/// The actions, each by each of its channels, that a suppression holds back.
private struct SuppressedPairs {
  private let change: SafeguardChange
  /// As the new book has them.
  private let now: [Candidate]
  /// Those of before that have another kind or group now, each with what it is now.
  private let moved: [(before: Candidate, now: Candidate)]

  /// An action by ids.
  private struct Candidate {
    let action: String
    let kind: String
    let group: String?
    let channels: [String]

    init(_ action: Action, in book: RuleBook) {
      self.action = action.id
      kind = book.kinds[action.kind]
      group = action.group.map { book.groups[$0] }
      channels = action.channels.map { book.vocabulary.channels[$0].id }
    }
  }

  init(_ change: SafeguardChange) {
    self.change = change
    let now = change.new.actions.map { Candidate($0, in: change.new) }
    self.now = now
    let byID = Dictionary(now.map { ($0.action, $0) }, uniquingKeysWith: { first, _ in first })
    moved = change.old.actions.compactMap { action in
      let before = Candidate(action, in: change.old)
      guard let now = byID[action.id], now.kind != before.kind || now.group != before.group else {
        return nil
      }
      return (before, now)
    }
  }

  /// Whether a suppression of the new book holds back whatever one of the old book did.
  func areHeldBack(by after: Suppression, asBy before: Suppression) -> Bool {
    let was = NamedSuppression(before, in: change.old)
    let isNow = NamedSuppression(after, in: change.new)
    // All is also what is not there yet.
    if was.selector == nil, isNow.selector != nil { return false }
    func keeps(_ before: Candidate, _ now: Candidate) -> Bool {
      let channels: [String?] = now.channels.isEmpty ? [nil] : now.channels.map { $0 }
      return channels.allSatisfy {
        !was.holds(before.action, before.kind, before.group, $0)
          || isNow.holds(now.action, now.kind, now.group, $0)
      }
    }
    return moved.allSatisfy { keeps($0.before, $0.now) } && (was == isNow || now.allSatisfy { keeps($0, $0) })
  }
}

/// A suppression by ids.
private struct NamedSuppression: Equatable {
  struct Selector: Equatable {
    let actions: Set<String>?
    let kinds: Set<String>?
    let groups: Set<String>?
    let channels: Set<String>?

    init(_ selector: ContactSelector, in book: RuleBook) {
      actions = selector.actions.map { Set($0.map { book.actions[$0].id }) }
      kinds = selector.kinds.map { Set($0.map { book.kinds[$0] }) }
      groups = selector.groups.map { Set($0.map { book.groups[$0] }) }
      channels = selector.channels.map { Set($0.map { book.vocabulary.channels[$0].id }) }
    }

    func matches(_ action: String, _ kind: String, _ group: String?, _ channel: String?) -> Bool {
      (actions?.contains(action) ?? true) && (kinds?.contains(kind) ?? true)
        && (groups.map { groups in group.map(groups.contains) ?? false } ?? true)
        && (channels.map { channels in channel.map(channels.contains) ?? false } ?? true)
    }
  }

  let selector: Selector?
  let except: Selector?

  init(_ suppression: Suppression, in book: RuleBook) {
    selector = suppression.selector.map { Selector($0, in: book) }
    except = suppression.except.map { Selector($0, in: book) }
  }

  func holds(_ action: String, _ kind: String, _ group: String?, _ channel: String?) -> Bool {
    (selector?.matches(action, kind, group, channel) ?? true)
      && !(except?.matches(action, kind, group, channel) ?? false)
  }
}
