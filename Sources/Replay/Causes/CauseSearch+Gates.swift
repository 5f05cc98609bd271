import Decisions
import Rules

/// Gates, the choice among all, and what is sent: what becomes of a candidate.
extension CauseSearch {
  /// Why another gate is closed to an action, or to a channel of it; why it takes another channel.
  func causesOfGates(_ fate: Case) -> [Cause] {
    let (old, new) = (fate.old?.closed ?? [], fate.new?.closed ?? [])
    let changed = old.filter { !new.contains($0) } + new.filter { !old.contains($0) }
    // A gate is asked only where those before it are open: the first whose own rules changed is the cause.
    let sorted = changed.sorted { $0.gate.rawValue < $1.gate.rawValue }
    for closed in sorted {
      let causes = causes(of: closed, fate.action)
      if !causes.isEmpty { return unique(causes) }
    }
    if fate.old?.channel != fate.new?.channel || !changed.isEmpty {
      let causes = causesOfChannels(fate)
      if !causes.isEmpty { return causes }
    }
    if fate.old?.isFallback ?? false || fate.new?.isFallback ?? false,
      let cause = cause(ofPolicy: "fallback", .select)
    {
      return [cause]
    }
    if fate.old?.rank != fate.new?.rank, !isLimitGiven, let cause = cause(ofPolicy: "limit", .select) {
      return [cause]
    }
    return []
  }

  /// What closes a gate, or opens it, in one of the books only; empty where it only follows from what else was chosen.
  private func causes(of closed: ActionStanding.Closed, _ action: String) -> [Cause] {
    let by = closed.by ?? ""
    switch closed.gate {
    case .unavailable: return causes(ofAction: action, difference.action(action, "available"), .gate)
    case .ineligible:
      let own = causes(ofAction: action, difference.action(action, "eligible"), .gate)
      return own.isEmpty ? detectionCauses() : own
    case .suppressed, .channelSuppressed: return causesOfSuppression(by, action)
    case .cooldown:
      return causes(ofAction: action, difference.action(action, "cooldown"), .gate)
        + [cause(ofPolicy: "same_contact_within", .gate)].compactMap(\.self)
    case .capped, .channelCapped: return causesOfPolicy("caps.\(by)", action)
    case .paused, .channelPaused: return causesOfPolicy("pauses.\(by)", action)
    case .noConsent: return causesOfWords("channels.\(closed.channel ?? "").consent")
    case .bounced: return causesOfWords("channels.\(closed.channel ?? "").bounced_for")
    case .quietHours:
      return [cause(ofPolicy: "quiet_hours.\(by)", .gate), cause(ofPolicy: "time_zone", .gate)].compactMap(
        \.self)
    case .spread:
      return [cause(ofPolicy: "spread.\(by)", .select)].compactMap(\.self)
        + causes(ofAction: action, difference.action(action, "kind", "group"), .select)
    case .outranked: return isLimitGiven ? [] : [cause(ofPolicy: "limit", .select)].compactMap(\.self)
    }
  }

  private func causesOfPolicy(_ key: String, _ action: String) -> [Cause] {
    if let cause = cause(ofPolicy: key, .gate) { return [cause] }
    let own = causes(ofAction: action, difference.action(action, "caps", "kind", "group"), .gate)
    return own
      + [cause(ofPolicy: "time_zone", .gate), cause(ofPolicy: "same_contact_within", .gate)].compactMap(
        \.self)
  }

  private func causesOfWords(_ key: String) -> [Cause] {
    difference.words([key]).map { Cause(.gate, .word($0.key), $0.asChange) }
  }

  private func causesOfSuppression(_ rule: String, _ action: String) -> [Cause] {
    let (before, after) = (
      sides.old.matches(difference.oldRule(rule)), sides.new.matches(difference.newRule(rule))
    )
    if before != after { return causesOfMatch(rule, isNew: after, .gate) }
    let edits = difference.rule(rule).edits.filter { ["suppress", "except"].contains($0.key) }
    if !edits.isEmpty { return edits.map { Cause(.gate, .rule(rule), $0.asChange) } }
    return causes(ofAction: action, difference.action(action, "kind", "group"), .gate)
  }

  /// Why an action has other channels to take, or in another order.
  private func causesOfChannels(_ fate: Case) -> [Cause] {
    let own = causes(ofAction: fate.action, difference.action(fate.action, "channels"), .gate)
    let wished = fate.newRules.flatMap { id in
      difference.rule(id).edits.filter { $0.key == "channel" || $0.key == "channel of \(fate.action)" }
        .map { Cause(.gate, .rule(id), $0.asChange) }
    }
    if !(own + wished).isEmpty { return own + wished }
    // A rule that wishes for a channel matches in one of the decisions only.
    let gone = fate.oldRules.filter {
      !fate.newRules.contains($0) && wishes(difference.oldRule($0), sides.old)
    }
    let come = fate.newRules.filter {
      !fate.oldRules.contains($0) && wishes(difference.newRule($0), sides.new)
    }
    return unique(
      gone.flatMap { causesOfMatch($0, isNew: false, .match) }
        + come.flatMap { causesOfMatch($0, isNew: true, .match) })
  }

  private func wishes(_ rule: Int32?, _ side: TwoDecisions.Side) -> Bool {
    guard let rule, case .recommend(let list) = side.book.rules[Int(rule)].effect else { return false }
    return list.contains { $0.channel != nil }
  }

  /// Why an action is sent with other contents.
  func causesOfContent(_ fate: Case) -> [Cause] {
    guard fate.old?.rank != nil, fate.new?.rank != nil else { return [] }
    let keys = difference.action(fate.action, "title", "treatments", "payload")
    let own = causes(ofAction: fate.action, keys, .content)
    if !own.isEmpty { return own }
    return difference.action(fate.action, "title").isEmpty
      ? [cause(ofPolicy: "language", .content)].compactMap(\.self) : []
  }
}
