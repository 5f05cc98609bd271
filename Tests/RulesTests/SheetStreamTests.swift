import Diagnostics
import TestSupport
import Testing

@testable import RuleFiles

/// A CSV file that comes piece by piece is read as one that is there as a whole.
@Suite struct SheetStreamTests {
  /// The records of a file that comes in pieces of these lengths, the last one again and again: the line and the texts of
  /// each, and its problems.
  private func read(_ bytes: [UInt8], pieces: [Int]) throws -> [String] {
    var stream = SheetStream()
    var rest = bytes[...]
    var lengths = pieces
    var found: [String] = []
    while true {
      while let row = try stream.next() {
        found.append(Self.line(row.record))
        found += row.problems.map(Self.line)
      }
      guard !stream.hasEnded else { return found }
      let length = lengths.count > 1 ? lengths.removeFirst() : lengths[0]
      stream.fill { all in
        all += rest.prefix(length)
        rest = rest.dropFirst(length)
        return !all.isEmpty && !rest.isEmpty
      }
    }
  }

  private static func line(_ record: Sheet.Record) -> String {
    record.cells.map { "\($0.span.line):\($0.span.column) \($0.text.debugDescription)" }.joined(
      separator: " | ")
  }

  private static func line(_ problem: Sheet.Problem) -> String {
    "\(problem.span.line):\(problem.span.column) \(problem.message)"
  }

  private static let texts = [
    "journey,touchpoint\r\nanna,webinar\r\n\r\nbo,\"a \"\"b\"\", c\"\r\n",
    "\u{FEFF}journey;sentiment\nanna;0,4\nbo;\"two\nlines\"\ncem;\n",
    "sep=;\r\njourney;note\r\nanna;x\r\n", "a,b\rc,d\re,f", "æ,ø\nå, \u{A0}x \n", "\n\na;b\n;;\n1;2",
    "one\nonly\n", "x,\"never closed\ny,z\n", "x,\"closed\" but\ny,z\n", "",
  ]

  @Test(arguments: texts) func `however it is cut, its records are those of the whole file`(text: String)
    throws
  {
    let bytes = Array(text.utf8)
    let sheet = Sheet(SourceFile(path: "t.csv", bytes: bytes))
    let whole = try read(bytes, pieces: [max(1, bytes.count)])
    #expect(whole.filter { !$0.isEmpty }.count == sheet.records.count + sheet.problems.count)
    for record in sheet.records { #expect(whole.contains { $0.hasPrefix(Self.line(record)) }) }
    for problem in sheet.problems { #expect(whole.contains(Self.line(problem))) }
    for length in 1...max(1, bytes.count) {
      #expect(try read(bytes, pieces: [length]) == whole, "pieces of \(length)")
      #expect(try read(bytes, pieces: [length, 1]) == whole, "\(length), then one by one")
    }
  }

  @Test func `tabs separate where there is no semicolon`() throws {
    let rows = try read(Array("a\tb c\t\n1\t\t 3,5\n".utf8), pieces: [64])
    #expect(rows == ["1:1 \"a\" | 1:3 \"b c\" | 1:7 \"\"", "2:1 \"1\" | 2:3 \"\" | 2:5 \"3,5\""])
  }

  @Test func `a byte that is no UTF-8, and a control character, are told at their place in the file`() throws
  {
    let rows = try read(Array("a,b\nx,y\n1,caf".utf8) + [0xE9] + Array("\n2,\u{7}z\n3,4\n".utf8), pieces: [5])
    let problems = rows.filter { !$0.contains("\"") }
    #expect(
      problems == [
        "3:6 the byte 0xE9 is not UTF-8 here; in Windows-1252 it is 'é'",
        "4:3 the control character U+0007 is not allowed",
      ])
    #expect(rows.last == "5:1 \"3\" | 5:3 \"4\"")
  }

  @Test func `UTF-16, and a row without an end, stop it`() throws {
    #expect(throws: Sheet.Problem.self) { try read([0xFF, 0xFE, 0x61, 0x00], pieces: [2]) }
    let endless = Array("a,b\nx,y\n\"".utf8) + [UInt8](repeating: UInt8(ascii: "z"), count: 3 << 20)
    do {
      _ = try read(endless, pieces: [64 << 10])
      Issue.record("it was read")
    } catch {
      #expect((error as? Sheet.Problem)?.span.line == 3)
    }
  }
}
