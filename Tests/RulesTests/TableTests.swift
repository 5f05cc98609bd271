import Diagnostics
import Testing

@testable import RuleFiles
@testable import Rules

@Suite("Tables")
struct TableTests {
  private static let words = """
    markets: {b2b: }
    stages: {consideration: {phase: before}, decision: {phase: before}}
    personas: {cfo: , it: }
    pain_points: {price: , delay: }
    channels: {email: , phone: }
    attributes: {account.employees: int, account.size: {type: string, values: [small, big]}}
    actions:
      roi: {kind: k, channels: [email, phone]}
      demo: {kind: k, channels: [email]}

    """

  private func load(_ table: String, sheet: String? = nil) -> RuleBookLoad {
    var files = [
      SourceFile(path: "words.yaml", bytes: Array(Self.words.utf8)),
      SourceFile(path: "t/table.yaml", bytes: Array(table.utf8)),
    ]
    if let sheet { files.append(SourceFile(path: "t/nurture.csv", bytes: Array(sheet.utf8))) }
    return RuleBook.load(files)
  }

  /// All that a book says, without its places.
  private func rules(_ load: RuleBookLoad) throws -> [String] {
    CanonicalDump(try #require(load.book, "\(load.diagnostics)")).lines
  }

  private static let asRules = """
    rules:
      nurture/cfo-roi:
        when: {market: b2b, stage: consideration, persona: cfo, pain_points: price}
        recommend: {action: roi, score: 80}
        because: "Numbers, please"
      nurture/both:
        when: {market: b2b, stage: [consideration, decision]}
        recommend: [{action: roi, score: "account.employees > 5 ? 60 : 50", channel: email}, {action: demo, score: "account.employees > 5 ? 60 : 50", channel: email}]
      nurture/demo: {when: {market: b2b, account.size: big}, recommend: demo}
    """

  private static let asTable = """
    tables:
      nurture:
        when: {market: b2b}
        columns: [id, stage, persona, pain_points, account.size, recommend, score, channel, because]
        rows:
          - [cfo-roi, consideration, cfo, price, any, roi, 80, any, "Numbers, please"]
          - [both, [consideration, decision], any, any, any, [roi, demo], "account.employees > 5 ? 60 : 50", email, any]
          - [demo, any, any, any, big, demo, any, any, any]
    """

  private static let asSheet = """
    id,stage,persona,pain_points,account.size,recommend,score,channel,because
    cfo-roi,consideration,cfo,price,,roi,80,,"Numbers, please"
    both, consideration | decision ,,any,,roi|demo,account.employees > 5 ? 60 : 50,email,
    demo,,,,big,demo,,,
    """

  @Test func `say the same as rules, written out or in a sheet`() throws {
    let wanted = try rules(load(Self.asRules))
    #expect(try rules(load(Self.asTable)) == wanted)
    let named = "tables: {nurture: {when: {market: b2b}, rows: nurture.csv}}\n"
    #expect(try rules(load(named, sheet: Self.asSheet)) == wanted)
    // As spreadsheets write it: with a mark, other line ends, semicolons and an empty column.
    let lines = Self.asSheet.split(separator: "\n").map { line in
      line.replacing("\"Numbers, please\"", with: "\"Numbers\u{1F}please\"").replacing(",", with: ";")
        .replacing("\u{1F}", with: ", ") + ";"
    }
    #expect(
      try rules(load(named, sheet: "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n;;;\r\n")) == wanted)
  }

  @Test func `a sheet is part of the book where a table names it`() throws {
    let named = "tables: {nurture: {when: {market: b2b}, rows: nurture.csv}}\n"
    let one = load(named, sheet: Self.asSheet)
    #expect(one.files.map(\.path) == ["t/nurture.csv", "t/table.yaml", "words.yaml"])
    #expect(load(named, sheet: Self.asSheet + "\n").revision != one.revision)
    let none = load(Self.asTable, sheet: "whatever")
    #expect(none.files.map(\.path) == ["t/table.yaml", "words.yaml"])
    #expect(none.revision == load(Self.asTable).revision)
  }

  @Test(arguments: [
    ("stage", "x,decison,roi", "t/nurture.csv:2:3 unknown stage 'decison'"),
    ("stage", "x,consideration|decison,roi", "t/nurture.csv:2:17 unknown stage 'decison'"),
    ("score", "x,\"7,5\",roi", "t/nurture.csv:2:3 '7,5' has a comma where a number has a point"),
    ("score", "x,101,roi", "t/nurture.csv:2:3 'score' is out of range: 101"),
    ("if", "x,account.size > 3,roi", "t/nurture.csv:2:16 '>' does not take a string and an int"),
    ("stage", "x,decision", "t/nurture.csv:2:1 this row has 2 cells, and there are 3 columns"),
    ("stage", "X,decision,roi", "t/nurture.csv:2:1 'nurture/X' cannot be the id of this rule"),
    ("stage", "x,decision,roi\nx,decision,demo", "t/nurture.csv:3:1 the rule 'nurture/x' is declared twice"),
  ])
  func `mistakes stand at their cells`(column: String, rows: String, problem: String) {
    let load = load("tables: {nurture: {rows: nurture.csv}}\n", sheet: "id,\(column),recommend\n\(rows)\n")
    let found = load.diagnostics.map {
      "\($0.location.file):\($0.location.span.line):\($0.location.span.column) \($0.message)"
    }
    #expect(found.count == 1 && found.allSatisfy { $0.hasPrefix(problem) }, "\(found)")
  }

  @Test func `a mistake in what all rows share is told once, at its place`() {
    let load = load("tables: {nurture: {when: {stage: decison}, rows: nurture.csv}}\n", sheet: Self.asSheet)
    #expect(load.diagnostics.map(\.message) == ["unknown stage 'decison'"])
    #expect(load.diagnostics.map(\.location.file) == ["t/table.yaml"])
  }

  @Test func `the header is the columns that the table names`() {
    let columns = "tables: {nurture: {columns: [id, recommend], rows: nurture.csv}}\n"
    #expect(load(columns, sheet: "id,recommend\nx,roi\n").book != nil)
    #expect(load(columns, sheet: "recommend,id\nroi,x\n").diagnostics.map(\.id.name) == ["table-columns"])
  }
}
