import Rules
import Time

/// Counts for every map at once: by the reports where they count, and else by tallies.
struct MapCounter {
  /// What was counted for one map.
  struct Figures {
    let stages: StagesReport.Figures?
    let touchpoints: TouchpointsReport.Figures?
    let tally: MapTally
  }

  let tree: MapTree
  private let frame: ReportFrame
  /// By all, by market, and by market and persona.
  private var stages: [StagesReport.Builder]
  private var touchpoints: [TouchpointsReport.Builder]
  private var group: GroupReport.Builder
  private var tallies: [MapScope: MapTally] = [:]
  private(set) var hasHistory = false

  private static let levels: [[ReportDimension]] = [[], [.market], [.market, .persona]]

  init(_ frame: ReportFrame) {
    self.frame = frame
    tree = MapTree(frame.vocabulary)
    stages = Self.levels.map { StagesReport.Builder(frame.grouped(by: $0)) }
    touchpoints = Self.levels.map { TouchpointsReport.Builder(frame.grouped(by: $0)) }
    group = GroupReport.Builder(frame.grouped(by: []))
  }

  mutating func add(_ record: JourneyRecord) {
    for level in Self.levels.indices {
      stages[level].add(record)
      touchpoints[level].add(record)
    }
    group.add(record)
    if record.contacts != nil { hasHistory = true }
    let persona = record.persona
    let scope = MapScope(
      market: record.market ?? persona.flatMap { frame.vocabulary.personas[$0].market }, persona: persona)
    tallies[scope, default: MapTally(frame.vocabulary)].add(record, upTo: frame.asOf)
  }

  /// What was counted, by node of the tree, with the header of the reports and the accounts.
  consuming func finish() -> (figures: [Figures], header: ReportHeader, accounts: GroupReport) {
    let vocabulary = frame.vocabulary
    let stages = stages.map { $0.finish() }
    let touchpoints = touchpoints.map { $0.finish() }
    let tallies = tallies
    let figures = tree.nodes.map { node in
      let level = node.scope.level
      let values = node.scope.groupValues(in: vocabulary)
      let own = tallies.filter { node.scope.includes($0.key) }.map(\.value)
      return Figures(
        stages: stages[level].groups.first { $0.group.values == values }?.figures,
        touchpoints: touchpoints[level].groups.first { $0.group.values == values }?.figures,
        tally: own.reduce(MapTally(vocabulary)) { $0 + $1 })
    }
    return (figures, stages[0].header, group.finish())
  }
}

extension MapScope {
  /// By how much the reports are grouped that count it.
  fileprivate var level: Int { persona != nil ? 2 : market != nil ? 1 : 0 }

  /// The values of its group in those reports.
  fileprivate func groupValues(in vocabulary: Vocabulary) -> [String?] {
    let market = market.map { vocabulary.markets[$0].id }
    switch level {
    case 0: return []
    case 1: return [market]
    default: return [market, persona.map { vocabulary.personas[$0].id }]
    }
  }
}

extension ReportFrame {
  fileprivate func grouped(by dimensions: [ReportDimension]) -> ReportFrame {
    ReportFrame(
      vocabulary: vocabulary, policies: policies, asOf: asOf, since: since, completeSince: completeSince,
      by: dimensions, mature: mature)
  }
}
