import Decisions
import TestSupport
import Testing

@testable import Journeys
@testable import Rules

@Suite("The map") struct JourneyMapTests {
  @Test func `shows the numbers of the reports`() throws {
    var random = SeededRandom.ofThisRun()
    let plan = try MapFixture.plan()
    for size in [0, 40, 150, 600] {
      let records = MapFixture.records(&random, size, hasHistory: true)
      let map = MapFixture.map(records, plan)
      for sheet in map.sheets {
        let own = records.filter { sheet.scope.includes(scope(of: $0, plan.book.vocabulary)) }
        try expect(sheet, own, plan.book)
      }
    }
  }

  @Test func `is as it was`() throws {
    var random = SeededRandom(seed: 11)
    let plan = try MapFixture.plan()
    let map = MapFixture.map(MapFixture.records(&random, 260, hasHistory: true), plan)
    Golden.check(MapText(map).text, against: "map.txt", besides: MapFixture.testFile)
  }

  /// What the reports say of the very journeys that a map is about.
  private func expect(_ sheet: MapSheet, _ records: [JourneyRecord], _ book: RuleBook) throws {
    let frame = ReportFrame(
      vocabulary: book.vocabulary, policies: book.policies, asOf: SmallVocabulary.asOf)
    var stages = StagesReport.Builder(frame)
    var touchpoints = TouchpointsReport.Builder(frame)
    for record in records {
      stages.add(record)
      touchpoints.add(record)
    }
    let figures = try #require(stages.finish().groups.first?.figures)
    let met = try #require(touchpoints.finish().groups.first?.figures)
    expect(sheet.journeys, figures.journeys)
    for stage in sheet.stages {
      let reported = figures.stages[stage.stage]
      expect(stage.customers?.reached, reported.reached)
      expect(stage.customers?.open, reported.open)
      let losses = book.vocabulary.exits.indices.filter { book.vocabulary.exits[$0].isLost }
      expect(stage.customers?.lost, losses.map { reported.left(by: .exit($0)) }.reduce(0, +))
      if let median = stage.customers?.median { #expect(median == reported.curve.median) }
      expect(stage.actions.sent, reported.contacts ?? 0)
      expect(stage.actions.accepted, reported.acceptedContacts ?? 0)
    }
    for touchpoint in sheet.touchpoints {
      guard let index = touchpoint.touchpoint else { continue }
      let reported = try #require(
        met.touchpoints.first { $0.declared?.id == book.vocabulary.touchpoints[index].id })
      expect(touchpoint.met, reported.figures.journeys)
      if let feeling = touchpoint.feeling {
        #expect(feeling.count == reported.figures.sentiments)
        #expect(feeling.mean == reported.figures.sentiment?.shortened)
      }
    }
  }

  private func expect(_ count: MapCount?, _ number: Int, at location: SourceLocation = #_sourceLocation) {
    guard let shown = count?.number else { return }
    #expect(shown == number && shown >= 5, sourceLocation: location)
  }

  private func scope(of record: JourneyRecord, _ vocabulary: Vocabulary) -> MapScope {
    MapScope(
      market: record.market ?? record.persona.flatMap { vocabulary.personas[$0].market },
      persona: record.persona)
  }

  @Test func `gives nobody away by what maps have in common`() throws {
    var random = SeededRandom.ofThisRun()
    let plan = try MapFixture.plan()
    for size in [30, 60, 120, 300] {
      let map = MapFixture.map(MapFixture.records(&random, size, hasHistory: true), plan)
      for sheet in map.sheets {
        let parts = map.sheets.filter { isPart($0.scope, of: sheet.scope) }
        expectNoFew(sheet.journeys, parts.map(\.journeys))
        for stage in sheet.stages.indices {
          let (own, others) = (sheet.stages[stage], parts.map { $0.stages[stage] })
          expectNoFew(own.customers?.reached, others.map { $0.customers?.reached })
          expectNoFew(own.customers?.open, others.map { $0.customers?.open })
          expectNoFew(own.customers?.lost, others.map { $0.customers?.lost })
          expectNoFew(own.actions.sent, others.map(\.actions.sent))
          for touchpoint in own.touchpoints {
            expectNoFew(
              touchpoint.met,
              others.map { $0.touchpoints.first { $0.touchpoint == touchpoint.touchpoint }?.met })
          }
          for painPoint in own.painPoints {
            expectNoFew(
              painPoint.reported,
              others.map { $0.painPoints.first { $0.painPoint == painPoint.painPoint }?.reported })
          }
        }
      }
    }
  }

  private func isPart(_ part: MapScope, of whole: MapScope) -> Bool {
    if whole.market == nil { return part.market != nil && part.persona == nil }
    return whole.persona == nil && part.market == whole.market && part.persona != nil
  }

  /// What is left of a whole is none, or not few.
  private func expectNoFew(
    _ whole: MapCount?, _ parts: [MapCount?], at location: SourceLocation = #_sourceLocation
  ) {
    guard let whole = whole?.number else { return }
    let rest = whole - parts.compactMap { $0?.number }.reduce(0, +)
    #expect(!(1..<5).contains(rest), sourceLocation: location)
  }

  @Test func `does not depend on the order of the journeys`() throws {
    var random = SeededRandom.ofThisRun()
    let plan = try MapFixture.plan()
    let records = MapFixture.records(&random, 200, hasHistory: true)
    let page = MapFixture.map(records, plan).html
    #expect(page == MapFixture.map(records.shuffled(using: &random), plan).html)
  }

  @Test func `names the gaps of the book`() throws {
    let plan = try MapFixture.plan()
    let vocabulary = plan.book.vocabulary
    let whole = try #require(MapFixture.planned(plan).sheets.first)
    let gaps = whole.stages.map { stage in
      stage.gaps.map { scope in
        [
          scope.market.map { vocabulary.markets[$0].id }, scope.persona.map { vocabulary.personas[$0].id },
        ].map { $0 ?? "-" }.joined(separator: "/")
      }
    }
    #expect(gaps[0] == [])
    #expect(gaps[1] == ["b2b/guest", "b2b/user", "b2c/buyer", "b2c/guest"])
    #expect(gaps[3] == ["b2b/chief", "b2b/guest", "b2b/user", "b2c/buyer", "b2c/guest"])
    #expect(whole.unanswered.map { vocabulary.painPoints[$0].id } == ["slow-delivery"])
    let answered = whole.stages[2].painPoints.map { pain in
      (vocabulary.painPoints[pain.painPoint].id, pain.answers.map { plan.book.actions[$0].id })
    }
    #expect(answered.map(\.0) == ["price"] && answered.first?.1 == ["discount"])
  }

  @Test func `knows nothing of customers without events`() throws {
    let map = MapFixture.planned(try MapFixture.plan())
    #expect(map.events == nil)
    #expect(map.sheets.allSatisfy { $0.journeys == nil && $0.touchpoints.isEmpty && $0.painPoints.isEmpty })
    #expect(map.sheets.allSatisfy { $0.stages.allSatisfy { $0.customers == nil && $0.actions.sent == nil } })
    #expect(map.completeness.count == 11)
    #expect(map.completeness.first?.state == .absent)
  }

  @Test func `has no sent actions where there is no contact history`() throws {
    var random = SeededRandom(seed: 3)
    let plan = try MapFixture.plan()
    let map = MapFixture.map(MapFixture.records(&random, 100, hasHistory: false), plan)
    #expect(map.sheets.allSatisfy { $0.stages.allSatisfy { $0.actions.sent == nil } })
    #expect(map.completeness.first?.state == .partial)
  }
}
