import Diagnostics
import Testing

@testable import RuleFiles
@testable import Rules

/// The checks of a book as a whole, one by one.
struct BookCheckTests {
  @Test func `who may receive an action is asked of that action, also where another cannot be read`() {
    let text = """
      markets: {m: {}, n: {}}
      actions:
        a:
        b: {kind: k, eligible: {market: m}}
        c: {kind: k}
      rules:
        r: {when: {market: n}, recommend: a}
        s: {when: {market: n}, recommend: b}
      """
    let load = RuleBook.load([SourceFile(path: "a.yaml", bytes: Array(text.utf8))])
    let told = load.diagnostics.filter { $0.id == .neverEligible }
    #expect(told.map(\.location.span.line) == [8], "\(load.diagnostics)")
  }

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
