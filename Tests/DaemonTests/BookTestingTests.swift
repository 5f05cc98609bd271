import Testing
import TestSupport

@testable import Daemon
@testable import Settings

/// The tests beside a rule book, before it serves.
@Suite struct BookTestingTests {
  private static func test(_ action: String) -> String {
    "tests:\n  nobody is sold to:\n    expect: {first: \(action)}\n"
  }

  @Test func `a book whose tests fail does not serve where they are required`() throws {
    let router = try TestRouter { $0.ruleTesting = .require }
    try router.folder.write(Self.test("product-tour"), to: "rules/first.test.yaml")
    let refused = router.ask("POST", "/v1/book/reload")
    #expect(refused.status == 422)
    #expect(
      refused.text.contains(#""id":"test-failed""#) && refused.text.contains("rules/first.test.yaml") == false
    )
    #expect(refused.text.contains("the test 'nobody is sold to' fails: expected product-tour first, got"))
    #expect(router.ask("POST", "/v1/decide", Samples.state("anna"), type: "application/json").status == 200)
    try router.folder.write(Self.test("nothing"), to: "rules/first.test.yaml")
    #expect(router.ask("POST", "/v1/book/reload").text.contains("unknown-action"))
    try router.folder.remove("rules/first.test.yaml")
    #expect(router.ask("POST", "/v1/book/reload").status == 200)
  }

  @Test func `it serves, and is told of, where they warn, and they are not run where they are off`() throws {
    for (mode, warns) in [(Configuration.RuleTesting.warn, true), (.off, false)] {
      let router = try TestRouter { $0.ruleTesting = mode }
      try router.folder.write(Self.test("product-tour"), to: "rules/first.test.yaml")
      // Something of the book changes with it.
      try router.folder.write("rules: {extra: {alert: {summary: More}}}\n", to: "rules/more.yaml")
      let taken = router.ask("POST", "/v1/book/reload")
      #expect(taken.status == 200 && taken.text.contains("test-failed") == warns, "\(taken.text)")
      let line = try router.log.wait(for: "book.loaded")
      #expect(line["level"] == (warns ? "warning" : "info"))
      #expect(line.strings("tests_failed") == (warns ? ["nobody is sold to"] : []))
      #expect(line["message"]?.contains("a test beside it does not pass: 'nobody is sold to'") == warns)
    }
  }

  @Test func `tests that change alone are told as they are now`() throws {
    let router = try TestRouter()
    try router.folder.write(Self.test("product-tour"), to: "rules/first.test.yaml")
    #expect(router.ask("POST", "/v1/book/reload").text.contains("test-failed"))
    #expect(router.ask("GET", "/v1/book").text.contains("test-failed"))
    let line = try router.log.wait(for: "book.unchanged")
    #expect(line["level"] == "warning" && line.strings("tests_failed") == ["nobody is sold to"])
    try router.folder.write(Self.test("nobody-knows"), to: "rules/first.test.yaml")
    #expect(router.ask("POST", "/v1/book/reload").text.contains("unknown-action"))
    try router.folder.remove("rules/first.test.yaml")
    #expect(router.ask("POST", "/v1/book/reload").status == 200)
    #expect(!router.ask("GET", "/v1/book").text.contains("first.test.yaml"))
  }
}
