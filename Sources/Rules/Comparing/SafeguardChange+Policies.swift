import Time

/// What policies kept from people and do not any more. An entry that has only another id is none of them.
extension SafeguardChange {
  var quietHours: [WeakenedSafeguard] {
    let channels = old.vocabulary.channels.items.compactMap { channel in
      new.vocabulary.channels.index(ofID: channel.id) == nil ? nil : channel.id
    }
    return channels.sorted(by: bytesPrecede).compactMap { id in
      guard let before = old.quietWeek(of: id), let after = new.quietWeek(of: id), !after.covers(before)
      else { return nil }
      return WeakenedSafeguard("quiet hours of \(id)", "the channel '\(id)' has fewer quiet hours")
    } + clock
  }

  /// Another time zone shuts other hours.
  private var clock: [WeakenedSafeguard] {
    let (before, after) = (old.policies, new.policies)
    guard before.zone.name != after.zone.name, !before.quietHours.isEmpty, !after.quietHours.isEmpty else {
      return []
    }
    return [
      WeakenedSafeguard(
        "time zone",
        "quiet hours go by the clock of '\(after.zone.name)' now: it was that of '\(before.zone.name)'")
    ]
  }

  var caps: [WeakenedSafeguard] {
    old.policies.caps.compactMap { cap in
      let same = new.policies.caps.first { $0.id == cap.id }
      // Another one may do as much.
      if new.policies.caps.contains(where: { isAsStrict($0, as: cap) }) { return nil }
      guard let same else { return WeakenedSafeguard("cap \(cap.id)", "the cap '\(cap.id)' is gone") }
      return WeakenedSafeguard(
        "cap \(cap.id)",
        same.atMost > cap.atMost
          ? "the cap '\(cap.id)' allows \(same.atMost) in place of \(cap.atMost)"
          : "the cap '\(cap.id)' holds back less")
    }
  }

  var pauses: [WeakenedSafeguard] {
    old.policies.pauses.compactMap { pause in
      if new.policies.pauses.contains(where: { isAsStrict($0, as: pause) }) { return nil }
      let isThere = new.policies.pauses.contains { $0.id == pause.id }
      return WeakenedSafeguard(
        "pause \(pause.id)", "the pause '\(pause.id)' \(isThere ? "holds back less" : "is gone")")
    }
  }

  private func isAsStrict(_ after: Cap, as before: Cap) -> Bool {
    guard after.atMost <= before.atMost, after.scope == before.scope,
      covers(after.selector, before.selector)
    else { return false }
    return switch (before.window, after.window) {
    case (.rolling(let span), .rolling(let now)): now >= span
    case (.calendar(let unit), .calendar(let now)): unit == now
    default: false
    }
  }

  private func isAsStrict(_ after: Pause, as before: Pause) -> Bool {
    after.after <= before.after && after.within >= before.within && after.pause >= before.pause
      && after.scope == before.scope && before.outcomes.isSubset(of: after.outcomes)
      && covers(after.selector, before.selector)
  }

  /// Whether a selector of the new book counts all that one of the old book counts, and that still is.
  private func covers(_ after: ContactSelector, _ before: ContactSelector) -> Bool {
    func covers(_ now: [Int]?, _ then: [Int]?, _ newIDs: [String], _ oldIDs: [String]) -> Bool {
      guard let now else { return true }
      guard let then else { return false }
      let known = Set(newIDs)
      return Set(then.map { oldIDs[$0] }).intersection(known).isSubset(of: now.map { newIDs[$0] })
    }
    return covers(after.actions, before.actions, new.actions.map(\.id), old.actions.map(\.id))
      && covers(after.kinds, before.kinds, new.kinds, old.kinds)
      && covers(after.groups, before.groups, new.groups, old.groups)
      && covers(after.channels, before.channels, new.channelIDs, old.channelIDs)
  }
}

extension RuleBook {
  var channelIDs: [String] { vocabulary.channels.items.map(\.id) }

  /// When a channel is silent; nil where there is no such channel.
  func quietWeek(of channel: String) -> QuietWeek? {
    guard let index = vocabulary.channels.index(ofID: channel) else { return nil }
    var week = QuietWeek()
    for hours in policies.quietHours where hours.channels?.contains(index) ?? true { week.add(hours) }
    return week
  }
}
