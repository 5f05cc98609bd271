import Rules
import Time

/// The numbers of the maps as they may be shown.
struct MapCounts {
  let hasHistory: Bool
  private let figures: [MapCounter.Figures]
  private let accounts: GroupReport
  private let vocabulary: Vocabulary
  private let guarded: MapGuard
  /// Which place among the numbers is that of the whole journey.
  private let whole: Int

  init(
    _ figures: [MapCounter.Figures], _ accounts: GroupReport, _ tree: MapTree, _ book: RuleBook,
    hasHistory: Bool
  ) {
    self.figures = figures
    self.accounts = accounts
    self.hasHistory = hasHistory
    vocabulary = book.vocabulary
    guarded = MapGuard(figures, tree, book.vocabulary)
    whole = book.vocabulary.stages.count
  }

  func journeys(_ node: Int) -> MapCount {
    MapCount(figures[node].stages?.journeys, guarded.customers.areJourneysShown(node))
  }

  func customers(_ stage: Int, _ node: Int) -> MapCustomers {
    let counted = figures[node].stages?.stages[stage]
    let lost = losses(stage, node)
    let isLostShown = guarded.customers.isLostShown(stage, node)
    let others = vocabulary.stages.indices.filter { $0 != stage }
    return MapCustomers(
      reached: MapCount(counted?.reached, guarded.customers.isReachedShown(stage, node)),
      open: MapCount(counted?.open, guarded.customers.isOpenShown(stage, node)),
      lost: MapCount(lost, isLostShown),
      median: guarded.stays[stage].isShown(node) ? counted?.curve.median : nil,
      isWorst: isLostShown && others.allSatisfy { losses($0, node) < lost })
  }

  private func losses(_ stage: Int, _ node: Int) -> Int {
    vocabulary.exits.indices.filter { vocabulary.exits[$0].isLost }
      .compactMap { figures[node].stages?.stages[stage].left(by: .exit($0)) }.reduce(0, +)
  }

  /// - Parameter stage: nil: over the whole journey.
  func feeling(_ stage: Int?, _ node: Int) -> MapFeeling? {
    guard guarded.touchpoints.isFeelingOfAllShown(stage ?? whole, node) else { return nil }
    return MapFeeling(figures[node].tally.anyTouchpoint[place(stage)].feelings)
  }

  /// - Parameters:
  ///   - touchpoint: nil: those that the book does not declare.
  ///   - stage: nil: over the whole journey, as the report on touchpoints counts it.
  func touchpoint(_ touchpoint: Int?, _ stage: Int?, _ node: Int) -> (met: MapCount, feeling: MapFeeling?) {
    let isMetShown = guarded.touchpoints.isMetShown(touchpoint, stage ?? whole, node)
    let isFeelingShown = guarded.touchpoints.isFeelingShown(touchpoint, stage ?? whole, node)
    if stage == nil, let touchpoint {
      let reported = figures[node].touchpoints?.touchpoints.first {
        $0.name == vocabulary.touchpoints[touchpoint].id
      }
      return (
        MapCount(reported?.figures.journeys, isMetShown),
        isFeelingShown ? reported.flatMap { MapFeeling($0.figures) } : nil
      )
    }
    let tally = figures[node].tally
    let counted = tally.touchpoints[touchpoint ?? tally.touchpoints.count - 1][place(stage)]
    return (MapCount(counted.people, isMetShown), isFeelingShown ? MapFeeling(counted.feelings) : nil)
  }

  /// - Parameter stage: nil: over the whole journey.
  func reports(of painPoint: Int, _ stage: Int?, _ node: Int) -> MapCount {
    MapCount(
      figures[node].tally.painPoints[painPoint][place(stage)].people,
      guarded.painPoints[painPoint][stage ?? whole].isShown(node))
  }

  /// Nil where there is no contact history.
  func contacts(_ stage: Int, _ node: Int) -> (sent: MapCount, accepted: MapCount)? {
    guard hasHistory else { return nil }
    let counted = figures[node].stages?.stages[stage]
    return (
      MapCount(counted?.contacts, guarded.contacts[stage].isSentShown(node)),
      MapCount(counted?.acceptedContacts, guarded.contacts[stage].isAcceptedShown(node))
    )
  }

  func missing(_ role: Role) -> (missing: MapCount, accounts: MapCount) {
    let all = accounts.accounts.count
    let lacking = accounts.accounts.count { $0.coverage.seats.contains { $0.role == role && $0.missing > 0 } }
    var numbers = GuardedNumbers()
    let whole = numbers.add(people: all)
    let part = numbers.add(people: lacking)
    let rest = numbers.add(people: all - lacking, .remainder)
    numbers.add(.init(whole: whole, parts: [part, rest], isDisjoint: true))
    numbers.protect()
    return (MapCount(lacking, numbers.isShown(part)), MapCount(all, numbers.isShown(whole)))
  }

  private func place(_ stage: Int?) -> MapTally.Place { stage.map { .stage($0) } ?? .whole }
}

extension MapCount {
  fileprivate init(_ number: Int?, _ isShown: Bool) {
    if let number, isShown { self = .count(number) } else { self = .few }
  }
}

extension MapFeeling {
  fileprivate init?(_ figures: TouchpointFigures) {
    guard let mean = figures.sentiment else { return nil }
    self.init(mean: mean.shortened, count: figures.sentiments)
  }
}
