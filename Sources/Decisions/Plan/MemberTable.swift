import Rules

/// The members of an index, or those of them that one combination of market, stage and persona lets through, side by
/// side: what decides each, and rows of bits for what a state can have several of.
final class MemberTable: Sendable {
  /// What decides most members, in 28 bytes: there are many, and the fewer lines of the processor's cache they
  /// fill, the faster a state goes through them.
  struct Member: Sendable {
    /// The first two comparisons that the rows leave; `RankComparison.none` where they leave none.
    let first: RankComparison
    let second: RankComparison
    /// Index into `RuleIndex.remainders`, for what else there is to ask; -1 for nothing.
    let remainder: Int32

    /// 1 where both hold, else 0. Which it is cannot be foreseen, so nothing here branches.
    @inline(__always)
    func passes(_ ranks: Span<UInt32>) -> Int {
      (first.holds(ranks) ? 1 : 0) & (second.holds(ranks) ? 1 : 0)
    }
  }

  /// Indices into `RuleBook.rules`, ascending; the position here is that of the member and of its bit.
  let rules: [Int32]
  let members: [Member]
  /// Whether there is more to ask of any.
  let hasRemainders: Bool
  /// By position: what the rule recommends first; empty where the rules of an index recommend nothing.
  let recommendations: [RecommendationRow]
  /// Whether each recommends one action, with a score that it names.
  let recommendsPlainly: Bool
  /// Rows of single pain points hold only the rules that ask for them: a state takes the union.
  let painPoints: IndexRows
  let triggers: IndexRows

  init(
    rules: [Int32], members: [Member], recommendations: [RecommendationRow], painPoints: IndexRows,
    triggers: IndexRows
  ) {
    self.rules = rules
    self.members = members
    hasRemainders = members.contains { $0.remainder >= 0 }
    self.recommendations = recommendations
    recommendsPlainly = !recommendations.contains { $0.hasMore || $0.place < 0 }
    self.painPoints = painPoints
    self.triggers = triggers
  }

  var words: Int { painPoints.words }

  /// Those members whose bits are set, as a table of their own.
  func members(in row: [UInt64]) -> MemberTable {
    let gathering = Gathering(row)
    return MemberTable(
      rules: gathering.gather(rules), members: gathering.gather(members),
      recommendations: recommendations.isEmpty ? [] : gathering.gather(recommendations),
      painPoints: gathering.gather(painPoints), triggers: gathering.gather(triggers))
  }
}

/// Which members a smaller table has, and where each stands there.
private struct Gathering {
  private let row: [UInt64]
  /// By word of the row: how many members stand before it.
  private let before: [Int]
  private let count: Int

  init(_ row: [UInt64]) {
    self.row = row
    var before: [Int] = []
    var count = 0
    for word in row {
      before.append(count)
      count += word.nonzeroBitCount
    }
    self.before = before
    self.count = count
  }

  func gather<Element>(_ elements: [Element]) -> [Element] {
    var gathered: [Element] = []
    gathered.reserveCapacity(count)
    forEachBit { gathered.append(elements[$0]) }
    return gathered
  }

  func gather(_ rows: IndexRows) -> IndexRows {
    var gathered = IndexRows(values: rows.valueCount, words: (count + 63) / 64, isAsked: rows.isAsked)
    for value in 0...rows.valueCount {
      let start = value * rows.words
      for word in row.indices {
        var bits = rows.bits[start + word] & row[word]
        while bits != 0 {
          let lowest = bits & (0 &- bits)
          gathered.set(before[word] + (row[word] & (lowest - 1)).nonzeroBitCount, inRow: value)
          bits ^= lowest
        }
      }
    }
    return gathered
  }

  private func forEachBit(_ body: (Int) -> Void) {
    for word in row.indices {
      var bits = row[word]
      while bits != 0 {
        body(word << 6 | bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
  }
}
