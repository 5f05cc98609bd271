import Diagnostics
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

  /// Another time zone shuts other hours, and counts other days.
  private var clock: [WeakenedSafeguard] {
    let (before, after) = (old.policies, new.policies)
    guard before.zone.name != after.zone.name else { return [] }
    var parts: [String] = []
    if !before.quietHours.isEmpty, !after.quietHours.isEmpty { parts.append("quiet hours") }
    if before.caps.contains(where: \.isOfCalendar), after.caps.contains(where: \.isOfCalendar) {
      parts.append("caps by the calendar")
    }
    guard !parts.isEmpty else { return [] }
    return [
      WeakenedSafeguard(
        "time zone",
        "\(parts.listed()) go by the clock of '\(after.zone.name)' now: it was that of '\(before.zone.name)'")
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

  func isAsStrict(_ after: Cap, as before: Cap) -> Bool {
    isAsTight(after, as: before) && covers(after.selector, before.selector)
  }

  /// Whether a cap allows no more than another one, whatever they count.
  func isAsTight(_ after: Cap, as before: Cap) -> Bool {
    guard after.atMost <= before.atMost, after.scope.counts(allOf: before.scope) else { return false }
    return switch (before.window, after.window) {
    case (.rolling(let span), .rolling(let now)): now >= span
    case (.calendar(let unit), .calendar(let now)): unit == now
    default: false
    }
  }

  func isAsStrict(_ after: Pause, as before: Pause) -> Bool {
    isAsTight(after, as: before) && covers(after.selector, before.selector)
  }

  /// Whether a pause begins as soon as another one and is as long, whatever they count.
  func isAsTight(_ after: Pause, as before: Pause) -> Bool {
    after.after <= before.after && after.within >= before.within && after.pause >= before.pause
      && after.scope.counts(allOf: before.scope) && before.outcomes.isSubset(of: after.outcomes)
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

extension Scope {
  /// Own contacts are among those of the account.
  fileprivate func counts(allOf other: Scope) -> Bool { self == other || self == .account }
}

extension Cap {
  fileprivate var isOfCalendar: Bool {
    if case .calendar = window { true } else { false }
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
