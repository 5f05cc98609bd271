import Rules
import Time

extension PathsReport {
  package struct Builder: ReportBuilder {
    private let frame: ReportFrame
    private var header = HeaderTally()
    private var groups: GroupTable<Tally>
    private var cells: CellList

    private struct Way: Hashable {
      let stages: [Int]
      let exit: Int?
    }

    private struct Tally {
      /// By the stage that is left times the number of stages, plus the one that is entered.
      var transitions: [(count: Int, loops: Int)]
      var ways: [Way: Int] = [:]
    }

    package init(_ frame: ReportFrame) {
      self.frame = frame
      let count = frame.vocabulary.stages.count
      groups = GroupTable(frame) { Tally(transitions: Array(repeating: (0, 0), count: count * count)) }
      cells = CellList(of: frame.cell)
    }

    package mutating func add(_ record: JourneyRecord) {
      let episodes = Episode.all(of: record.tellings, upTo: frame.asOf)
      header.add(record, episodes, frame)
      let group = groups.index(of: record)
      var (path, life, isArrived): ([Int], Int, Bool) = ([], 0, false)
      for episode in episodes {
        if episode.life != life { (path, life, isArrived) = ([], episode.life, false) }
        path.append(episode.stage)
        if episode.stage == frame.vocabulary.stages.count - 1, !isArrived {
          isArrived = true
          addWay(Way(stages: path, exit: nil), at: episode.start, record, group)
        }
        guard let departure = episode.departure(by: frame.asOf) else { continue }
        switch departure.to {
        case .stage(let next):
          if frame.includes(departure.at) {
            addTransition(from: episode.stage, to: next, isLoop: path.contains(next), record, group)
          }
        case .exit(let exit): addWay(Way(stages: path, exit: exit), at: departure.at, record, group)
        }
      }
    }

    private mutating func addTransition(
      from: Int, to: Int, isLoop: Bool, _ record: JourneyRecord, _ group: Int
    ) {
      let stages = frame.vocabulary.stages
      let place = from * stages.count + to
      groups.values[group].transitions[place].count += 1
      if isLoop { groups.values[group].transitions[place].loops += 1 }
      guard frame.cell != nil else { return }
      let (prefix, row) = (groups.groups[group].prefix, "\(stages[from].id)>\(stages[to].id)")
      cells.add(record.journey, prefix, row, "count")
      if isLoop { cells.add(record.journey, prefix, row, "loops") }
    }

    private mutating func addWay(_ way: Way, at end: Instant, _ record: JourneyRecord, _ group: Int) {
      guard frame.includes(end) else { return }
      groups.values[group].ways[way, default: 0] += 1
      guard frame.cell != nil else { return }
      let row = PathsReport.name(way.stages, way.exit, frame.vocabulary)
      cells.add(record.journey, groups.groups[group].prefix, row, "paths")
    }

    package consuming func finish() -> PathsReport {
      let stages = frame.vocabulary.stages
      let figures = groups.inOrder.map { group, tally in
        let transitions = tally.transitions.enumerated().filter { $0.element.count > 0 }.map {
          place, counts in
          let (from, to) = (place / stages.count, place % stages.count)
          return Transition(
            from: from, to: to, kind: .init(from: from, to: to, in: stages), count: counts.count,
            loops: counts.loops)
        }
        let paths = tally.ways.map { Path(stages: $0.key.stages, exit: $0.key.exit, count: $0.value) }
        return (
          group: group,
          figures: Figures(
            transitions: transitions, toExit: Self.commonest(paths.filter { $0.exit != nil }),
            toLastStage: Self.commonest(paths.filter { $0.exit == nil }))
        )
      }
      return PathsReport(frame: frame, header: header.header(frame), groups: figures, cells: cells)
    }

    /// Of equals the shorter, then the one whose stages stand first in the book.
    private static func commonest(_ paths: [Path]) -> [Path] {
      let ordered = paths.sorted { left, right in
        if left.count != right.count { return left.count > right.count }
        if left.stages.count != right.stages.count { return left.stages.count < right.stages.count }
        if left.stages != right.stages { return left.stages.lexicographicallyPrecedes(right.stages) }
        return (left.exit ?? 0) < (right.exit ?? 0)
      }
      return Array(ordered.prefix(PathsReport.longestList))
    }
  }

  /// Its stages and the exit.
  static func name(_ stages: [Int], _ exit: Int?, _ vocabulary: Vocabulary) -> String {
    let ids =
      stages.map { vocabulary.stages[$0].id } + (exit.map { ["exit:\(vocabulary.exits[$0].id)"] } ?? [])
    return ids.joined(separator: ">")
  }
}
