import JSON
import TestSupport
import Testing
import Time

@testable import Journeys

@Suite("Every report") struct ReportPropertyTests {
  private static let groupings: [[ReportDimension]] = [
    [], [.persona], [.market, .role], [.attribute("account.industry")],
  ]

  @Test(arguments: ReportKind.allCases)
  func `does not depend on the order of the journeys`(kind: ReportKind) {
    var random = SeededRandom.ofThisRun()
    for dimensions in Self.groupings {
      var made = RandomRecords(random, hasHistory: true)
      let records = made.make(150)
      let frame = SmallVocabulary.frame(by: dimensions)
      let expected = AnyReport.document(kind, of: records, frame)
      let shuffled = AnyReport.document(kind, of: records.shuffled(using: &random), frame)
      #expect(expected.json == shuffled.json)
      #expect(expected.text == shuffled.text)
      #expect(expected.csv == shuffled.csv)
    }
  }

  @Test(arguments: ReportKind.allCases)
  func `does not know what came later`(kind: ReportKind) {
    var made = RandomRecords(SeededRandom.ofThisRun())
    let records = made.make(200)
    let known = records.map { record in
      var record = record
      record.tellings.removeAll { $0.at > SmallVocabulary.asOf }
      return record
    }
    let frame = SmallVocabulary.frame(by: [.persona])
    #expect(
      AnyReport.document(kind, of: records, frame).json == AnyReport.document(kind, of: known, frame).json)
  }

  @Test(arguments: ReportKind.allCases)
  func `lists the journeys behind its numbers`(kind: ReportKind) throws {
    var random = SeededRandom.ofThisRun()
    for dimensions in Self.groupings.prefix(3) {
      var made = RandomRecords(random, hasHistory: true)
      let records = made.make(90)
      let ids = Set(records.map(\.journey))
      let report = AnyReport.document(kind, of: records, SmallVocabulary.frame(by: dimensions))
      for table in report.tables {
        // A journey can be in a stage, or take a way, more than once.
        let countsJourneys = ["reached", "cohorts", "exits", "touchpoints", "associations"].contains(
          table.name)
        for row in table.rows where row.cell != nil && random.chance(6) {
          for (column, value) in zip(table.columns, row.values) where column.isListed {
            guard case .count(let count) = value, column.key != "sentiments" else { continue }
            let name = "\(row.cell ?? "").\(column.path)"
            let frame = SmallVocabulary.frame(by: dimensions, listing: name)
            let listing = try #require(AnyReport.document(kind, of: records, frame).listing)
            #expect(listing.isKnown)
            #expect(ids.isSuperset(of: listing.journeys))
            if countsJourneys {
              #expect(listing.journeys.count == count, "\(table.name) \(name)")
            } else {
              #expect((count == 0) == listing.journeys.isEmpty && listing.journeys.count <= count, "\(name)")
            }
          }
        }
      }
      _ = random.next()
    }
  }

  @Test func `says so where it has no number of a name`() throws {
    var made = RandomRecords(SeededRandom(seed: 1))
    let frame = SmallVocabulary.frame(listing: "awareness.entred")
    let listing = try #require(AnyReport.document(.stages, of: made.make(30), frame).listing)
    #expect(!listing.isKnown)
    #expect(listing.candidates.contains("awareness.entered"))
  }

  @Test(arguments: ReportKind.allCases)
  func `has the same rows in its JSON as in its CSV`(kind: ReportKind) throws {
    var made = RandomRecords(SeededRandom.ofThisRun())
    let report = AnyReport.document(kind, of: made.make(60), SmallVocabulary.frame(by: [.market]))
    let document = try JSONDocument(parsing: Array(report.json.dropLast()))
    var rows = 0
    for table in report.tables {
      let member = document.members(of: document.root).first { document.string(at: $0.0) == table.name }
      let list = try #require(member?.1)
      rows += document.elements(of: list).reduce(0) { count, _ in count + 1 }
    }
    #expect(report.csv.split(separator: "\r\n").count == rows + 1)
  }

  @Test func `is about nobody where there is nobody`() {
    for kind in ReportKind.allCases {
      let report = AnyReport.document(kind, of: [], SmallVocabulary.frame())
      #expect(report.text.contains("There are no events"))
      #expect(report.notes.last == "Nothing here is a cause unless a holdout says so.")
    }
  }
}
