import Rules

/// States by who depends on whom: where something is reserved, those of one journey, and those of one account, are decided
/// one after the other; others may be decided at the same time.
struct StateGroups {
  /// The places of the states of each group in their order, the groups in that of their first states.
  let groups: [[Int]]

  /// - Parameter isReserving: otherwise each state is a group of its own.
  init(_ states: [NotedState], isReserving: Bool) {
    guard isReserving else {
      groups = states.indices.map { [$0] }
      return
    }
    var parents = Array(states.indices)
    func root(of index: Int) -> Int {
      var root = index
      while parents[root] != root {
        parents[root] = parents[parents[root]]
        root = parents[root]
      }
      return root
    }
    var journeys: [ExactText: Int] = [:]
    var accounts: [ExactText: Int] = [:]
    func join(_ index: Int, _ first: Int) {
      let (one, other) = (root(of: index), root(of: first))
      parents[max(one, other)] = min(one, other)
    }
    for (index, state) in states.enumerated() {
      if let journey = state.journey { join(index, journeys[journey] ?? index) }
      if let account = state.account { join(index, accounts[account] ?? index) }
      if let journey = state.journey { journeys[journey] = index }
      if let account = state.account { accounts[account] = index }
    }
    var members: [Int: [Int]] = [:]
    for index in states.indices { members[root(of: index), default: []].append(index) }
    groups = members.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The groups in so many parts at most, which are of one size as far as may be.
  func parts(most: Int) -> [[Int]] {
    let count = groups.reduce(0) { $0 + $1.count }
    let size = max(1, (count + most - 1) / most)
    var parts: [[Int]] = []
    var part: [Int] = []
    for group in groups {
      part += group
      if part.count >= size {
        parts.append(part)
        part = []
      }
    }
    if !part.isEmpty { parts.append(part) }
    return parts
  }
}
