import Decisions
import Rules

/// Puts together what is planned and what was counted, for each map.
struct MapSheets {
  private let tree: MapTree
  private let plans: [MapPlan]
  private let book: RuleBook
  private let counts: MapCounts?

  /// - Parameter counts: nil where there are no events.
  init(_ tree: MapTree, _ plans: [MapPlan], _ book: RuleBook, _ counts: MapCounts?) {
    self.tree = tree
    self.plans = plans
    self.book = book
    self.counts = counts
  }

  private var vocabulary: Vocabulary { book.vocabulary }

  var all: [MapSheet] {
    tree.nodes.indices.map { node in
      let scope = tree.nodes[node].scope
      let plans = plans.filter { scope.includes($0.scope) }
      let painPoints = vocabulary.painPoints.indices
      let reported = painPoints.filter { counts?.reports(of: $0, nil, node).number != nil }
      let unanswered = painPoints.filter { painPoint in
        !plans.contains { $0.stages.contains { $0.answers[painPoint] != nil } }
      }
      return MapSheet(
        scope: scope, situations: plans.count, journeys: counts?.journeys(node),
        stages: stages(node, plans), touchpoints: wholeTouchpoints(node),
        painPoints: reported.map {
          MapPainPoint(painPoint: $0, reported: counts?.reports(of: $0, nil, node), answers: [])
        }.sorted { ($0.reported?.number ?? 0, $1.painPoint) > ($1.reported?.number ?? 0, $0.painPoint) },
        roles: node == 0 ? roles : [],
        unanswered: node == 0 ? unanswered : unanswered.filter(reported.contains))
    }
  }

  private func stages(_ node: Int, _ plans: [MapPlan]) -> [MapStage] {
    let customers = vocabulary.stages.indices.map { counts?.customers($0, node) }
    return vocabulary.stages.indices.map { stage in
      MapStage(
        stage: stage, customers: customers[stage], feeling: counts?.feeling(stage, node),
        touchpoints: touchpoints(stage, node), painPoints: painPoints(stage, node, plans),
        actions: actions(stage, node, plans),
        gaps: plans.filter { $0.stages[stage].isGap }.map(\.scope))
    }
  }

  // MARK: Touchpoints

  /// By ownership; those that the book does not declare come last.
  private var touchpointsInOrder: [Int?] {
    vocabulary.touchpoints.indices.sorted { left, right in
      let (one, other) = (place(of: left), place(of: right))
      return one == other ? left < right : one < other
    } + [nil]
  }

  private func place(of touchpoint: Int) -> Int {
    let ownership = vocabulary.touchpoints[touchpoint].ownership
    return ownership.flatMap { Ownership.allCases.firstIndex(of: $0) } ?? Ownership.allCases.count
  }

  /// Of one owner those that are planned come first, then what most people met.
  private func touchpoints(_ stage: Int, _ node: Int) -> [MapTouchpoint] {
    let all: [MapTouchpoint] = touchpointsInOrder.compactMap { touchpoint in
      let counted = counts?.touchpoint(touchpoint, stage, node)
      let isPlanned = touchpoint.map { vocabulary.touchpoints[$0].stages.contains(stage) } ?? false
      guard isPlanned || counted?.met.number != nil else { return nil }
      return MapTouchpoint(
        touchpoint: touchpoint, isPlanned: isPlanned, met: counted?.met, feeling: counted?.feeling)
    }
    return all.filter(\.isPlanned) + Self.byFrequency(all.filter { !$0.isPlanned })
  }

  private static func byFrequency(_ touchpoints: [MapTouchpoint]) -> [MapTouchpoint] {
    // A stable order: of equals the one that stands first in the book.
    touchpoints.enumerated().sorted { left, right in
      let (one, other) = (left.element.met?.number ?? 0, right.element.met?.number ?? 0)
      return one == other ? left.offset < right.offset : one > other
    }.map(\.element)
  }

  private func wholeTouchpoints(_ node: Int) -> [MapTouchpoint] {
    guard let counts else { return [] }
    let all: [MapTouchpoint] = touchpointsInOrder.compactMap { touchpoint in
      let counted = counts.touchpoint(touchpoint, nil, node)
      guard counted.met.number != nil else { return nil }
      return MapTouchpoint(
        touchpoint: touchpoint, isPlanned: touchpoint != nil, met: counted.met, feeling: counted.feeling)
    }
    return Self.byFrequency(all)
  }

  // MARK: Pain points, actions, roles

  /// The most frequent first, then what the book answers in the fewest stages, then the most severe.
  private func painPoints(_ stage: Int, _ node: Int, _ plans: [MapPlan]) -> [MapPainPoint] {
    let all = vocabulary.painPoints.indices.map { painPoint in
      MapPainPoint(
        painPoint: painPoint, reported: counts?.reports(of: painPoint, stage, node),
        answers: ActionPoll(plans.map { $0.stages[stage].answers[painPoint] ?? [] }).ranked.map(\.action))
    }
    return all.filter { !$0.answers.isEmpty || $0.reported?.number != nil }.sorted { left, right in
      let (one, other) = (left.reported?.number ?? 0, right.reported?.number ?? 0)
      if one != other { return one > other }
      let stages = [left, right].map { answeredStages($0.painPoint, plans) }
      if stages[0] != stages[1] { return stages[0] < stages[1] }
      let severities = [left, right].map { vocabulary.painPoints[$0.painPoint].severity }
      return severities[0] == severities[1]
        ? left.painPoint < right.painPoint : severities[0] > severities[1]
    }
  }

  /// In how many stages a pain point has an answer.
  private func answeredStages(_ painPoint: Int, _ plans: [MapPlan]) -> Int {
    vocabulary.stages.indices.count { stage in
      plans.contains { $0.stages[stage].answers[painPoint] != nil }
    }
  }

  private func actions(_ stage: Int, _ node: Int, _ plans: [MapPlan]) -> MapActions {
    let recommended = ActionPoll(plans.map { $0.stages[stage].recommended }).ranked
    let known = Set(recommended.map(\.action))
    var reasons: [Int: Gate] = [:]
    for (action, reason) in plans.flatMap({ $0.stages[stage].heldBack }) where reasons[action] == nil {
      reasons[action] = reason
    }
    let heldBack = ActionPoll(plans.map { $0.stages[stage].heldBack.map(\.action) }).ranked
    let contacts = counts?.contacts(stage, node)
    return MapActions(
      recommended: recommended.map { PlannedAction(action: $0.action, situations: $0.count, reason: nil) },
      heldBack: heldBack.filter { !known.contains($0.action) }.map {
        PlannedAction(action: $0.action, situations: $0.count, reason: reasons[$0.action])
      }, sent: contacts?.sent, accepted: contacts?.accepted)
  }

  private var roles: [MapRole] {
    book.policies.buyingGroup.map { role in
      let counted = counts?.missing(role.role)
      return MapRole(
        role: role.role, required: role.required, missing: counted?.missing, accounts: counted?.accounts)
    }
  }
}

/// Brings the actions of several answers into one order: in how many they are, then how early.
struct ActionPoll {
  let ranked: [(action: Int, count: Int)]

  init(_ answers: [[Int]]) {
    var counts: [Int: (count: Int, places: Int)] = [:]
    for answer in answers {
      for (place, action) in answer.enumerated() {
        let known = counts[action] ?? (0, 0)
        counts[action] = (known.count + 1, known.places + place)
      }
    }
    ranked = counts.sorted { left, right in
      if left.value.count != right.value.count { return left.value.count > right.value.count }
      let (one, other) = (left.value.places, right.value.places)
      return one == other ? left.key < right.key : one < other
    }.map { ($0.key, $0.value.count) }
  }
}
