import Rules
import Time

extension StalledReport {
  package struct Builder: ReportBuilder {
    private let frame: ReportFrame
    private let recommendation: (JourneyRecord) -> String?
    private var header = HeaderTally()
    private var groups: GroupTable<Void>
    private var cells: CellList
    /// By stage, over all groups: whether a journey stalls does not depend on what the report goes by.
    private var stays: [[Stay]]
    private var open: [OpenEpisode] = []

    private struct OpenEpisode {
      let group: Int
      let record: JourneyRecord
      let episode: Episode
    }

    /// - Parameter recommendation: what `decide` gives a journey now, or why nothing; asked only of those that stall.
    package init(_ frame: ReportFrame, recommendation: @escaping (JourneyRecord) -> String? = { _ in nil }) {
      self.frame = frame
      self.recommendation = recommendation
      groups = GroupTable(frame) {}
      cells = CellList(of: frame.cell)
      stays = [[Stay]](repeating: [], count: frame.vocabulary.stages.count)
    }

    package mutating func add(_ record: JourneyRecord) {
      let episodes = Episode.all(of: record.tellings, upTo: frame.asOf)
      header.add(record, episodes, frame)
      for episode in episodes where frame.includesPart(of: episode) {
        if let stay = episode.stay(at: frame.asOf, since: frame.since) { stays[episode.stage].append(stay) }
        guard episode.departure(by: frame.asOf) == nil else { continue }
        open.append(OpenEpisode(group: groups.index(of: record), record: record, episode: episode))
      }
    }

    package consuming func finish() -> StalledReport {
      let stages = frame.vocabulary.stages
      let curves = stays.map { StayCurve($0, exits: frame.vocabulary.exits.count) }
      let thresholds = zip(stages.items, curves).map { StallThreshold($0, $1) }
      var tallies: [[StageTally]] = groups.groups.map { _ in
        [StageTally](repeating: StageTally(), count: stages.count)
      }
      var journeys: [StalledJourney] = []
      for entry in open {
        let (stage, record) = (entry.episode.stage, entry.record)
        let age = max(frame.asOf - entry.episode.start, TimeSpan(microseconds: 0))
        let prefix = groups.groups[entry.group].prefix
        let isStalled = thresholds[stage].map { age >= $0.span } ?? false
        tallies[entry.group][stage].add(age: age, isStalled: isStalled)
        cells.add(record.journey, prefix, stages[stage].id, "open")
        guard isStalled else { continue }
        cells.add(record.journey, prefix, stages[stage].id, "stalled")
        journeys.append(journey(entry.episode, record, groups.groups[entry.group], age, curves[stage]))
      }
      journeys.sort { left, right in
        left.age == right.age ? bytesPrecede(left.journey, right.journey) : left.age > right.age
      }
      let inOrder = zip(groups.groups, tallies).sorted { ReportGroup.precedes($0.0, $1.0) }
      let figures = inOrder.flatMap { group, tallies in
        tallies.indices.filter { tallies[$0].open > 0 }.map { stage in
          StalledStage(
            group: group, stage: stage, open: tallies[stage].open, stalled: tallies[stage].stalled,
            oldest: tallies[stage].oldest)
        }
      }
      return StalledReport(
        frame: frame, header: header.header(frame), stages: figures, journeys: journeys,
        thresholds: thresholds, cells: cells)
    }

    private func journey(
      _ episode: Episode, _ record: JourneyRecord, _ group: ReportGroup, _ age: TimeSpan, _ curve: StayCurve
    ) -> StalledJourney {
      let isSeen = episode.entered != nil
      let saysRates = isSeen && SampleSize(curve.count).allowsRates
      return StalledJourney(
        group: group, journey: record.journey, account: record.account, stage: episode.stage, age: age,
        isEntrySeen: isSeen,
        leaving: StalledReport.outlooks.map { saysRates ? curve.leaving(within: $0, after: age) : nil },
        lastContact: record.contacts?.map(\.at).filter { $0 <= frame.asOf }.max(),
        recommendation: recommendation(record))
    }
  }

  private struct StageTally {
    var open = 0
    var stalled = 0
    var oldest = TimeSpan(microseconds: 0)

    mutating func add(age: TimeSpan, isStalled: Bool) {
      open += 1
      if isStalled { stalled += 1 }
      oldest = max(oldest, age)
    }
  }
}
