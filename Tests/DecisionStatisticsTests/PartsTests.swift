import DecisionStatistics
import JSON
import TestSupport
import Testing

/// The parts that statistics are made of.
@Suite struct PartsTests {
  /// By `scipy.stats.binomtest(part, all).proportion_ci(method="wilson")`.
  @Test(arguments: [
    (0, 10, 0.0, 0.2775328), (1, 10, 0.0178762, 0.4041501), (5, 10, 0.2365931, 0.7634069),
    (10, 10, 0.7224672, 1.0), (7, 40, 0.0874541, 0.3194999),
  ])
  func `an interval of Wilson is as others compute it`(part: Int, all: Int, low: Double, high: Double) throws
  {
    let interval = try #require(Wilson.interval(of: part, among: all))
    #expect(abs(interval.lowerBound - low) < 1e-6 && abs(interval.upperBound - high) < 1e-6, "\(interval)")
  }

  @Test func `of nothing, or of more than all, there is no interval`() {
    for (part, all) in [(0, 0), (1, 0), (3, 2), (-1, 2)] {
      #expect(Wilson.interval(of: part, among: all) == nil)
    }
  }

  @Test func `names have numbers as in a dictionary`() throws {
    var random = SeededRandom.ofThisRun()
    var table = CountedNames()
    var known: [String: Int] = [:]
    for _ in 0..<5_000 {
      let name =
        random.pick(["a", "b\"\n", "ø", "", "rule-"]) + String(Int.random(in: 0..<700, using: &random))
      let index = random.chance(50) ? table.index(of: name) : try Self.index(of: name, in: &table)
      if known[name] == nil { known[name] = known.count }
      #expect(index == known[name] && table.names[index] == name)
    }
    #expect(table.names.count == known.count && known.count > 500)
  }

  private static func index(of name: String, in table: inout CountedNames) throws -> Int {
    var writer = JSONWriter()
    writer.string(name)
    let document = try JSONDocument(parsing: writer.bytes)
    return table.index(of: document.root, in: document)
  }

  @Test func `when there are too many names, one stands for the rest`() {
    var table = CountedNames(limit: 3)
    let indices = ["a", "b", "c", "d", "e", "a", CountedNames.rest].map { table.index(of: $0) }
    #expect(indices == [0, 1, 2, 3, 3, 0, 3])
    #expect(table.names == ["a", "b", "c", CountedNames.rest])
  }
}
