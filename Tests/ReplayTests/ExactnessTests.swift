import Decisions
import Diagnostics
import Foundation
import JSON
import Replay
import RuleFiles
import Rules
import TestSupport
import Testing

/// What a replay finds is what deciding anew by both books finds, neither more nor less.
@Suite struct ExactnessTests {
  /// What a customer notices, and all of the answer, as a naive reader sees them.
  private struct Answer: Equatable {
    let noticed: [String]
    let whole: String

    init(_ state: String, _ plan: DecisionPlan) throws {
      let document = try JSONDocument(parsing: Array(state.utf8))
      let journey = try JourneyState.read(document, at: document.root, for: plan, limits: .init())
      let decision = Decider(plan).decide(journey, clock: Traffic.now)
      var writer = JSONWriter()
      writer.object { decision.writeResult(plan: plan, listsAll: false, to: &$0) }
      whole = String(decoding: writer.bytes, as: UTF8.self)
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any])
      let list = try #require(object["recommendations"] as? [[String: Any]])
      noticed =
        ["\(object["outcome"] ?? "")"]
        + list.map { entry in
          ["action", "channel", "title", "treatment", "payload"]
            .map { key in
              let value = entry[key] ?? "none"
              let data = try? JSONSerialization.data(
                withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed])
              return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
            }
            .joined(separator: "|")
        }
    }
  }

  @Test func `changed decisions are those that deciding by both books finds`() throws {
    let files = try Traffic.projectFiles()
    var random = SeededRandom.ofThisRun()
    var traffic = try Traffic(files)
    var states: [String] = []
    for number in 0..<100 {
      let state = RandomTraffic.state(number, of: traffic.book.book, &random)
      states.append(state)
      try traffic.decide(state)
    }
    let before = try states.map { try Answer($0, traffic.book.plan) }
    var (noticed, reasons, changed) = (0, 0, 0)
    // Many changes of a book change none of these decisions.
    for _ in 0..<80 where changed < 8 || noticed == 0 {
      guard let (what, other) = try BookMutation.apply(to: files, &random) else { continue }
      let after = try states.map { try Answer($0, other.plan) }
      let tally = traffic.replay(under: other)
      let expected = states.indices.filter { before[$0].noticed != after[$0].noticed }
      #expect(tally.changes.map(\.id) == expected.map { Traffic.id($0 + 1) }, "\(what)")
      #expect(tally.noticed == expected.count, "\(what)")
      let differing = states.indices.filter { before[$0].whole != after[$0].whole }.count
      #expect(tally.reasonsOnly == differing - expected.count, "\(what)")
      #expect(tally.unchanged == states.count - differing, "\(what)")
      #expect(tally.notJudged == 0, "\(what): \(tally.notRepeatable) \(tally.missingFacts)")
      // Each has a cause.
      #expect(tally.changes.allSatisfy { !$0.causes.isEmpty }, "\(what)")
      for (cause, count) in tally.causes {
        #expect(cause.subject != .decision, "\(what): \(count.found.example)")
      }
      noticed += expected.count
      reasons += differing - expected.count
      if differing > 0 { changed += 1 }
    }
    try #require(changed >= 8 && noticed > 0, "the changes change nothing: \(noticed) \(reasons)")
  }

  @Test func `a decision under its own book is the same`() throws {
    var random = SeededRandom.ofThisRun()
    var traffic = try Traffic(try Traffic.projectFiles())
    for number in 0..<150 {
      try traffic.decide(
        RandomTraffic.state(number, of: traffic.book.book, &random), limit: random.pick([nil, 0, 1, 5]),
        explanation: random.pick(Explanation.allCases), reserve: random.pick([nil, 1, 2]))
    }
    let tally = traffic.replay(under: traffic.book)
    #expect(tally.unchanged == 150)
    #expect(tally.matches.reduce(0, +) > 0)
  }

  @Test func `parts add up to the same, however the lines are divided`() throws {
    let files = try Traffic.projectFiles()
    var random = SeededRandom.ofThisRun()
    var traffic = try Traffic(files)
    for number in 0..<90 {
      try traffic.decide(RandomTraffic.state(number, of: traffic.book.book, &random))
    }
    traffic.add(record: Array("{}".utf8))
    var other = try BookMutation.apply(to: files, &random)
    while other == nil { other = try BookMutation.apply(to: files, &random) }
    let book = try #require(other).book
    let whole = traffic.replay(under: book, listed: 5)
    for _ in 0..<4 {
      var cuts =
        (0..<5).map { _ in Int.random(in: 0...traffic.lines.count, using: &random) } + [
          0, traffic.lines.count,
        ]
      cuts.sort()
      var sum = ReplayTally()
      for (start, end) in zip(cuts, cuts.dropFirst()).shuffled(using: &random) {
        sum.add(traffic.replay(under: book, listed: 5, only: start..<end), listing: 5)
      }
      #expect(Self.dump(sum) == Self.dump(whole))
    }
  }

  /// All that a report is made of.
  private static func dump(_ tally: ReplayTally) -> String {
    let causes = (Array(tally.causes) + Array(tally.causesOfReasons)).map {
      "\($0.key.text) \($0.value.found.count) \($0.value.found.example) \($0.value.places)"
    }
    let lists = [
      causes, tally.outcomes.map { "\($0)" }, tally.actions.map { "\($0)" }, tally.segments.map { "\($0)" },
    ]
    return "\(tally.decisions) \(tally.noticed) \(tally.reasonsOnly) \(tally.unchanged) \(tally.notJudged) "
      + "\(tally.unreadable) \(tally.matches) \(tally.changes) \(lists.map { $0.sorted() })"
  }
}
