import Rules

/// The members of large indexes that a combination of market, stage and persona lets through, gathered in a table of
/// their own once the combination comes again: few combinations recur in an audience, and a small table is gone through
/// much faster than a few members of a large one.
struct PlacedMembers {
  /// An index with fewer members is as fast as a table of its own.
  private static let least = 512

  private enum Known {
    case never
    case met
    case table(MemberTable)
  }

  private let index: RuleIndex
  private let stages: Int
  private let personas: Int
  /// By combination.
  private var known: [Known] = []
  /// How many members may be gathered in all from now on.
  private var room = 0

  /// - Parameters:
  ///   - index: the one whose members are gathered.
  ///   - room: how many members are gathered at most; nil: ten times as many as the index has.
  init(of index: RuleIndex, room: Int? = nil) {
    self.index = index
    stages = index.stage.valueCount + 1
    personas = index.persona.valueCount + 1
    let count = index.rules.count
    guard count >= Self.least else { return }
    let combinations = (index.market.valueCount + 1) * stages * personas
    guard combinations <= 1 << 16 else { return }
    known = Array(repeating: .never, count: combinations)
    self.room = room ?? count * 10
  }

  /// The members of an index for the market, stage and persona of a state; nil where they were not gathered.
  mutating func table(of index: RuleIndex, _ facts: borrowing Facts) -> MemberTable? {
    guard !known.isEmpty, index === self.index else { return nil }
    let market = facts.market ?? index.market.valueCount
    let stage = facts.stage ?? stages - 1
    let persona = facts.persona ?? personas - 1
    let place = (market * stages + stage) * personas + persona
    switch known[place] {
    case .table(let table): return table
    case .never:
      known[place] = .met
      return nil
    case .met: return gather(facts, at: place)
    }
  }

  @inline(never)
  private mutating func gather(_ facts: borrowing Facts, at place: Int) -> MemberTable? {
    var row = Array(repeating: UInt64.max, count: index.members.words)
    if let last = row.indices.last, index.rules.count & 63 != 0 {
      row[last] = (1 << UInt64(index.rules.count & 63)) - 1
    }
    index.restrictToPlace(&row, facts)
    let count = row.reduce(0) { $0 + $1.nonzeroBitCount }
    guard count <= room else { return nil }
    room -= count
    let table = index.members.members(in: row)
    known[place] = .table(table)
    return table
  }
}
