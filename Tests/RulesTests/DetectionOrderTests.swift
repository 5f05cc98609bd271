import Diagnostics
import Testing
import TestSupport

@testable import RuleFiles
@testable import Rules

@Suite("The order of detect rules")
struct DetectionOrderTests {
  /// Rules over ten pain points: what each asks for and detects.
  private static func book(_ rules: [(asks: [Int], detects: [Int])]) -> RuleBookLoad {
    var text = "pain_points: {\((0..<10).map { "p\($0): " }.joined(separator: ", "))}\nrules:\n"
    for (index, rule) in rules.enumerated() {
      let asks = rule.asks.map { "p\($0)" }.joined(separator: ", ")
      let detects = rule.detects.map { "{pain_point: p\($0)}" }.joined(separator: ", ")
      text += "  r\(index): {\(asks.isEmpty ? "" : "when: {pain_points: [\(asks)]}, ")detect: [\(detects)]}\n"
    }
    return RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
  }

  /// Whether one rule builds on itself, by following every way.
  private static func hasCycle(_ rules: [(asks: [Int], detects: [Int])]) -> Bool {
    var builds = rules.map { rule in rules.map { !Set($0.detects).isDisjoint(with: rule.asks) } }
    for middle in rules.indices {
      for from in rules.indices where builds[from][middle] {
        for to in rules.indices where builds[middle][to] { builds[from][to] = true }
      }
    }
    return rules.indices.contains { builds[$0][$0] }
  }

  @Test(arguments: 1...60)
  func `has each after all that it builds on, or a circle is told`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let rules = (0..<Int.random(in: 1...9, using: &random)).map { _ in
      (
        asks: (0..<Int.random(in: 0...2, using: &random)).map { _ in Int.random(in: 0..<10, using: &random) },
        detects: (0..<Int.random(in: 1...2, using: &random)).map { _ in Int.random(in: 0..<10, using: &random)
        }
      )
    }
    let load = Self.book(rules)
    #expect(load.diagnostics.contains { $0.id == .detectCycle } == Self.hasCycle(rules))
    guard let book = load.book else { return }
    let layers = book.detectionLayers.map { $0.map { Int(book.rules[$0].id.dropFirst()) ?? -1 } }
    #expect(layers.joined().sorted() == Array(rules.indices))
    var settled: Set<Int> = []
    for layer in layers {
      for rule in layer {
        let needed = rules.indices.filter { !Set(rules[$0].detects).isDisjoint(with: rules[rule].asks) }
        #expect(settled.isSuperset(of: needed))
      }
      settled.formUnion(layer)
    }
  }

  @Test
  func `tells a circle once, at its first rule, with a step for each rule`() throws {
    let load = Self.book([([2], [1]), ([0], [2]), ([1], [0]), ([0], [5])])
    let cycle = try #require(load.diagnostics.first)
    #expect(load.diagnostics.count == 1)
    #expect(cycle.message == "detect rules wait for each other: r0 → r1 → r2 → r0")
    #expect(cycle.notes.map(\.location.span.line) == [3, 4, 5])
  }
}
