import Rules

/// A count of touchpoints without references. Medium, ownership and influence are those of the touchpoint, so that what a
/// count asks of them comes to a set of touchpoints.
struct TouchpointCount: Sendable {
  /// Where its set begins; -1: all.
  fileprivate let types: Int32
  /// Of `ConditionProgram.items`; nil: all.
  fileprivate let channels: ConditionProgram.Slice?
  /// Index of its comparisons; -1: none.
  fileprivate let sentiment: Int32
  let bounds: Condition.Bounds
}

extension ConditionProgram {
  /// Adds a count.
  ///
  /// - Returns: its index.
  mutating func add(_ count: Condition.TouchpointCount, of touchpoints: ItemList<Touchpoint>) -> Int32 {
    var types: Int32 = -1
    let asksForTypes =
      count.types != nil || count.media != nil || count.ownerships != nil || count.influences != nil
    if asksForTypes {
      types = Int32(touchpointSets.count)
      touchpointSets += Array(repeating: 0, count: touchpoints.items.count / 64 + 1)
      for (index, item) in touchpoints.items.enumerated()
      where count.types.allows(index) && count.media.allows(item.medium)
        && count.ownerships.allows(item.ownership) && count.influences.allows(item.influence)
      {
        touchpointSets[Int(types) + index / 64] |= 1 << UInt64(index % 64)
      }
    }
    let channels = count.channels.map { list in
      items.append(contentsOf: list.map { Int32($0) })
      return Slice(start: Int32(items.count - list.count), count: Int32(list.count))
    }
    if !count.sentiment.isEmpty { sentiments.append(count.sentiment) }
    touchpointCounts.append(
      TouchpointCount(
        types: types, channels: channels,
        sentiment: count.sentiment.isEmpty ? -1 : Int32(sentiments.count - 1), bounds: count.bounds))
    return Int32(touchpointCounts.count - 1)
  }

  /// Whether a touchpoint passes the filters of a count, but for when it was.
  func counts(_ entry: JourneyState.TouchpointEntry, _ count: TouchpointCount) -> Bool {
    if count.types >= 0,
      touchpointSets[Int(count.types) + entry.type / 64] & 1 << UInt64(entry.type % 64) == 0
    {
      return false
    }
    if let list = count.channels {
      guard let channel = entry.channel, items[list.range].contains(Int32(channel)) else { return false }
    }
    return count.sentiment < 0 || Facts.isFelt(entry.sentiment, sentiments[Int(count.sentiment)])
  }
}
