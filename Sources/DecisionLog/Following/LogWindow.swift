/// The last findings of a log while it is read: so many wanted lines, and what stands behind the first of them.
package struct LogWindow {
  private let count: Int
  private let isWanted: (LogLine) -> Bool
  private var kept: [LogFinding] = []
  /// Where the wanted ones among those that are kept stand.
  private var places: [Int] = []
  private var first = 0

  package init(count: Int, where isWanted: @escaping (LogLine) -> Bool) {
    self.count = count
    self.isWanted = isWanted
  }

  package var wanted: Int { min(places.count - first, count) }

  package mutating func add(_ finding: LogFinding) {
    if case .line(let line, _) = finding, !line.isGap {
      guard isWanted(line) else { return }
      places.append(kept.count)
      if places.count - first > count { first += 1 }
    }
    if let last = kept.last, let merged = last.merged(with: finding) {
      kept[kept.count - 1] = merged
    } else {
      kept.append(finding)
    }
    // Now and then what is not needed any more goes.
    if first > 1_024 + count { drop() }
  }

  /// The oldest first.
  package var findings: [LogFinding] {
    guard count > 0 else { return [] }
    guard first > 0, first < places.count else { return kept }
    return Array(kept[places[first]...])
  }

  private mutating func drop() {
    let gone = first < places.count ? places[first] : kept.count
    kept.removeSubrange(..<gone)
    places = places[first...].map { $0 - gone }
    first = 0
  }
}
