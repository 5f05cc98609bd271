import TestSupport

/// Journey states in the words of the shipped rule book.
struct States {
  private static let stages = [
    "awareness", "consideration", "decision", "onboarding", "adoption", "retention", "advocacy",
  ]
  private static let personas = [
    "end-user", "technical-evaluator", "economic-buyer", "procurement", "bargain-hunter", "loyal-customer",
  ]
  private static let painPoints = [
    "information-overload", "no-business-case", "price", "integration-doubts", "unclear-needs",
    "many-stakeholders", "unanswered-complaint", "churn-risk", "low-usage",
  ]

  /// Journeys that the clients speak of: so few that caps and cooldowns soon close most for them, and the history stops
  /// to grow.
  static let journeys = 2_000

  static func journey(_ random: inout SeededRandom, prefix: String = "soak") -> String {
    "\(prefix)/\(Int.random(in: 0..<journeys, using: &random))"
  }

  static func state(of journey: String, _ random: inout SeededRandom) -> String {
    let number = journey.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xffff }
    let pains = random.some(painPoints).map {
      "{\"id\": \"\($0)\", \"severity\": 0.\(Int.random(in: 1...9, using: &random))}"
    }
    var parts = [
      "\"journey\": \"\(journey)\"", "\"account\": {\"id\": \"account/\(number)\", \"country\": \"DK\"}",
      "\"market\": \"\(random.pick(["b2b", "b2b", "b2c"]))\"", "\"stage\": \"\(random.pick(stages))\"",
      "\"pain_points\": [\(pains.joined(separator: ", "))]",
      "\"consent\": {\"email\": \(random.chance(80)), \"sms\": \(random.chance(20))}",
    ]
    if random.chance(80) { parts.append("\"persona\": \"\(random.pick(personas))\"") }
    if random.chance(40) {
      parts.append("\"sentiment\": \(random.chance(50) ? "-" : "")0.\(Int.random(in: 1...9, using: &random))")
    }
    if random.chance(5) { parts.append("\"shoe_size\": 42") }
    return "{\(parts.joined(separator: ", "))}"
  }
}
