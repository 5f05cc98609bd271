import Diagnostics
import Testing

@testable import RuleFiles
@testable import Rules

/// What spreadsheets do to a CSV file: it is read as it was meant, or told at the cell.
@Suite("Spreadsheets")
struct SpreadsheetTests {
  private static let words = """
    stages: {consideration: {phase: before}, decision: {phase: before}}
    attributes:
      account.employees: int
      account.share: number
      account.partner: bool
      account.since: timestamp
      account.zip: string
    actions: {roi: {kind: k}, demo: {kind: k}}

    """

  private func load(_ sheet: [UInt8]) -> RuleBookLoad {
    RuleBook.load([
      SourceFile(path: "words.yaml", bytes: Array(Self.words.utf8)),
      SourceFile(path: "table.yaml", bytes: Array("tables: {t: {rows: t.csv}}\n".utf8)),
      SourceFile(path: "t.csv", bytes: sheet),
    ])
  }

  private func problems(_ sheet: [UInt8]) -> [String] {
    load(sheet).diagnostics.map {
      "\($0.location.span.line):\($0.location.span.column) \($0.message) / \($0.help ?? "")"
    }
  }

  // MARK: What is read

  private static let plain = "id,stage,recommend,score\nx,consideration|decision,roi,80\ny,decision,demo,20\n"

  @Test(arguments: [
    // Semicolons, a mark, other line ends, and empty columns and rows.
    "\u{FEFF}id;stage;recommend;score;;\r\nx;consideration|decision;roi;80;;\r\ny;decision;demo;20;;\r\n;;;;;\r\n",
    // Everything in quotes, and rows of empty quotes in the middle.
    "\"id\",\"stage\",\"recommend\",\"score\"\n\"x\",\"consideration|decision\",\"roi\",\"80\"\n\"\",\"\",\"\",\"\"\n\"y\",\"decision\",\"demo\",\"20\"",
    // The separator in a line of its own, as Excel understands it.
    "sep=;\r\nid;stage;recommend;score\r\nx;consideration|decision;roi;80\r\ny;decision;demo;20\r\n",
    "sep=,\nid,stage,recommend,score\nx,consideration|decision,roi,80\ny,decision,demo,20\n",
    "\u{FEFF}\"sep=;\"\r\nid;stage;recommend;score\r\nx;consideration|decision;roi;80\r\ny;decision;demo;20\r\n",
    // Space around names and values, that which does not break a line among it.
    " id , stage ,recommend\u{A0},score\nx, consideration | decision ,roi\u{202F}, 80\ny,decision,\u{A0}demo,20\n",
    // Line ends of old times.
    "id,stage,recommend,score\rx,consideration|decision,roi,80\ry,decision,demo,20\r",
  ])
  func `say the same however they are written`(sheet: String) throws {
    let wanted = try CanonicalDump(#require(load(Array(Self.plain.utf8)).book)).lines
    let found = load(Array(sheet.utf8))
    #expect(try CanonicalDump(#require(found.book, "\(found.diagnostics)")).lines == wanted)
  }

  @Test func `thousands of empty rows are nothing`() {
    let rows = String(repeating: ";;;;\r\n", count: 20_000)
    let found = load(Array("id;recommend\r\nx;roi\r\n\(rows)".utf8))
    #expect(found.book?.rules.map(\.id) == ["t/x"])
  }

  @Test func `a line break in a cell is one, whatever the file makes of it`() throws {
    func dump(_ sheet: String) throws -> [String] {
      try CanonicalDump(#require(load(Array(sheet.utf8)).book)).lines
    }
    let wanted = try dump("id,recommend,because\nx,roi,\"one\ntwo\"\n")
    for end in ["\r\n", "\r"] {
      #expect(try dump("id,recommend,because\(end)x,roi,\"one\(end)two\"\(end)") == wanted)
    }
    #expect(try dump("id,recommend,because\nx,roi,\"one two\"\n") != wanted)
  }

  @Test func `numbers are texts where the attribute is one, with their zeros`() throws {
    let found = load(Array("id,account.zip,recommend\nx,0021|2100,roi\n".utf8))
    let dump = try CanonicalDump(#require(found.book, "\(found.diagnostics)")).lines.joined()
    #expect(dump.contains("0021") && dump.contains("2100"))
  }

  // MARK: What is told

  @Test(arguments: [
    ("score", "80%", "2:3 '80%' has a percent sign / write the number alone"),
    ("score", "7,5", "2:3 '7,5' has a comma where a number has a point / write 7.5"),
    ("account.employees", "1 200", "2:3 '1 200' has separators of thousands / write 1200"),
    ("account.employees", "1\u{A0}200", "2:3 '1\u{A0}200' has separators of thousands / write 1200"),
    ("account.employees", "1'200'000", "2:3 '1'200'000' has separators of thousands / write 1200000"),
    ("account.employees", "1.200.000", "2:3 '1.200.000' has separators of thousands / write 1200000"),
    ("account.share", "1.234,5", "2:3 '1.234,5' has separators of thousands / write 1234.5"),
    ("account.share", "1,234.5", "2:3 '1,234.5' has separators of thousands / write 1234.5"),
    (
      "account.share", "1,200", "2:3 '1,200' has a comma, which no number has here / write 1200, or 1.2 where"
    ),
    ("account.share", "1.200", "2:3 '1.200' is read as 1.2, and not as 1200 / write 1200 if that is meant"),
    ("account.share", "0.125", nil), ("account.share", "12.5", nil), ("account.share", "1.2345", nil),
    (
      "account.since", "31-12-2026",
      "2:3 '31-12-2026' is a date as a spreadsheet writes it / write 2026-12-31"
    ),
    (
      "account.since", "12/31/2026",
      "2:3 '12/31/2026' is a date as a spreadsheet writes it / write 2026-12-31"
    ),
    (
      "account.since", "31.12.2026",
      "2:3 '31.12.2026' is a date as a spreadsheet writes it / write 2026-12-31"
    ),
    ("account.since", "2026/3/4", "2:3 '2026/3/4' is a date as a spreadsheet writes it / write 2026-03-04"),
    (
      "account.since", "3/4/2026",
      "2:3 '3/4/2026' is a date as a spreadsheet writes it / write the year first, then the month: 2026-04-03 or 2026-03-04"
    ),
    ("account.since", "2026-12-31", nil),
    (
      "score", "20-05-2026",
      "2:3 '20-05-2026' is a date as a spreadsheet writes it, where a number is asked for / write the number"
    ),
    (
      "score", "2026-05-20",
      "2:3 '2026-05-20' is a date as a spreadsheet writes it, where a number is asked for / write the number"
    ),
    (
      "score", "12/05",
      "2:3 '12/05' is a date as a spreadsheet writes it, where a number is asked for / write the number"
    ),
    ("score", "10.5", nil),
    ("account.partner", "TRUE", nil),
    (
      "account.partner", "WAHR",
      "2:3 'WAHR' is how a spreadsheet writes true in its own language / write true"
    ),
    (
      "account.partner", "FALSK",
      "2:3 'FALSK' is how a spreadsheet writes false in its own language / write false"
    ),
    ("stage", "#N/A", "2:3 '#N/A' is an error of the spreadsheet, and no value / mend its formula"),
    ("because", "#BEZUG!", "2:3 '#BEZUG!' is an error of the spreadsheet, and no value / mend its formula"),
    ("because", "#######", "2:3 '#######' is an error of the spreadsheet, and no value / mend its formula"),
    ("because", "“Quoted” is fine here; #1 of 50%", nil),
    ("stage", "“decision”", "2:3 '“decision”' stands in typographic quotes / write decision"),
    ("stage", "consideration|„decision“", "2:17 '„decision“' stands in typographic quotes / write decision"),
    (
      "account.zip", "1.23457E+15",
      "2:3 '1.23457E+15' is a long number that a spreadsheet has shortened / format"
    ),
  ])
  func `what became of a value is told at its cell`(column: String, cell: String, problem: String?) {
    // Semicolons, since those countries write commas and points the other way round.
    let quoted = cell.contains(";") ? "\"\(cell)\"" : cell
    let found = problems(Array("id;\(column);recommend\nx;\(quoted);roi\n".utf8))
    #expect(
      found.count == (problem == nil ? 0 : 1) && found.allSatisfy { $0.hasPrefix(problem ?? "") }, "\(found)")
  }

  @Test(arguments: [
    ("id\tstage\trecommend\nx\tdecision\troi\n", "1:1 the cells of this line are separated by tabs"),
    (
      "Plan for spring;;\n;;\nid;stage;recommend\nx;decision;roi\n",
      "1:1 the first line does not name the columns, as line 3 does"
    ),
    ("id;Stage;recommend\nx;decision;roi\n", "1:4 there can be no column 'Stage' / did you mean 'stage'?"),
    ("id;stage;recommend;stage\nx;decision;roi;decision\n", "1:20 there are two columns 'stage'"),
    ("id;stage;;recommend\nx;decision;;roi\n", "1:10 the column 3 has no name / name it in the header"),
    ("id;stage;recommend\nx;decision;roi;;80\n", "2:17 this cell has no column: the header names 3"),
    ("id,stage,recommend\nx,decision,roi,\"a\u{7}b\"\n", "2:18 the control character U+0007 is not allowed"),
    ("", "1:1 the file is empty"), ("\u{FEFF}\r\n;;\r\n", "1:1 the file is empty"),
  ])
  func `what is wrong with the file is told at its place`(sheet: String, problem: String) {
    let found = problems(Array(sheet.utf8))
    #expect(found.count == 1 && found.allSatisfy { $0.hasPrefix(problem) }, "\(found)")
  }

  @Test func `other encodings are named, at the first character that shows them`() {
    let text = "id;because;recommend\r\nx;Nå;roi\r\n"
    let units = text.utf16.reduce(into: [UInt8]()) { $0 += [UInt8($1 & 0xFF), UInt8($1 >> 8)] }
    let utf16: [UInt8] = [0xFF, 0xFE] + units
    #expect(
      problems(utf16).map { $0.hasPrefix("1:1 the file is UTF-16, which spreadsheets call 'Unicode text'") }
        == [true])
    #expect(problems(Array(utf16.dropFirst(2))).first?.hasPrefix("1:1 the file is UTF-16") == true)
    let latin = text.unicodeScalars.map { UInt8($0.value) }
    #expect(
      problems(latin) == [
        "2:4 the byte 0xE5 is not UTF-8 here; in Windows-1252 it is 'å', in Windows-1250 'ĺ' / save the file as 'CSV UTF-8', or convert it: iconv -f WINDOWS-1252 -t UTF-8; Polish, Czech and Hungarian files are WINDOWS-1250"
      ])
    let polish = [[0xA3], [0x8F]].map { problems(Array("Kraj\n".utf8) + $0).first ?? "" }
    #expect(polish[0].contains("; in Windows-1252 it is '£', in Windows-1250 'Ł' /"))
    #expect(polish[1].contains("; in Windows-1250 it is 'Ź' /"))
  }

  @Test func `all that is wrong with a row is told`() {
    let found = problems(
      Array("id;account.share;account.since;stage;recommend\nx;7,5;31.12.2026;decison;roi\n".utf8))
    #expect(found.count == 3, "\(found)")
  }

  @Test func `a note on what all rows share is told once`() {
    let table = """
      tables:
        t: {when: {account.since: {between: [2026-01-01, 2026-12-31]}}, rows: t.csv}
        u: {when: {account.since: {between: [2026-01-01, 2026-12-31]}}, columns: [id, recommend], rows: [[a, roi], [b, roi]]}

      """
    let load = RuleBook.load([
      SourceFile(path: "words.yaml", bytes: Array(Self.words.utf8)),
      SourceFile(path: "table.yaml", bytes: Array(table.utf8)),
      SourceFile(path: "t.csv", bytes: Array("id,recommend\nx,roi\ny,demo\n".utf8)),
    ])
    #expect(load.diagnostics.map(\.location.span.line) == [2, 3], "\(load.diagnostics)")
  }
}
