import Testing
import TestSupport

@Suite("A whole decision")
struct GoldenTests {
  @Test(arguments: ["buying-group", "silent-night", "fallback"])
  func `is what its golden says`(name: String) throws {
    let scenario = try Scenario(Fixtures.text("Goldens/\(name).yaml"))
    let answer = try scenario.decide(Fixtures.text("Goldens/\(name).json"))
    Golden.check(answer.text + "\n", against: "Goldens/\(name).decision.json")
  }
}
