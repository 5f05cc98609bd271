import Rules
import Time

extension StagesReport {
  package struct Builder: ReportBuilder {
    private let frame: ReportFrame
    private var header = HeaderTally()
    private var groups: GroupTable<Tally>
    private var cells: CellList

    private struct Tally {
      var journeys = 0
      var stages: [StageTally]
      var exits: [ExitFigures]
      var cohorts: [String: (journeys: Int, reached: [Int])] = [:]
    }

    package init(_ frame: ReportFrame) {
      self.frame = frame
      let (stages, exits) = (frame.vocabulary.stages.count, frame.vocabulary.exits.count)
      groups = GroupTable(frame) {
        Tally(
          stages: [StageTally](repeating: StageTally(exits: exits), count: stages),
          exits: [ExitFigures](repeating: ExitFigures(), count: exits))
      }
      cells = CellList(of: frame.cell)
    }

    package mutating func add(_ record: JourneyRecord) {
      let episodes = Episode.all(of: record.tellings, upTo: frame.asOf)
      header.add(record, episodes, frame)
      let group = groups.index(of: record)
      groups.values[group].journeys += 1
      addExits(episodes, record, group)
      for episode in episodes {
        addCounts(of: episode, record, group)
        addContacts(of: episode, record, group)
      }
      addReached(episodes, record, group)
      addMature(episodes, record, group)
    }

    private mutating func list(_ record: JourneyRecord, _ group: Int, _ stage: Int, _ key: String) {
      cells.add(record.journey, groups.groups[group].prefix, frame.vocabulary.stages[stage].id, key)
    }

    private mutating func addCounts(of episode: Episode, _ record: JourneyRecord, _ group: Int) {
      let stage = episode.stage
      if frame.includesEntry(of: episode) {
        groups.values[group].stages[stage].entered += 1
        list(record, group, stage, "entered")
        if episode.entered == nil {
          groups.values[group].stages[stage].enteredUnseen += 1
          list(record, group, stage, "entered_unseen")
        }
      }
      guard frame.includesPart(of: episode) else { return }
      if let departure = episode.departure(by: frame.asOf) {
        let end = StayEnd(departure.to, from: stage)
        groups.values[group].stages[stage].ends[end.place] += 1
        list(record, group, stage, "left")
        if frame.cell != nil { list(record, group, stage, "\(end.name(in: frame.vocabulary)).left") }
        if end.isLost(in: frame.vocabulary) { list(record, group, stage, "lost.left") }
      } else {
        groups.values[group].stages[stage].open += 1
        list(record, group, stage, "open")
        list(record, group, stage, "stays.left")
      }
      if let stay = episode.stay(at: frame.asOf, since: frame.since) {
        groups.values[group].stages[stage].stays.append(stay)
      }
    }

    private mutating func addExits(_ episodes: [Episode], _ record: JourneyRecord, _ group: Int) {
      var seen: Set<Int> = []
      for telling in record.tellings where frame.includes(telling.at) {
        guard case .exit(let exit) = telling.content, seen.insert(exit).inserted else { continue }
        let row = "exit:\(frame.vocabulary.exits[exit].id)"
        groups.values[group].exits[exit].journeys += 1
        cells.add(record.journey, groups.groups[group].prefix, row, "journeys")
        guard !episodes.contains(where: { $0.departure?.to == .exit(exit) }) else { continue }
        groups.values[group].exits[exit].fromNoStage += 1
        cells.add(record.journey, groups.groups[group].prefix, row, "from_no_stage")
      }
    }

    private mutating func addContacts(of episode: Episode, _ record: JourneyRecord, _ group: Int) {
      guard let contacts = record.contacts else { return }
      let end = episode.departure?.at
      var (count, accepted) = (0, 0)
      for contact in contacts where contact.at >= episode.start && frame.includes(contact.at) {
        if let end, contact.at >= end { continue }
        count += 1
        if contact.isAccepted(by: frame.asOf) { accepted += 1 }
      }
      groups.values[group].stages[episode.stage].contacts =
        count + (groups.values[group].stages[episode.stage].contacts ?? 0)
      groups.values[group].stages[episode.stage].acceptedContacts =
        accepted + (groups.values[group].stages[episode.stage].acceptedContacts ?? 0)
    }

    /// Counts a journey once for each stage that it has been in, in the cohort of its first entry.
    private mutating func addReached(_ episodes: [Episode], _ record: JourneyRecord, _ group: Int) {
      guard let first = episodes.first, frame.includesEntry(of: first) else { return }
      let reached = Set(episodes.map(\.stage))
      let inOrder = Self.reachedInOrder(episodes)
      let month = frame.policies.zone.month(at: first.start)
      let stages = frame.vocabulary.stages
      var cohort =
        groups.values[group].cohorts[month] ?? (0, [Int](repeating: 0, count: stages.count))
      cohort.journeys += 1
      let prefix = groups.groups[group].prefix
      cells.add(record.journey, prefix, month, "journeys")
      for stage in reached {
        cohort.reached[stage] += 1
        groups.values[group].stages[stage].reached += 1
        list(record, group, stage, "reached")
        if frame.cell != nil { cells.add(record.journey, prefix, month, "reached.\(stages[stage].id)") }
        if stage < inOrder {
          groups.values[group].stages[stage].reachedInOrder += 1
          list(record, group, stage, "reached_in_order")
        }
      }
      groups.values[group].cohorts[month] = cohort
    }

    /// How many stages, from the first one of the book on, a journey has been in one after the other, in one life.
    private static func reachedInOrder(_ episodes: [Episode]) -> Int {
      var (most, next, life) = (0, 0, 0)
      for episode in episodes {
        if episode.life != life { (next, life) = (0, episode.life) }
        if episode.stage == next { next += 1 }
        most = max(most, next)
      }
      return most
    }

    /// Counts a journey once for each stage whose first entry, seen and looked at, lies far enough back.
    private mutating func addMature(_ episodes: [Episode], _ record: JourneyRecord, _ group: Int) {
      var seen: Set<Int> = []
      for (index, episode) in episodes.enumerated() {
        guard let entered = episode.entered, frame.includes(entered), seen.insert(episode.stage).inserted,
          entered + frame.mature <= frame.asOf
        else { continue }
        groups.values[group].stages[episode.stage].matureEntered += 1
        list(record, group, episode.stage, "mature_entered")
        let isFurther = episodes[(index + 1)...].contains {
          $0.stage > episode.stage && $0.start <= entered + frame.mature
        }
        guard isFurther else { continue }
        groups.values[group].stages[episode.stage].matureReached += 1
        list(record, group, episode.stage, "mature_reached")
      }
    }

    package consuming func finish() -> StagesReport {
      let exits = frame.vocabulary.exits.count
      let figures = groups.inOrder.map { group, tally in
        (
          group: group,
          figures: Figures(
            stages: tally.stages.enumerated().map { StageFigures(stage: $0, $1, exits: exits) },
            exits: tally.exits,
            cohorts: tally.cohorts.sorted { bytesPrecede($0.key, $1.key) }.map {
              Cohort(month: $0.key, journeys: $0.value.journeys, reached: $0.value.reached)
            }, journeys: tally.journeys)
        )
      }
      return StagesReport(frame: frame, header: header.header(frame), groups: figures, cells: cells)
    }
  }
}
