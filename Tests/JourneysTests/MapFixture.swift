import Diagnostics
import TestSupport
import Testing

@testable import Decisions
@testable import Journeys
@testable import RuleFiles
@testable import Rules

/// The small book that the tests of the map share, with the words of `SmallVocabulary`.
enum MapFixture {
  static func plan(_ text: String = Fixtures.text("map-book.yaml", besides: testFile)) throws -> DecisionPlan
  {
    let file = SourceFile(path: "book.yaml", bytes: Array(text.utf8))
    let load = RuleBook.load([file])
    let errors = load.diagnostics.filter { $0.severity == .error }
    return DecisionPlan(
      try #require(load.book, "\(DiagnosticRenderer(files: [file]).render(errors))"))
  }

  static func map(_ records: [JourneyRecord], _ plan: DecisionPlan, language: String? = nil) -> JourneyMap {
    var builder = JourneyMap.Builder(plan, asOf: SmallVocabulary.asOf, language: language)
    for record in records { builder.add(record) }
    return builder.finish()
  }

  static func planned(_ plan: DecisionPlan, language: String? = nil) -> JourneyMap {
    JourneyMap(planOf: plan, asOf: SmallVocabulary.asOf, language: language)
  }

  /// With more of some markets and personas than of others, so that something may be shown of some.
  static func records(_ random: inout SeededRandom, _ count: Int, hasHistory: Bool) -> [JourneyRecord] {
    var made = RandomRecords(SeededRandom(seed: random.next()), hasHistory: hasHistory)
    return made.make(count).enumerated().map { number, record in
      var record = record
      // An id that no text of a page has by chance.
      record.journey = "person-\(number)-x7q"
      record.market = random.pick([nil, 0, 0, 0, 0, 1])
      record.persona = random.pick([nil, 0, 1, 1, 1, 2, 3])
      return record
    }
  }

  /// A file beside which the fixtures stand.
  static let testFile = #filePath
}
