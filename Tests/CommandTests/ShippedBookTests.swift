import Foundation
import Testing
import TestSupport

/// The rule book of the project, as its own tests see it.
@Suite struct ShippedBookTests {
  @Test func `the tests beside the rules pass, and cover nearly all of them`() throws {
    let folder = try TemporaryFolder()
    let rules = Project.root.appending(path: "rules").path
    let result = try Shell.run(["waymark", "test", rules, "--fail-under", "95"], in: folder)
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
  }

  @Test func `a thousand tests are run`() throws {
    let folder = try TemporaryFolder()
    try folder.write("actions: {a: {kind: k}}\nrules: {r: {recommend: a}}\n", to: "rules/book.yaml")
    let rows = (0..<1_000).map { "        - [j\($0), a]\n" }.joined()
    try folder.write(
      "tests:\n  many:\n    cases:\n      columns: [journey, first]\n      rows:\n\(rows)",
      to: "rules/many.test.yaml")
    let result = try Shell.run("waymark test", in: folder)
    #expect(
      result.exitCode == 0 && result.errors == "1000 tests passed\n", "\(result.output)\(result.errors)")
  }
}
