import TestSupport
import Testing
import Time

@testable import Journeys
@testable import Rules

/// What the reports count, on a few journeys that can be counted by hand.
@Suite("The figures of a report") struct ReportFigureTests {
  /// Journeys in the short form of `EpisodeTests`, seen from a day.
  private static func build<Builder: ReportBuilder>(
    _ journeys: [String], at day: Int64 = 100, since: Int64? = nil, _ make: (ReportFrame) -> Builder
  ) -> Builder.Report {
    var builder = make(frame(at: day, since: since))
    for (index, text) in journeys.enumerated() {
      builder.add(JourneyRecord(journey: "j\(index)", tellings: EpisodeTests.tellings(text)))
    }
    return builder.finish()
  }

  private static func frame(at day: Int64, since: Int64? = nil) -> ReportFrame {
    ReportFrame(
      vocabulary: SmallVocabulary.vocabulary, policies: SmallVocabulary.policies,
      asOf: EpisodeTests.day(day), since: since.map(EpisodeTests.day))
  }

  private static func stages(_ journeys: [String], at day: Int64 = 100, since: Int64? = nil) -> [StageFigures]
  {
    build(journeys, at: day, since: since) { StagesReport.Builder($0) }.groups[0].figures.stages
  }

  @Test func `count each episode where it was entered and where it ended`() {
    let stages = Self.stages(["1 s0, 5 s1, 9 x1", "2 s0, 3 s1, 4 s0", "3 o0", "1 s0, 200 s1"])
    #expect(stages.map(\.entered) == [5, 2, 0, 0])
    #expect(stages.map(\.enteredUnseen) == [1, 0, 0, 0])
    #expect(stages.map(\.open) == [3, 0, 0, 0])
    #expect(stages[0].left(by: .forward) == 2)
    #expect(stages[1].left(by: .back) == 1)
    #expect(stages[1].left(by: .exit(1)) == 1)
    #expect(stages[0].curve.count == 4)
  }

  @Test func `count since an instant what was entered and what ended from then on`() {
    let stages = Self.stages(["1 s0, 5 s1, 40 s2", "30 s0, 50 s1", "1 s0"], since: 20)
    #expect(stages.map(\.entered) == [1, 1, 1, 0])
    #expect(stages.map(\.open) == [1, 1, 1, 0])
    #expect(stages.map(\.left) == [1, 1, 0, 0])
    #expect(stages.map(\.curve.count) == [2, 2, 1, 0])
  }

  @Test(arguments: [
    ("1 s0, 2 s1, 3 s2", [1, 1, 1, 0]), ("1 s1, 2 s0", [1, 0, 0, 0]), ("1 s1, 2 s0, 3 s1", [1, 1, 0, 0]),
    // After an exit a journey begins anew.
    ("1 s0, 2 x0, 3 s1", [1, 0, 0, 0]), ("1 s0, 2 s2, 3 s1, 4 s2", [1, 1, 1, 0]),
  ])
  func `count how far a journey came in order`(journey: String, expected: [Int]) {
    let stages = Self.stages([journey])
    #expect(stages.map(\.reachedInOrder) == expected)
    #expect(
      stages.map(\.reached).reduce(0, +)
        == Set(EpisodeTests.tellings(journey).map { "\($0.content)" })
        .count { $0.hasPrefix("stage") })
  }

  @Test func `count of those who entered long enough ago who came further in time`() {
    // The last two entered too late, and unseen.
    let stages = Self.stages(
      ["1 s0, 31 s1", "1 s0, 32 s1", "1 s0, 9 s1@3, 20 x0", "1 s0, 5 x1", "80 s0, 81 s1", "1 o0, 2 s1"])
    #expect(stages[0].matureEntered == 4)
    #expect(stages[0].matureReached == 2)
  }

  @Test func `tell exits that left a stage from those that left none`() {
    let report = Self.build(["1 s0, 5 x1", "1 x1, 5 s0", "1 x2, 2 x2", "1 s0, 200 x1"]) {
      StagesReport.Builder($0)
    }
    let exits = report.groups[0].figures.exits
    #expect(exits.map(\.journeys) == [0, 2, 1])
    #expect(exits.map(\.fromNoStage) == [0, 1, 1])
  }

  @Test func `sum what is lost over the exits that lose a customer`() {
    let journeys = ["1 s0, 5 x0", "1 s0, 6 x1", "1 s0, 7 x2", "1 s0, 8 s1", "1 s0"]
    let stage = Self.stages(journeys)[0]
    let lost = stage.lost(at: SmallVocabulary.days(30), SmallVocabulary.vocabulary.exits)
    #expect(lost.map { ($0 - 0.4).magnitude < 1e-12 } ?? false)
    #expect(stage.lastHorizon == SmallVocabulary.days(90))
  }

  @Test func `compare who met a touchpoint in the first two weeks with who did not`() throws {
    let report = Self.build(
      [
        "1 s0, 5 p, 20 x0", "1 s0, 20 x1", "1 s0, 5 p", "1 s0, 16 p", "1 s0, 20 x2",
        // Not in the stage any more, first seen too late, lost too late, not watched long enough.
        "1 s0, 5 p, 10 x0", "40 s0@1, 41 x0", "1 s0, 5 p, 60 x0", "70 s0, 71 p",
      ]) { TouchpointsReport.Builder($0) }
    let association = try #require(report.groups[0].figures.associations.first { $0.touchpoint == "ad" })
    #expect(association.exposed == LostCount(count: 3, lost: 1))
    #expect(association.unexposed == LostCount(count: 3, lost: 1))
  }

  @Test func `sort transitions into planned ones, ways back and leaps, and count loops besides`() {
    let report = Self.build([
      "1 s0, 2 s1, 3 s0, 4 s1, 5 s2", "1 s0, 2 s2, 3 s1, 4 x0", "1 s0, 2 s3, 3 s0, 4 s3",
    ]) {
      PathsReport.Builder($0)
    }
    let figures = report.groups[0].figures
    let outline = figures.transitions.map { "\($0.from)>\($0.to) \($0.kind) \($0.count) \($0.loops)" }
    #expect(
      outline == [
        "0>1 planned 2 1", "0>2 skipped 1 0", "0>3 skipped 2 1", "1>0 planned 1 1", "1>2 planned 1 0",
        "2>1 back 1 0", "3>0 back 1 1",
      ])
    #expect(figures.toExit == [.init(stages: [0, 2, 1], exit: 0, count: 1)])
    #expect(figures.toLastStage == [.init(stages: [0, 3], exit: nil, count: 1)])
  }

  @Test func `call those stalled who are in a stage for longer than it says, or than nine in ten stay`() {
    // Of twenty-one that have left awareness each took another day; three more are in it.
    let left = (1...60).map { "1 s0, \($0 + 1) s3" }
    let report = Self.build(left + ["41 s0", "1 s0", "1 o0", "70 s1", "71 s1", "50 o1"]) {
      StalledReport.Builder($0) { "call \($0.journey)" }
    }
    #expect(report.thresholds.map { $0?.isDeclared } == [false, true, nil, nil])
    #expect(report.thresholds[1]?.span == SmallVocabulary.days(30))
    #expect(report.journeys.map(\.journey) == ["j61", "j62", "j60", "j65", "j63"])
    #expect(report.journeys.map(\.isEntrySeen) == [true, false, true, false, true])
    #expect(report.journeys.first?.recommendation == "call j61")
  }

  @Test func `count the seats of a buying group`() throws {
    var builder = GroupReport.Builder(Self.frame(at: 100))
    let members: [(persona: Int?, tellings: String)] = [
      (3, "90 p"), (3, "60 p"), (1, "95 u"), (nil, "1 s0"), (0, "1 s0, 99 p"), (1, "1 s0, 5 x0"),
      (1, "1 s0, 5 x0, 9 o0"),
    ]
    for (index, member) in members.enumerated() {
      builder.add(
        JourneyRecord(
          journey: "j\(index)", account: "acme", tellings: EpisodeTests.tellings(member.tellings),
          persona: member.persona))
    }
    builder.add(JourneyRecord(journey: "gone", account: "gone", tellings: EpisodeTests.tellings("1 x0")))
    builder.add(JourneyRecord(journey: "alone", tellings: EpisodeTests.tellings("1 s0")))
    let accounts = builder.finish().accounts
    #expect(accounts.map(\.account) == ["acme"])
    let account = try #require(accounts.first)
    #expect(account.members == 5 && account.engagedMembers == 2)
    let seats = account.coverage.seats.map {
      "\($0.role) \($0.required) \($0.filled) \($0.engaged) \($0.missing)"
    }
    #expect(seats == ["user 2 2 1 0", "decider 1 1 0 0", "buyer 0 1 1 0"])
    #expect(account.coverage.completeness == 1)
    #expect(account.coverage.engagedCompleteness.map { ($0 - 1 / 3.0).magnitude < 1e-12 } ?? false)
  }
}
