import Diagnostics
import Foundation
import Testing
import TestSupport
import Time

@testable import RuleFiles
@testable import Rules

@Suite("Diagnostics of a rule book")
struct DiagnosticTests {
  /// The end of 2025.
  private static let now = Instant(microseconds: 1_767_225_599_000_000)

  @Test(arguments: DiagnosticFixture.all)
  func `read as the golden says`(fixture: DiagnosticFixture) throws {
    let files = try fixture.files()
    let load = RuleBook.load(files, limits: fixture.limits, now: Self.now)
    let settled = Settlement(of: load.diagnostics, by: load.settings, in: load.places).open
    let text = DiagnosticRenderer(files: files).render(settled)
    #expect(settled.contains { $0.id.name == fixture.name }, "is no example of its name")
    #expect((load.book == nil) == load.diagnostics.contains { $0.severity == .error })
    Golden.check(text, against: fixture.golden)
  }

  @Test
  func `each have a fixture of their name`() {
    let fixtures = Set(DiagnosticFixture.all.map(\.name))
    for id in RulesDiagnostics.catalogue {
      #expect(fixtures.contains(id.name), "no fixture for \(id.name)")
    }
  }

  @Test
  func `stand in the catalogue once, with a page each`() {
    let names = RulesDiagnostics.catalogue.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.count >= 60)
    for id in RulesDiagnostics.catalogue {
      #expect(id.page.hasSuffix("."))
      #expect(id.page.count > 100 && !id.page.contains("\n"))
    }
  }

  @Test(arguments: DiagnosticFixture.all)
  func `name only ids of the catalogue`(fixture: DiagnosticFixture) throws {
    let names = Set(RulesDiagnostics.catalogue.map(\.name))
    for diagnostic in RuleBook.load(try fixture.files(), limits: fixture.limits, now: Self.now).diagnostics
    where !names.contains(diagnostic.id.name) {
      Issue.record("\(diagnostic.id.name) is in no catalogue")
    }
  }
}
