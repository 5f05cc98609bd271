import TestSupport
import Testing
import Time

@testable import Journeys

/// What people and programs read: see the files among the fixtures.
@Suite("The text of a report") struct ReportGoldenTests {
  private static let records: [JourneyRecord] = {
    var made = RandomRecords(SeededRandom(seed: 7), hasHistory: true)
    return made.make(400)
  }()

  @Test(arguments: ReportKind.allCases)
  func `is as it was`(kind: ReportKind) {
    let report = AnyReport.document(
      kind, of: Array(Self.records.prefix(kind == .group ? 60 : 400)), SmallVocabulary.frame())
    Golden.check(report.text, against: "\(kind).txt")
    Golden.check(report.csv.replacing("\r\n", with: "\n"), against: "\(kind).csv")
    Golden.check(String(decoding: report.json, as: UTF8.self), against: "\(kind).json")
  }

  @Test func `is as it was by groups`() {
    let frame = SmallVocabulary.frame(
      since: SmallVocabulary.asOf - SmallVocabulary.days(120), by: [.market, .role])
    let report = AnyReport.document(.stages, of: Array(Self.records.prefix(150)), frame)
    Golden.check(report.text, against: "stages-by.txt")
  }
}
