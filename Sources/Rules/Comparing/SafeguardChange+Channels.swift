import Diagnostics

/// Actions that go by other channels, or by others first, which ask for less.
extension SafeguardChange {
  func channels(of action: Action, _ now: Action, _ ways: HeldBackWays) -> [WeakenedSafeguard] {
    let before = action.channels.map { old.vocabulary.channels[$0] }
    let after = now.channels.map { new.vocabulary.channels[$0] }
    guard let first = before.first else { return [] }
    let subject = "channels of \(action.id)"
    guard let firstNow = after.first else {
      return [
        WeakenedSafeguard(
          subject,
          "the action '\(action.id)' goes by no channel any more: no consent and no quiet hours hold it back",
          remedy: "keep its 'channels'")
      ]
    }
    let move = Move(
      before: SortedAction(action, in: old), now: SortedAction(now, in: new), ways: ways, change: self)
    let added = after.filter { channel in !before.contains { $0.id == channel.id } }
    let left = before.filter { channel in !after.contains { $0.id == channel.id } }
    let words: [String] =
      left.isEmpty
      ? added.compactMap { besides(before, $0, move) }
      : added.compactMap { inPlace(of: left, $0, move) }.prefix(1).map(\.self)
    var weakened = words.map { WeakenedSafeguard(subject, "the action '\(action.id)' goes by \($0)") }
    // One that is new here is told of by itself, unless it asks for no less than the others.
    if firstNow.id != first.id, after.contains(where: { $0.id == first.id }),
      weakened.isEmpty || before.contains(where: { $0.id == firstNow.id }),
      let words = preferred(firstNow, to: first, move)
    {
      weakened.append(
        WeakenedSafeguard(
          "preference of \(action.id)",
          "the action '\(action.id)' prefers '\(firstNow.id)' to '\(first.id)' now: \(words)"))
    }
    return weakened
  }

  /// Rules that wish for another channel than they did.
  ///
  /// - Parameter ways: found out where a wish changed: most changes are of something else.
  func wishes(_ ways: @autoclosure () -> HeldBackWays) -> [WeakenedSafeguard] {
    let changed = changedWishes
    guard !changed.isEmpty else { return [] }
    let ways = ways()
    return changed.compactMap { wish in
      let move = Move(
        before: SortedAction(wish.action, in: old), now: SortedAction(wish.now, in: new), ways: ways,
        change: self)
      return preferred(wish.firstNow, to: wish.first, move).map {
        WeakenedSafeguard(
          "wish of \(wish.rule) for \(wish.action.id)",
          "the rule '\(wish.rule)' prefers '\(wish.firstNow.id)' to '\(wish.first.id)' for '\(wish.action.id)' now: \($0)"
        )
      }
    }
  }

  /// A rule's wish by which an action goes by another channel first.
  private struct ChangedWish {
    let rule: String
    let action: Action
    let now: Action
    let first: Channel
    let firstNow: Channel
  }

  private var changedWishes: [ChangedWish] {
    rules.flatMap { rule, now -> [ChangedWish] in
      guard rule.isEnabled, case .recommend(let before) = rule.effect, let now, now.isEnabled,
        case .recommend(let list) = now.effect
      else { return [] }
      return before.compactMap { recommendation in
        let action = old.actions[recommendation.action]
        guard let same = list.first(where: { new.actions[$0.action].id == action.id }) else { return nil }
        return changedWish(
          of: rule.id, action, recommendation.channel, new.actions[same.action], same.channel)
      }
    }
  }

  private func changedWish(
    of rule: String, _ action: Action, _ before: Int?, _ now: Action, _ after: Int?
  ) -> ChangedWish? {
    let (was, isNow) = (
      before.map { old.vocabulary.channels[$0].id }, after.map { new.vocabulary.channels[$0].id }
    )
    guard was != isNow, let first = (before ?? action.channels.first).map({ old.vocabulary.channels[$0] }),
      let firstNow = (after ?? now.channels.first).map({ new.vocabulary.channels[$0] }),
      first.id != firstNow.id, new.vocabulary.channels.index(ofID: first.id) != nil
    else { return nil }
    return ChangedWish(rule: rule, action: action, now: now, first: first, firstNow: firstNow)
  }

  /// An action as both books have it.
  private struct Move {
    let before: SortedAction
    let now: SortedAction
    let ways: HeldBackWays
    let change: SafeguardChange

    /// What holds an action back by one channel and not by another one.
    func holds(_ channel: Channel, lostBy other: Channel) -> [String] {
      ways.lost(before, channel.id, now, other.id)
    }
  }

  private static let lessConsent = "it needs less consent"
  private static let lessQuiet = "it has fewer quiet hours"

  private static func unheld(_ names: [String]) -> [String] {
    let names = names.withoutRepeats
    return names.isEmpty
      ? [] : ["\(names.listed()) \(names.count == 1 ? "does" : "do") not hold it back"]
  }

  private func preferred(_ channel: Channel, to before: Channel, _ move: Move) -> String? {
    var parts: [String] = []
    if channel.consent.strictness < before.consent.strictness { parts.append(Self.lessConsent) }
    if isLessQuiet(channel, than: before) { parts.append(Self.lessQuiet) }
    parts += Self.unheld(move.holds(before, lostBy: channel))
    return parts.isEmpty ? nil : Self.sentence(parts)
  }

  /// A channel beside those of before that asks for less than any of them.
  private func besides(_ before: [Channel], _ channel: Channel, _ move: Move) -> String? {
    guard let loosest = before.min(by: { $0.consent.strictness < $1.consent.strictness }) else { return nil }
    var parts: [String] = []
    if channel.consent.strictness < loosest.consent.strictness { parts.append(Self.lessConsent) }
    if before.allSatisfy({ isLessQuiet(channel, than: $0) }) { parts.append(Self.lessQuiet) }
    let unheld = before.map { move.holds($0, lostBy: channel) }
    if !unheld.contains([]) { parts += Self.unheld(unheld.flatMap(\.self)) }
    guard !parts.isEmpty else { return nil }
    return parts == [Self.lessConsent]
      ? "'\(channel.id)' as well, which needs less consent than '\(loosest.id)'"
      : "'\(channel.id)' as well: \(Self.sentence(parts))"
  }

  /// A channel in the place of others whose opt-outs, quiet hours and caps it does not have.
  private func inPlace(of left: [Channel], _ channel: Channel, _ move: Move) -> String? {
    // That one channel became another is told of the channel.
    let left = left.filter { gone in
      new.vocabulary.channels.index(ofID: gone.id) != nil
        || !successors(of: gone).contains { $0.id == channel.id }
    }
    // Yeses to a channel that was there are its own; those to a new one mostly are what was said of the other.
    let hasOwnYeses = channel.consent == .optIn && old.vocabulary.channels.index(ofID: channel.id) != nil
    let open = hasOwnYeses ? [] : left.filter { $0.consent != .none }
    var parts: [String] = []
    if !open.isEmpty {
      parts.append("who opted out of \(Self.list(open.map(\.id))) is not kept from it")
      if open.contains(where: { channel.consent.strictness < $0.consent.strictness }) {
        parts.append(Self.lessConsent)
      }
    }
    if left.contains(where: { isLessQuiet(channel, than: $0) }) { parts.append(Self.lessQuiet) }
    parts += Self.unheld(left.flatMap { move.holds($0, lostBy: channel) })
    guard !parts.isEmpty else { return nil }
    return "'\(channel.id)' in place of \(Self.list(left.map(\.id))) now: \(Self.sentence(parts))"
  }

  private func isLessQuiet(_ channel: Channel, than before: Channel) -> Bool {
    guard let now = new.quietWeek(of: channel.id) else { return false }
    return old.quietWeek(of: before.id).map { !now.covers($0) } ?? false
  }

  private static func sentence(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return "\(parts.dropLast().joined(separator: ", ")), and \(last)"
  }
}
