import Rules
import Time

extension TouchpointsReport {
  package struct Builder: ReportBuilder {
    private let frame: ReportFrame
    private var header = HeaderTally()
    private var groups: GroupTable<Tally>
    private var cells: CellList
    /// Of each touchpoint of the book the places of its classes.
    private let classes: [[Int]]
    private let undeclaredClasses: [Int]

    private struct Tally {
      /// By name.
      var touchpoints: [String: TouchpointFigures] = [:]
      var classes = [TouchpointFigures](repeating: TouchpointFigures(), count: TouchpointClasses.all.count)
      /// By stage: all that were watched long enough, and by touchpoint those of them who met it.
      var watched: [LostCount]
      var exposed: [[String?: LostCount]]
    }

    package init(_ frame: ReportFrame) {
      self.frame = frame
      let stages = frame.vocabulary.stages.count
      groups = GroupTable(frame) {
        Tally(
          watched: [LostCount](repeating: LostCount(), count: stages),
          exposed: [[String?: LostCount]](repeating: [:], count: stages))
      }
      cells = CellList(of: frame.cell)
      let places = { (touchpoint: Touchpoint?) in
        TouchpointClasses.values(of: touchpoint).map { TouchpointClasses.place(of: $0.sort, $0.value) }
      }
      classes = frame.vocabulary.touchpoints.items.map { places($0) }
      undeclaredClasses = places(nil)
    }

    package mutating func add(_ record: JourneyRecord) {
      let episodes = Episode.all(of: record.tellings, upTo: frame.asOf)
      header.add(record, episodes, frame)
      let group = groups.index(of: record)
      addExposures(record, group)
      var seen: Set<Int> = []
      for episode in episodes where frame.includesEntry(of: episode) {
        if let isLost = isLost(after: episode, record), seen.insert(episode.stage).inserted {
          addAssociation(episode, isLost, record, group)
        }
      }
    }

    private mutating func addExposures(_ record: JourneyRecord, _ group: Int) {
      var names: Set<String> = []
      var met: Set<Int> = []
      for telling in record.tellings where frame.includes(telling.at) {
        guard case .touchpoint(let name, let index, let sentiment, _) = telling.content else { continue }
        let isNew = names.insert(name).inserted
        groups.values[group].touchpoints[name, default: TouchpointFigures()].add(sentiment: sentiment)
        if isNew { groups.values[group].touchpoints[name]?.journeys += 1 }
        for place in index.map({ classes[$0] }) ?? undeclaredClasses {
          groups.values[group].classes[place].add(sentiment: sentiment)
          let isFirst = met.insert(place).inserted
          if isFirst { groups.values[group].classes[place].journeys += 1 }
          let sort = TouchpointClasses.all[place]
          if frame.cell != nil { list(record, group, "\(sort.sort)=\(sort.value)", "journeys") }
        }
        list(record, group, name, "journeys")
        if sentiment != nil { list(record, group, name, "sentiments") }
      }
    }

    private mutating func list(_ record: JourneyRecord, _ group: Int, _ row: String, _ key: String) {
      cells.add(record.journey, groups.groups[group].prefix, row, key)
    }

    /// Whether a journey that was in the stage still after the time of exposure was lost by the end of the outlook; nil
    /// where it was not in the stage, or where nobody could see that from before or has seen the end yet.
    private func isLost(after episode: Episode, _ record: JourneyRecord) -> Bool? {
      guard let entered = episode.entered else { return nil }
      let landmark = entered + TouchpointsReport.exposure
      let end = landmark + TouchpointsReport.outlook
      guard episode.seen <= landmark, end <= frame.asOf,
        episode.departure(by: frame.asOf).map({ $0.at > landmark }) ?? true
      else { return nil }
      return record.tellings.contains { telling in
        guard telling.at > landmark, telling.at <= end, case .exit(let exit) = telling.content else {
          return false
        }
        return frame.vocabulary.exits[exit].isLost
      }
    }

    private mutating func addAssociation(
      _ episode: Episode, _ isLost: Bool, _ record: JourneyRecord, _ group: Int
    ) {
      let from = episode.start
      let until = from + TouchpointsReport.exposure
      var met: Set<String?> = []
      for telling in record.tellings where telling.at >= from && telling.at < until {
        if case .touchpoint(let name, _, _, _) = telling.content { met.formUnion([name, nil]) }
      }
      let stage = frame.vocabulary.stages[episode.stage].id
      groups.values[group].watched[episode.stage].add(isLost: isLost)
      for name in met {
        groups.values[group].exposed[episode.stage][name, default: LostCount()].add(isLost: isLost)
        let row = "\(stage)/\(name ?? "any")"
        list(record, group, row, "exposed")
        if isLost { list(record, group, row, "exposed_lost") }
      }
      // Only a list asks for those who did not meet one; which one, its name says.
      if frame.cell != nil { listUnexposed(stage, met, isLost, record, group) }
    }

    private mutating func listUnexposed(
      _ stage: String, _ met: Set<String?>, _ isLost: Bool, _ record: JourneyRecord, _ group: Int
    ) {
      let row = "\(groups.groups[group].prefix)\(stage)/"
      guard let wanted = frame.cell, wanted.hasPrefix(row) else { return }
      let rest = wanted.dropFirst(row.count)
      for key in isLost ? ["unexposed", "unexposed_lost"] : ["unexposed"] where rest.hasSuffix(".\(key)") {
        let name = String(rest.dropLast(key.count + 1))
        if !met.contains(name == "any" ? nil : name) { list(record, group, "\(stage)/\(name)", key) }
      }
    }

    package consuming func finish() -> TouchpointsReport {
      let vocabulary = frame.vocabulary
      let figures = groups.inOrder.map { group, tally in
        (
          group: group,
          figures: Figures(
            touchpoints: Self.touchpoints(tally.touchpoints, vocabulary),
            classes: zip(TouchpointClasses.all, tally.classes).map { ($0.sort, $0.value, $1) },
            associations: tally.watched.indices.flatMap { stage in
              Self.associations(stage, tally.watched[stage], tally.exposed[stage])
            })
        )
      }
      return TouchpointsReport(frame: frame, header: header.header(frame), groups: figures, cells: cells)
    }

    private static func touchpoints(
      _ seen: [String: TouchpointFigures], _ vocabulary: Vocabulary
    ) -> [ReportedTouchpoint] {
      let declared = vocabulary.touchpoints
      let unused = declared.items.map(\.id).filter { seen[$0] == nil }.map { ($0, TouchpointFigures()) }
      return (seen.map { ($0.key, $0.value) } + unused).map { name, figures in
        ReportedTouchpoint(
          name: name, declared: declared.index(ofID: name).map { declared[$0] }, figures: figures)
      }.sorted { left, right in
        let (one, other) = (left.figures.exposures, right.figures.exposures)
        return one == other ? bytesPrecede(left.name, right.name) : one > other
      }
    }

    private static func associations(
      _ stage: Int, _ all: LostCount, _ exposed: [String?: LostCount]
    ) -> [TouchpointAssociation] {
      exposed.map { name, exposed in
        TouchpointAssociation(
          stage: stage, touchpoint: name, exposed: exposed,
          unexposed: LostCount(count: all.count - exposed.count, lost: all.lost - exposed.lost))
      }.sorted { left, right in
        guard let one = left.touchpoint, let other = right.touchpoint else { return left.touchpoint == nil }
        return bytesPrecede(one, other)
      }
    }
  }
}

extension LostCount {
  fileprivate mutating func add(isLost: Bool) {
    count += 1
    if isLost { lost += 1 }
  }
}
