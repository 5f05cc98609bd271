import Diagnostics
import Testing
import TestSupport

@testable import RuleFiles
@testable import Rules

/// Tables and CSV files that are almost right.
@Suite struct TableFuzzTests {
  private static let words = SourceFile(path: "words.yaml", bytes: Array(RandomTable.words.utf8))

  @Test func `whatever stands in a CSV file, it is read or an error says where it is not`() throws {
    let sheets = [
      "id;stage;account.share;account.since;recommend;because\r\nx;decision;1,5;31.12.2026;roi;\"a \"\"b\"\"\"\r\n;;;;;\r\n",
      "\u{FEFF}id,persona,recommend,score\nx,cfo|it,roi|demo,80\ny, any ,demo,\n",
      "sep=;\nid;account.zip;account.partner;recommend\nå;0021|b;WAHR;roi\n",
    ]
    let tokens = [
      "\"", "\"\"", ";", ",", "|", "\r", "\n", "\r\n", "\t", "\u{A0}", "\u{FEFF}", "\u{0}", "any", "#N/A",
      "1.000",
      "1,000.5", "80%", "3/4/2026", "“x”", "sep=,", "é", "\u{1F600}",
    ]
    var mutator = Mutator(sheets.map { Array($0.utf8) }, tokens: tokens, random: .ofThisRun())
    Fuzzing.run(1_000) {
      let sheet = SourceFile(path: "t.csv", bytes: mutator.next())
      let table = SourceFile(path: "t.yaml", bytes: Array("tables: {t: {rows: t.csv}}\n".utf8))
      let load = RuleBook.load([Self.words, table, sheet])
      let input = String(decoding: sheet.bytes, as: UTF8.self).debugDescription
      #expect((load.book == nil) == load.diagnostics.contains { $0.severity == .error }, "\(input)")
      let lines = SourceLines(sheet.bytes).count
      for span in load.diagnostics.filter({ $0.location.file == "t.csv" }).map(\.location.span) {
        #expect(span.line >= 1 && span.column >= 1 && span.line <= span.endLine, "\(span) in \(input)")
        #expect(Int(span.endLine) <= lines, "\(span) in \(input)")
      }
    }
  }

  @Test func `however rows are written, they are changed in place as a whole or not at all`() throws {
    var random = SeededRandom.ofThisRun()
    let texts = (0..<20).map { _ in
      var maker = RandomTable(SeededRandom(seed: random.next()))
      return Array(maker.text(maker.rows()).utf8)
    }
    let tokens = [
      "\n", "\n      ", " ", "- ", "[", "]", ", ", "#", " # x", "&a ", "*a", "\"", "|\n", "? ", "any", "\r\n",
      "!!str ",
      "å", "{", "}",
    ]
    var mutator = Mutator(texts, tokens: tokens, random: random)
    Fuzzing.run(400) {
      let file = SourceFile(path: "t.yaml", bytes: mutator.next())
      guard let book = RuleBook.load([Self.words, file]).book,
        let table = BookTable.all(in: [file], book.names).first(where: { $0.id == "t" })
      else { return }
      let rows = table.columns.map { ["id": "new", "recommend": "demo"][$0] ?? "any" }.joined(separator: ",")
      let sheet = SourceFile(
        path: "x", bytes: Array("\(table.columns.joined(separator: ","))\n\(rows)\n".utf8))
      guard let new = table.with(rowsOf: sheet, book.names), let written = table.rewriting(file, with: new)
      else {
        return
      }
      let wanted = RuleBook.load([Self.words, file], rows: TableRows(of: "t", sheet)).book
      let found = RuleBook.load([Self.words, written]).book
      #expect(
        wanted.map { CanonicalDump($0).lines } == found.map { CanonicalDump($0).lines },
        "\(String(decoding: file.bytes, as: UTF8.self))")
    }
  }
}
