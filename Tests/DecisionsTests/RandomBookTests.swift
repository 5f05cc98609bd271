import Rules
import Testing

@testable import Decisions

@Suite("The made-up books and states")
struct RandomBookTests {
  @Test
  func `come to every outcome and to every gate`() throws {
    var outcomes: Set<String> = []
    var reasons: [String: Int] = [:]
    var openings = 0
    for seed: UInt64 in 1...80 {
      let scenario = try Scenario(RandomBook(seed: seed).text)
      for part: UInt64 in 0..<4 {
        let answer = try scenario.decide(RandomState(seed: seed &* 1_000 + part).text(), listsAll: true)
        outcomes.insert(answer.outcome)
        for held in answer.heldBack {
          reasons[Answer.text(held, "reason"), default: 0] += 1
          if held["until"] != nil { openings += 1 }
        }
      }
    }
    #expect(outcomes == Set(Decision.Outcome.allCases.map(\.rawValue)))
    #expect(Set(reasons.keys) == Set(Gate.allCases.map(\.reason)))
    #expect(openings > 40)
  }
}
