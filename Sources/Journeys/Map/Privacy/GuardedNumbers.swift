/// Numbers of which some may not be shown: those of fewer than five people, and those from which such a number would
/// follow by adding and subtracting.
struct GuardedNumbers {
  enum Kind {
    /// To be shown where it may be.
    case cell
    /// People of a sort that no map is about.
    case unmapped
    /// What a sum leaves over: no number of its own, so that it may be known.
    case remainder
  }

  struct Cell {
    /// How many people stand behind it.
    let people: Int
    let kind: Kind
    fileprivate(set) var isShown: Bool

    /// So few that nothing may be said of them; of nobody there is nothing to hide.
    var isFew: Bool { kind != .remainder && (1..<SampleSize.leastForCounts).contains(people) }
  }

  /// What everybody knows who knows the map: a number is the sum of others.
  struct Sum {
    let whole: Int
    let parts: [Int]
    /// Whether nobody is counted in two parts.
    let isDisjoint: Bool
  }

  private(set) var cells: [Cell] = []
  private(set) var sums: [Sum] = []
  /// Of each cell the sums that it stands in.
  private var memberships: [[Int]] = []

  /// Adds a number and returns its index.
  mutating func add(people: Int, _ kind: Kind = .cell) -> Int {
    cells.append(
      Cell(people: people, kind: kind, isShown: kind == .cell && people >= SampleSize.leastForCounts))
    memberships.append([])
    return cells.count - 1
  }

  mutating func add(_ sum: Sum) {
    for cell in [sum.whole] + sum.parts { memberships[cell].append(sums.count) }
    sums.append(sum)
  }

  func isShown(_ cell: Int) -> Bool { cells[cell].isShown }
  func people(_ cell: Int) -> Int { cells[cell].people }

  /// Of a sum the numbers that are not known from outside: zeros count as known.
  private func unknownParts(of sum: Sum) -> [Int] {
    sum.parts.filter { !cells[$0].isShown && cells[$0].people > 0 }
  }

  /// Hides what has to be hidden besides.
  mutating func protect() {
    for round in 0..<Self.mostRounds {
      protectSums()
      let derived = derivableFew()
      if derived.isEmpty { return }
      // More at a time where it takes long: better too little is shown than that nobody gets to see it.
      let others = Set(derived.flatMap { shown(beside: $0, atMost: 1 + round) })
      if others.isEmpty { break }
      for other in others { cells[other].isShown = false }
    }
    for cell in cells.indices { cells[cell].isShown = false }
  }

  private mutating func protectSums() {
    var isChanged = true
    while isChanged {
      isChanged = false
      for sum in sums {
        while let cell = next(toHideIn: sum) {
          cells[cell].isShown = false
          isChanged = true
        }
      }
    }
  }

  private static let mostRounds = 100

  /// What must be hidden so that one sum does not give away a few: the parts that are left over when those shown are
  /// taken from the whole must be two at least, and not few together.
  private func next(toHideIn sum: Sum) -> Int? {
    guard cells[sum.whole].isShown else { return nil }
    let unknown = unknownParts(of: sum)
    guard unknown.contains(where: { cells[$0].isFew }) else { return nil }
    let counts = unknown.map { cells[$0].people }
    let together = sum.isDisjoint ? counts.reduce(0, +) : counts.max() ?? 0
    if unknown.count > 1, together >= SampleSize.leastForCounts { return nil }
    return smallest(of: sum.parts) ?? sum.whole
  }

  private func smallest(of candidates: [Int]) -> Int? {
    candidates.filter { cells[$0].isShown }.min { cells[$0].people < cells[$1].people }
  }

  /// The smallest of the numbers to hide so that another one does not follow any more: those nearest to it.
  private func shown(beside cell: Int, atMost most: Int) -> [Int] {
    var seen: Set<Int> = [cell]
    var edge = [cell]
    while !edge.isEmpty {
      let around = Set(edge.flatMap { memberships[$0] }.flatMap { [sums[$0].whole] + sums[$0].parts })
      let found = around.filter { cells[$0].isShown }
      if !found.isEmpty {
        let ranked = found.sorted { left, right in
          let (one, other) = (cells[left].people, cells[right].people)
          return one == other ? left < right : one < other
        }
        return Array(ranked.prefix(most))
      }
      edge = around.subtracting(seen).sorted()
      seen.formUnion(edge)
    }
    return []
  }

  /// The few that the sums, taken together, give away.
  private func derivableFew() -> [Int] {
    var equations = UnknownNumbers()
    for sum in sums {
      let members = [(sum.whole, 1)] + sum.parts.map { ($0, -1) }
      equations.add(members.filter { !cells[$0.0].isShown && cells[$0.0].people > 0 })
    }
    return equations.determined.filter { cells[$0].isFew }.sorted()
  }
}
