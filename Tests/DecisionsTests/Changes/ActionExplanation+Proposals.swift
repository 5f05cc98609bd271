import Foundation

@testable import Decisions

extension ActionExplanation {
  /// As its JSON says it.
  func members(_ plan: DecisionPlan) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(json(plan))) as? [String: Any] ?? [:]
  }

  /// The changes that it proposes, as its JSON says them.
  func proposals(_ plan: DecisionPlan) throws -> [[String: Any]] {
    let smallest = try members(plan)["smallest_change"] as? [String: Any]
    return smallest?["changes"] as? [[String: Any]] ?? []
  }
}
