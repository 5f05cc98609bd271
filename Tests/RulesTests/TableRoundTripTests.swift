import Diagnostics
import Testing
import TestSupport

@testable import RuleFiles
@testable import Rules

@Suite("Tables as CSV and back")
struct TableRoundTripTests {
  private func file(_ path: String, _ text: String) -> SourceFile {
    SourceFile(path: path, bytes: Array(text.utf8))
  }

  private func dump(_ files: [SourceFile]) throws -> [String] {
    let load = RuleBook.load(files)
    return CanonicalDump(
      try #require(
        load.book,
        "\(load.diagnostics.map { "\($0.location) \($0.message)" })\n\(files.map { String(decoding: $0.bytes, as: UTF8.self) })"
      )
    ).lines
  }

  private func table(_ files: [SourceFile]) throws -> (BookTable, BookNames) {
    let names = try #require(RuleBook.load(files).book).names
    return (try #require(BookTable.all(in: files, names).first { $0.id == "t" }), names)
  }

  /// What Excel makes of a file: all cells in quotes or not, empty columns and rows, its own line ends.
  private func saved(_ sheet: Sheet, _ random: inout SeededRandom) -> [UInt8] {
    let separator = random.chance(50) ? ";" : ","
    let isQuoted = random.chance(30)
    let empty = String(repeating: separator, count: Int.random(in: 0...3, using: &random))
    let lines = sheet.records.map { record in
      record.cells.map { cell in
        let text = cell.text == "any" && random.chance(50) ? "" : cell.text
        let needsQuotes = text.contains { "\",;\n".contains($0) }
        return isQuoted || needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
      }.joined(separator: separator) + empty
    }
    let end = random.chance(70) ? "\r\n" : "\n"
    let mark = random.chance(60) ? "\u{FEFF}" : ""
    let hint = random.chance(10) ? "sep=\(separator)\(end)" : ""
    // Excel begins a new line in a cell with a line feed alone; other programs do not.
    let text = lines.joined(separator: "\n") + (empty.isEmpty ? "" : "\n\(empty)")
    return Array((mark + hint + text.replacing("\n", with: end) + end).utf8)
  }

  @Test func `say the same rules, whatever a spreadsheet made of the file`() throws {
    var random = SeededRandom.ofThisRun()
    try Fuzzing.run(100) {
      var maker = RandomTable(SeededRandom(seed: random.next()))
      let words = file("words.yaml", RandomTable.words)
      let old = [words, file("t.yaml", maker.text(maker.rows()))]
      let wanted = [words, file("t.yaml", maker.text(maker.rows()))]
      let rules = try dump(wanted)
      let (source, names) = try table(wanted)
      let (written, problems) = source.sheet(
        SheetStyle(separator: random.chance(50) ? .comma : .semicolon, hasMark: random.chance(50)), names)
      #expect(problems.isEmpty, "\(problems.map(\.message))")
      let excel = file(
        "x.csv",
        String(
          decoding: saved(Sheet(file("t.csv", String(decoding: written, as: UTF8.self))), &random),
          as: UTF8.self))

      // A table whose rows are that file.
      let other = "  other: {columns: [id, recommend], rows: [[a, roi]]}"
      let named = file("t.yaml", "tables:\n\(other)\n  t: {when: {market: b2b}, rows: x.csv}\n")
      #expect(try dump([words, named, excel]) == rules)

      // The rows of another table replaced by it, which leaves the rest as it was.
      let (target, _) = try table(old)
      let imported = RuleBook.load(old, rows: TableRows(of: "t", excel))
      #expect(CanonicalDump(try #require(imported.book, "\(imported.diagnostics)")).lines == rules)
      let new = try #require(target.with(rowsOf: excel, names))
      let rewritten = try #require(
        target.rewriting(old[1], with: new),
        "\(String(decoding: old[1].bytes, as: UTF8.self))\n\(String(decoding: excel.bytes, as: UTF8.self))")
      #expect(try dump([words, rewritten]) == rules)
      try expectComments(of: old[1], in: rewritten)
      let (after, _) = try table([words, rewritten])
      #expect(TableChanges(from: source, to: after).isEmpty)
      // The same once more changes no byte.
      #expect(after.rewriting(rewritten, with: new)?.bytes == rewritten.bytes)
    }
  }

  private func expectComments(of old: SourceFile, in new: SourceFile) throws {
    let text = String(decoding: new.bytes, as: UTF8.self)
    for line in String(decoding: old.bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let words = line.trimmingSpaces
      if words.hasPrefix("#") { #expect(text.contains(words)) }
    }
  }

  // MARK: What CSV cannot hold

  @Test(arguments: [
    ("account.share", "{gte: 200}", "a CSV file cannot hold the mapping in the column 'account.share'"),
    (
      "pain_points", "{any: price, min_severity: 0.5}",
      "a CSV file cannot hold the mapping in the column 'pain_points'"
    ),
    ("because", "{en: Hello, da: Hej}", "a CSV file has a text in one language only"),
    ("because", "\" outer space\"", "a CSV file cannot hold ' outer space' in the column 'because'"),
    ("because", "\"any\"", "a CSV file cannot hold 'any' in the column 'because'"),
    ("because", "\"#N/A\"", "a CSV file cannot hold '#N/A' in the column 'because'"),
    ("account.zip", "\"a|b\"", "a CSV file cannot hold 'a|b' in the column 'account.zip'"),
    ("account.zip", "\"true\"", "a CSV file cannot hold 'true' in the column 'account.zip'"),
    ("account.zip", "[\"any\", b]", nil), ("account.zip", "[b]", nil), ("account.zip", "\"12\"", nil),
    ("account.zip", "[\"any\"]", "a CSV file cannot hold 'any' in the column 'account.zip'"),
    ("because", "\"a|b\"", nil),
  ])
  func `is told at its cell`(column: String, cell: String, problem: String?) throws {
    let text = "tables:\n  t: {columns: [id, recommend, \(column)], rows: [[x, roi, \(cell)]]}\n"
    let (table, names) = try table([file("words.yaml", RandomTable.words), file("t.yaml", text)])
    let problems = table.sheet(SheetStyle(), names).problems
    #expect(problems.count == (problem == nil ? 0 : 1))
    for found in problems {
      #expect(found.message.hasPrefix(problem ?? ""), "\(found.message)")
      #expect(found.location.file == "t.yaml" && found.location.span.line == 2)
    }
  }

  // MARK: In place

  private func rewritten(_ text: String, _ sheet: String) throws -> String? {
    let files = [file("words.yaml", RandomTable.words), file("t.yaml", text)]
    let (table, names) = try table(files)
    let new = try #require(table.with(rowsOf: file("x.csv", sheet), names))
    return table.rewriting(files[1], with: new).map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test func `only what changes is written anew`() throws {
    let old = """
      tables:
        t:
          columns: [id,  recommend, score]  # three
          rows:
            # The first
            - [a,    roi,       "80.0 + 1.0"]  # keep

            # About b
            - [b,    demo,      20]  # of b
            - [c,    'roi',     30]   # of c
            # The last word
      rules: {x: {recommend: roi}}   # behind

      """
    let new = """
      tables:
        t:
          columns: [id,  recommend, score]  # three
          rows:
            # The first
            - [a,    roi,       "80.0 + 1.0"]  # keep
            - [d, [roi, demo], any]

            # About b
            - [c,    'roi',     35]   # of c
            # The last word
      rules: {x: {recommend: roi}}   # behind

      """
    #expect(try rewritten(old, "id,recommend,score\na,roi,80.0 + 1.0\nd,roi|demo,\nc,roi,35\n") == new)
    // Columns of the file may stand in another order.
    #expect(try rewritten(old, "score,id,recommend\n80.0 + 1.0,a,roi\n,d,roi|demo\n35,c,roi\n") == new)
  }

  @Test(arguments: [
    // An anchor that is used elsewhere goes away with its row.
    "tables:\n  t:\n    columns: [id, recommend]\n    rows:\n      - [a, &it roi]\nrules: {x: {recommend: *it}}\n",
    // A comment within brackets.
    "tables:\n  t:\n    columns: [id, recommend]\n    rows: [\n      [a, roi], # why\n      [b, roi]]\n",
    // All the rows stand elsewhere.
    "tables:\n  s: {columns: [id, recommend], rows: &r [[a, roi]]}\n  t: {columns: [id, recommend], rows: *r}\n",
  ])
  func `what cannot be changed in place is left alone`(text: String) throws {
    #expect(try rewritten(text, "id,recommend\nz,demo\n") == nil)
  }
}
