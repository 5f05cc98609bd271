import Diagnostics
import Testing

@testable import RuleFiles
@testable import Rules

/// The checks of a book as a whole, one by one.
struct BookCheckTests {
  @Test func `say what they report, each of its own`() {
    let ids = BookChecks.all.flatMap(\.reports)
    #expect(Set(ids).count == ids.count)
    #expect(Set(ids).isSubset(of: RulesDiagnostics.catalogue))
    #expect(BookChecks.all.allSatisfy { !$0.reports.isEmpty })
  }

  @Test(arguments: DiagnosticFixture.all)
  func `report nothing else`(fixture: DiagnosticFixture) throws {
    guard let book = RuleBook.load(try fixture.files(), limits: fixture.limits).book else { return }
    let parts = CheckedParts(book)
    for check in BookChecks.all {
      let diagnostics = DiagnosticCollector()
      check.check(parts, diagnostics)
      #expect(Set(diagnostics.diagnostics.map(\.id)).isSubset(of: check.reports))
    }
  }
}
