import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import RuleFiles
@testable import Rules

@Suite("Diagnostics of a rule book")
struct DiagnosticTests {
  @Test("read as the golden says", arguments: DiagnosticFixture.all)
  func golden(fixture: DiagnosticFixture) throws {
    let files = try fixture.files()
    let load = RuleBook.load(files, limits: fixture.limits)
    let text = DiagnosticRenderer(files: files).render(load.diagnostics)
    #expect(load.diagnostics.contains { $0.id.name == fixture.name }, "is no example of its name")
    #expect((load.book == nil) == load.diagnostics.contains { $0.severity == .error })
    Golden.check(text, against: fixture.golden)
  }

  @Test("each have a fixture of their name")
  func everyIDHasAFixture() {
    let fixtures = Set(DiagnosticFixture.all.map(\.name))
    for id in RulesDiagnostics.catalogue {
      #expect(fixtures.contains(id.name), "no fixture for \(id.name)")
    }
  }

  @Test("stand in the catalogue once, with a page each")
  func catalogue() {
    let names = RulesDiagnostics.catalogue.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.count >= 60)
    for id in RulesDiagnostics.catalogue {
      #expect(id.page.hasSuffix("."))
      #expect(id.page.count > 100 && !id.page.contains("\n"))
    }
  }

  @Test("name only ids of the catalogue", arguments: DiagnosticFixture.all)
  func knownIDs(fixture: DiagnosticFixture) throws {
    let names = Set(RulesDiagnostics.catalogue.map(\.name))
    for diagnostic in RuleBook.load(try fixture.files(), limits: fixture.limits).diagnostics
    where !names.contains(diagnostic.id.name) {
      Issue.record("\(diagnostic.id.name) is in no catalogue")
    }
  }
}
