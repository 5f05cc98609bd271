import Time

/// What held actions back and does so no more.
extension SafeguardChange {
  var actions: [WeakenedSafeguard] {
    let after = newActions
    let known = Set(old.actions.map(\.id))
    let added = new.actions.filter { !known.contains($0.id) }
    return old.actions.flatMap { action in
      guard let now = after[action.id] else { return renamed(action, among: added) }
      var weakened = channels(of: action, now).map { [$0] } ?? []
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
      return weakened
    }
  }

  /// The actions of the new book, by id.
  var newActions: [String: Action] {
    Dictionary(new.actions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func renamed(_ action: Action, among added: [Action]) -> [WeakenedSafeguard] {
    guard action.cooldown != nil else { return [] }
    return added.first { isLike(action, $0) }.map {
      [
        WeakenedSafeguard(
          "action \(action.id)",
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

  // MARK: Channels

  /// An action that goes by channels which people have not closed, or which ask for less.
  private func channels(of action: Action, _ now: Action) -> WeakenedSafeguard? {
    let before = action.channels.map { old.vocabulary.channels[$0] }
    let after = now.channels.map { new.vocabulary.channels[$0] }
    guard !before.isEmpty else { return nil }
    let subject = "channels of \(action.id)"
    if after.isEmpty {
      return WeakenedSafeguard(
        subject,
        "the action '\(action.id)' goes by no channel any more: no consent and no quiet hours hold it back",
        remedy: "keep its 'channels'")
    }
    let added = after.filter { channel in !before.contains { $0.id == channel.id } }
    let left = before.filter { channel in !after.contains { $0.id == channel.id } }
    guard !added.isEmpty else { return nil }
    let words = left.isEmpty ? besides(before, added) : inPlace(of: left, added)
    return words.map { WeakenedSafeguard(subject, "the action '\(action.id)' goes by \($0)") }
  }

  /// Channels beside those of before that ask for less than any of them.
  private func besides(_ before: [Channel], _ added: [Channel]) -> String? {
    guard let loosest = before.min(by: { $0.consent.strictness < $1.consent.strictness }) else { return nil }
    let looser = added.filter { $0.consent.strictness < loosest.consent.strictness }
    guard !looser.isEmpty else { return nil }
    return
      "\(Self.list(looser)) as well, which \(looser.count == 1 ? "needs" : "need") less consent than '\(loosest.id)'"
  }

  /// Channels in the place of others whose opt-outs and quiet hours they do not have.
  private func inPlace(of left: [Channel], _ added: [Channel]) -> String? {
    for channel in added {
      // That one channel became another is told of the channel.
      let left = left.filter { gone in
        new.vocabulary.channels.index(ofID: gone.id) != nil
          || !successors(of: gone).contains { $0.id == channel.id }
      }
      let open = channel.consent == .optIn ? [] : left.filter { $0.consent != .none }
      var parts: [String] = []
      if !open.isEmpty {
        parts.append("who opted out of \(Self.list(open)) is not kept from it")
        if open.contains(where: { channel.consent.strictness < $0.consent.strictness }) {
          parts.append("it needs less consent")
        }
      }
      if isLessQuiet(channel, than: left) { parts.append("it has fewer quiet hours") }
      guard !parts.isEmpty else { continue }
      return "'\(channel.id)' in place of \(Self.list(left)) now: \(Self.sentence(parts))"
    }
    return nil
  }

  private func isLessQuiet(_ channel: Channel, than left: [Channel]) -> Bool {
    guard let now = new.quietWeek(of: channel.id) else { return false }
    return left.contains { old.quietWeek(of: $0.id).map { !now.covers($0) } ?? false }
  }

  private static func sentence(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return "\(parts.dropLast().joined(separator: ", ")), and \(last)"
  }

  private static func list(_ channels: [Channel]) -> String {
    channels.map { "'\($0.id)'" }.joined(separator: ", ")
  }
}
