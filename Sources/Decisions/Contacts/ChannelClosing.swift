import Rules
import Time

/// A no: an opt-out or a bounce, on the channel that it names.
struct ChannelClosing: Sendable {
  /// Index of the channel.
  let channel: Int
  let outcome: Outcome
  let at: Instant?
}

extension ContactMerging {
  /// What closes channels: gathered from every record, before any is merged or dropped, so that no opt-out is lost over
  /// what becomes of its contact. An opt-out closes the channel that its record names and, where it names a decision,
  /// the one by which that decision's contact went; a bounce the one that its record names.
  func closings(_ records: [Contact]) -> [ChannelClosing] {
    guard records.contains(where: { !$0.outcomes.isDisjoint(with: .closing) }) else { return [] }
    if areApart(records) { return records.flatMap { closings($0, contactChannel: $0.channel) } }
    return ContactGroups(records, self).groups.flatMap { group in
      group.members.flatMap { closings(records[$0], contactChannel: group.channel) }
    }
  }

  private func closings(_ record: Contact, contactChannel: Int?) -> [ChannelClosing] {
    record.results.filter { OutcomeSet.closing.contains(OutcomeSet($0.outcome)) }.flatMap { result in
      var channels = [record.channel ?? contactChannel].compactMap { $0 }
      if result.outcome != .bounced, record.decision != nil, let contactChannel,
        !channels.contains(contactChannel)
      {
        channels.append(contactChannel)
      }
      return channels.map { ChannelClosing(channel: $0, outcome: result.outcome, at: result.at) }
    }
  }
}

extension OutcomeSet {
  /// The outcomes that close a channel.
  static let closing: OutcomeSet = [
    OutcomeSet(.bounced), OutcomeSet(.unsubscribed), OutcomeSet(.complained),
  ]
}
