import Diagnostics
import Rules

/// A rule book made up for measuring, the same one every time: rules by stage, persona, pain points and up to two
/// numbers, over 300 actions. A smaller book has the first rules of a larger one.
enum MadeRules {
  private static let stages = 7
  private static let personas = 12
  private static let painPoints = 60
  private static let actions = 300
  private static let numbers = ["account.employees", "account.budget", "account.score", "sentiment"]

  static func files(_ count: Int) -> [SourceFile] {
    var random = Steps()
    var files = [SourceFile(path: "vocabulary.yaml", bytes: Array(vocabulary.utf8))]
    // About as many in a file as somebody would have.
    for start in stride(from: 0, to: count, by: 1_000) {
      let rules = (start..<min(count, start + 1_000)).map { rule($0, &random) }
      files.append(SourceFile(path: "rules-\(start).yaml", bytes: Array("rules:\n\(rules.joined())".utf8)))
    }
    return files
  }

  private static var vocabulary: String {
    func items(_ letter: String, _ count: Int, _ body: (Int) -> String) -> String {
      (0..<count).map { "  \(letter)\($0): \(body($0))\n" }.joined()
    }
    return """
      policies: {limit: 5}
      attributes: {account.employees: int, account.budget: int, account.score: int}
      stages:
      \(items("stage-", stages) { _ in "{phase: before}" })
      personas:
      \(items("persona-", personas) { "{label: Persona number \($0)}" })
      pain_points:
      \(items("pain-", painPoints) { "{label: Pain number \($0)}" })
      actions:
      \(items("action-", actions) { "{kind: nurture, title: Action number \($0)}" })
      """
  }

  private static func rule(_ number: Int, _ random: inout Steps) -> String {
    var conditions = ["stage: \(list("stage-", of: stages, 1 + random.next(below: 3), &random))"]
    let personaCount = random.next(below: 5)
    if personaCount > 0 {
      conditions.append("persona: \(list("persona-", of: personas, personaCount, &random))")
    }
    let painCount = random.next(below: 4)
    if painCount > 0 {
      conditions.append("pain_points: \(list("pain-", of: painPoints, painCount, &random))")
    }
    let first = random.next(below: numbers.count)
    for place in 0..<[0, 1, 1, 2][random.next(below: 4)] {
      conditions.append(comparison(numbers[(first + place) % numbers.count], &random))
    }
    let score = "\(random.next(below: 100)).\(random.next(below: 10))"
    return """
        r\(number):
          when: {\(conditions.joined(separator: ", "))}
          recommend: {action: action-\(random.next(below: actions)), score: \(score)}
          because: "Rule \(number) is for {persona}"

      """
  }

  private static func comparison(_ name: String, _ random: inout Steps) -> String {
    let relation = ["gte", "lte", "gt", "lt"][random.next(below: 4)]
    return "\(name): {\(relation): \(MadeStates.number(of: name, &random))}"
  }

  /// Some of the items of a kind, each once.
  private static func list(_ letter: String, of all: Int, _ count: Int, _ random: inout Steps) -> String {
    var chosen: Set<Int> = []
    while chosen.count < count { chosen.insert(random.next(below: all)) }
    return "[\(chosen.sorted().map { "\(letter)\($0)" }.joined(separator: ", "))]"
  }
}
