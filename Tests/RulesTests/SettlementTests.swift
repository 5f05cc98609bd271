import Diagnostics
import Foundation
import Testing
import TestSupport
import Time

@testable import RuleFiles
@testable import Rules

/// How a book settles what is found in it.
@Suite struct SettlementTests {
  private static func load(_ text: String) -> RuleBookLoad {
    RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
  }

  /// Something that was found at a line of the book.
  private static func finding(
    _ id: String, line: UInt32 = 1, _ message: String = "x", subject: String? = nil,
    severity: Severity = .warning
  ) -> Diagnostic {
    Diagnostic(
      severity, DiagnosticID(id, page: ""), message,
      at: SourceLocation(
        file: "book.yaml", span: SourceSpan(line: line, column: 1, endLine: line, endColumn: 2)),
      subject: subject)
  }

  private static func settle(_ found: [Diagnostic], _ load: RuleBookLoad) -> Settlement {
    Settlement(of: found, by: load.settings, in: load.places)
  }

  @Test(arguments: FindingKind.allCases)
  func `every kind of finding can be accepted in every place, and be as severe as the book says`(
    kind: FindingKind
  ) {
    let id = kind.rawValue
    let load = Self.load(
      """
      actions:
        a: {kind: k, accept: {\(id): "by the action"}}
        b: {kind: k}
      rules:
        r:
          recommend: a
          accept: {\(id): "by the rule"}
        s: {recommend: b}
      tables:
        t:
          columns: [id, recommend, score]
          rows: [[one, a, 5]]
          accept: {\(id): "by the table"}
      accept: {\(id): {nobody: "by the subject"}}
      check: {\(id): note}
      """)
    #expect(load.book != nil, "\(load.diagnostics)")
    let settled = Self.settle(
      [
        Self.finding(id, line: 2), Self.finding(id, line: 3), Self.finding(id, line: 6),
        Self.finding(id, line: 8), Self.finding(id, line: 12), Self.finding(id, line: 4, subject: "nobody"),
        Self.finding(id, line: 4, subject: "somebody"),
      ], load)
    #expect(settled.open.map(\.location.span.line) == [3, 4, 8])
    #expect(settled.open.allSatisfy { $0.severity == .note })
    #expect(
      settled.accepted.map(\.by.reason) == [
        "by the action", "by the subject", "by the rule", "by the table",
      ])
    let all = Self.settle(
      [Self.finding(id), Self.finding(id, subject: "x")], Self.load("accept: {\(id): all}"))
    #expect(all.open.isEmpty && all.accepted.count == 2)
  }

  @Test func `an error stays one, whatever the book says`() {
    let load = Self.load("accept: {csv-cell: \"we know\", never-holds: \"we know\"}\ncheck: {csv-cell: note}")
    let settled = Self.settle([Self.finding("csv-cell", severity: .error)], load)
    #expect(settled.open == [Self.finding("csv-cell", severity: .error)] && settled.accepted.isEmpty)
  }

  @Test func `an acceptance that has nothing to accept is told, and can be accepted itself`() {
    let load = Self.load(
      """
      rules:
        r: {suppress: {all: true}, accept: {unknown-open: "once it was"}}
      accept:
        gap: {churned/end-users: "we let them go"}
        unused: "all of them"
      """)
    let gap = Self.finding("gap", subject: "churned/end-user")
    let settled = Self.settle([gap], load)
    #expect(
      settled.open.map(\.message) == [
        "x", "there is no 'unknown-open' in 'r' to accept",
        "there is no 'gap' of 'churned/end-users' to accept",
        "there is no 'unused' to accept",
      ])
    #expect(settled.open.map(\.location.span.line) == [1, 2, 4, 5])
    #expect(settled.open[2].help == "did you mean 'churned/end-user'? If not, remove the entry")
    let quiet = Self.load("accept: {unused: later, accepted-nothing: \"we clean up next week\"}")
    #expect(Self.settle([], quiet).open.isEmpty)
    #expect(Self.settle([], quiet).accepted.count == 1)
    let silent = Self.load("accept: {accepted-nothing: \"we clean up next week\"}")
    #expect(Self.settle([], silent).open.map(\.id.name) == ["accepted-nothing"])
    // What was to come has begun, without anybody's doing.
    let begun = Self.settle([], Self.load("accept: {not-yet-begun: \"for the autumn\", already-over: x}"))
      .open
    #expect(begun.isEmpty)
    // Where something is wrong, the rest is not known.
    #expect(Self.settle([Self.finding("unknown-key", severity: .error)], load).open.count == 1)
  }

  @Test func `a finding without a subject is about the part in which it stands`() {
    let load = Self.load(
      """
      attributes: {account.name: string}
      rules:
        r:
          when: {account.name: x}
          suppress: {all: true}
      accept: {unknown-open: {r: "names are known"}}
      """)
    let settled = Self.settle(load.diagnostics, load)
    #expect(settled.open.isEmpty && settled.accepted.map(\.by.reason) == ["names are known"])
  }

  @Test func `what is accepted in a rule is not so in the one beside it on the same line`() {
    let load = Self.load(
      """
      attributes: {account.name: string}
      rules: {r: {when: {account.name: x}, suppress: {all: true}, accept: {unknown-open: "known"}}, s: {when: {account.name: y}, suppress: {all: true}}}
      """)
    let settled = Self.settle(load.diagnostics, load)
    #expect(settled.accepted.map(\.diagnostic.location.span.column) == [20])
    #expect(settled.open.map(\.location.span.column) == [106])
  }

  @Test func `what is accepted in a table is so in its CSV file, and in no other`() {
    func file(_ path: String, _ text: String) -> SourceFile {
      SourceFile(path: path, bytes: Array(text.utf8))
    }
    let load = RuleBook.load([
      file(
        "b2b/book.yaml",
        """
        actions: {a: {kind: k}}
        tables:
          one: {rows: one.csv, accept: {csv-cell: "as the other program writes it"}}
          two: {rows: two.csv}
        """),
      file("b2b/one.csv", "id;recommend;score\nx;a;1.000\n"),
      file("b2b/two.csv", "id;recommend;score\nx;a;2.000\n"),
    ])
    let settled = Self.settle(load.diagnostics, load)
    #expect(settled.open.map(\.location.file) == ["b2b/two.csv"])
    #expect(settled.accepted.map(\.diagnostic.location.file) == ["b2b/one.csv"])
  }

  @Test func `what was found before is left out as often as it was there, but for errors`() {
    var settled = Self.settle(
      [
        Self.finding("gap", line: 9, "in new words", subject: "churned"), Self.finding("gap", subject: "new"),
        Self.finding("unknown-open", line: 4), Self.finding("unknown-open", line: 7),
        Self.finding("unknown-open", "other words"), Self.finding("csv-cell", severity: .error),
      ], Self.load(""))
    let count = settled.leaveOut([
      Self.finding("gap", line: 3, subject: "churned"), Self.finding("unknown-open", line: 2),
      Self.finding("csv-cell", severity: .error),
    ])
    #expect(count == 2)
    #expect(
      settled.open.map { "\($0.id.name) \($0.message)" } == [
        "csv-cell x", "gap x", "unknown-open other words", "unknown-open x",
      ])
  }

  /// What loading tells as a warning or a note is exactly what can be accepted besides findings.
  @Test func `all that is told and is no error can be accepted`() throws {
    var told: Set<String> = []
    for fixture in DiagnosticFixture.all {
      let load = RuleBook.load(
        try fixture.files(), limits: fixture.limits, now: Instant(microseconds: 1_767_225_599_000_000))
      told.formUnion(load.diagnostics.filter { $0.severity != .error }.map(\.id.name))
    }
    for id in told { #expect(CheckedKind.named(id) != nil, "\(id) cannot be accepted") }
    // Of a folder, of YAML itself, and of what is accepted.
    let elsewhere: Set = ["not-read", "curly-quotes", "missing-space-after-colon", "accepted-nothing"]
    for id in CheckedKind.toldOfLoading.map(\.name) where !elsewhere.contains(id) {
      #expect(told.contains(id), "\(id) is never told as a warning or a note")
    }
  }

  @Test func `what is accepted changes no answer, but the revision`() throws {
    let plain = Self.load("actions: {a: {kind: k}}\nrules: {r: {recommend: a}}")
    let settled = Self.load(
      "actions: {a: {kind: k}}\nrules: {r: {recommend: a, accept: {redundant: \"for now\"}}}\ncheck: {gap: error}"
    )
    #expect(settled.book != nil && settled.diagnostics.isEmpty)
    #expect(settled.revision != plain.revision)
    #expect(settled.settings.severities == ["gap": .error])
  }
}
