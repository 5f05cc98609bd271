import Decisions
import JSON

extension DecisionTally {
  /// Counts what is recommended.
  ///
  /// - Returns: whether anything is.
  mutating func countRecommended(_ record: CountedRecord) -> Bool {
    let document = record.document
    var recommendations: [(action: Int, rules: [Int])] = []
    for entry in record.elements("recommendations", of: record.decision) ?? record.none {
      guard let action = document.member("action", of: entry) else { continue }
      let isFirst = recommendations.isEmpty
      let index = names.index(of: action, in: document)
      actions[index].recommended += 1
      if isFirst { actions[index].first += 1 }
      if seenActions.add(index) { actions[index].decisions += 1 }
      let behind = (record.elements("rules", of: entry) ?? record.none).map {
        names.index(of: $0, in: document)
      }
      for rule in behind {
        if seenRules.add(rule) { rules[rule].recommended += 1 }
        if isFirst { rules[rule].first += 1 }
      }
      recommendations.append((index, behind))
      countChannels(of: entry, isFirst: isFirst, record)
    }
    if !recommendations.isEmpty, let id = record.decisionID { contacts.add(id, recommendations) }
    return !recommendations.isEmpty
  }

  /// Counts the channel of a recommendation, and those that it would rather have taken.
  private mutating func countChannels(of entry: JSONToken, isFirst: Bool, _ record: CountedRecord) {
    let document = record.document
    let channel = document.member("channel", of: entry).map { names.index(of: $0, in: document) }
    for passed in record.elements("passed_over", of: entry) ?? record.none {
      guard let reason = document.member("reason", of: passed) else { continue }
      if let by = document.member("by", of: passed) {
        passedOver.add(names.index(of: reason, in: document), names.index(of: by, in: document))
      }
      if dimension == .channel, let other = document.member("channel", of: passed) {
        addHeldBack(on: names.index(of: other, in: document))
      }
    }
    guard dimension == .channel, let channel else { return }
    groups[channel].recommended += 1
    if isFirst { groups[channel].first += 1 }
    if seenChannels.add(channel) { groups[channel].decisions += 1 }
  }

  private mutating func addHeldBack(on channel: Int) {
    groups[channel].heldBack += 1
    if seenChannels.add(channel) { groups[channel].decisions += 1 }
  }

  /// Counts what is held back.
  ///
  /// - Returns: whether anything is.
  mutating func countHeldBack(_ record: CountedRecord) -> Bool {
    let document = record.document
    var isAny = false
    for entry in record.elements("held_back", of: record.decision) ?? record.none {
      guard let action = document.member("action", of: entry),
        let reason = document.member("reason", of: entry)
      else { continue }
      isAny = true
      let (index, why) = (names.index(of: action, in: document), names.index(of: reason, in: document))
      actions[index].heldBack += 1
      if seenActions.add(index) { actions[index].decisions += 1 }
      heldBack.add(index, why)
      if let by = document.member("by", of: entry) {
        let cause = names.index(of: by, in: document)
        causes.add(why, cause)
        if Self.isByRule(document.string(at: reason)) { rules[cause].heldBack += 1 }
      }
      if dimension == .channel, let channel = document.member("channel", of: entry) {
        addHeldBack(on: names.index(of: channel, in: document))
      }
    }
    return isAny
  }

  private static func isByRule(_ reason: String) -> Bool {
    reason == Gate.suppressed.reason || reason == Gate.channelSuppressed.reason
  }
}
