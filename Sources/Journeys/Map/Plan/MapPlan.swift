import Decisions
import Rules
import Time

/// What the book recommends to a persona in a market, stage by stage.
struct MapPlan {
  /// What it recommends in one stage.
  struct Stage {
    /// By rules; a fallback answers nobody in particular. In the order of the answer.
    let recommended: [Int]
    /// With the reason; the best first.
    let heldBack: [(action: Int, reason: Gate)]
    /// By pain point: what the rules add for somebody who has it. Those that nothing is added for are left out.
    let answers: [Int: [Int]]

    /// Whether there is nothing for somebody of whom no more is known.
    var isGap: Bool { recommended.isEmpty }
  }

  let scope: MapScope
  let stages: [Stage]

  /// One for each scope that has no part of its own.
  static func all(_ plan: DecisionPlan, _ tree: MapTree, at now: Instant) -> [MapPlan] {
    var planner = MapPlanner(plan, at: now)
    let parents = Set(tree.nodes.compactMap(\.parent))
    return tree.nodes.indices.filter { !parents.contains($0) }.map { node in
      let scope = tree.nodes[node].scope
      let stages = plan.book.vocabulary.stages.indices.map { planner.stage($0, scope) }
      return MapPlan(scope: scope, stages: stages)
    }
  }
}
