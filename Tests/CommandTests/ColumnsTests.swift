import Foundation
import Testing
import TestSupport

/// The script of the recipes that renames columns, on files as spreadsheets save them.
@Suite(.needs(Tool("python3"))) struct ColumnsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let start = "cat > columns.py <<'END'\n"
    let blocks = try Article(named: "Recipes.md").examples.filter { $0.text.contains(start) }
    let block = try #require(blocks.first?.text)
    let script = block[try #require(block.range(of: start)).upperBound...]
    try folder.write(
      String(script[..<(try #require(script.range(of: "\nEND\n"))).lowerBound]), to: "columns.py")
  }

  private func run(_ data: Data, _ arguments: String) throws -> ShellResult {
    try data.write(to: folder.url.appending(path: "export"))
    return try Shell.run("python3 columns.py +02:00 \(arguments) < export", in: folder)
  }

  @Test(arguments: [String.Encoding.utf8, .utf16, .utf16LittleEndian, .windowsCP1252], [",", ";", "\t"])
  func `it takes what spreadsheets save`(encoding: String.Encoding, separator: String) throws {
    let mark = encoding == .utf16LittleEndian ? "\u{FEFF}" : ""
    let text = "\(mark)Kunde|Größe|Seit\r\nJörg|\"1,2;3\t4\"|12.01.2026\r\nÅse||1.2.2026, 09:30\r\n"
    let lines = text.replacing("|", with: separator).replacing(
      "1.2.2026, ", with: separator == "," ? "1.2.2026 " : "1.2.2026, ")
    let found = try run(
      try #require(lines.data(using: encoding)), "Kunde=journey 'Größe=person.size' Seit=at")
    #expect(found.exitCode == 0, "\(found.errors)")
    #expect(
      found.output
        == """
        journey|person.size|at
        Jörg|"1,2;3\t4"|2026-01-12
        Åse||2026-02-01T09:30:00+02:00

        """.replacing("|", with: separator))
  }

  @Test func `what it writes is read as the numbers that were meant`() throws {
    let data = Data("Mail;Stimmung\nanna;0,4\nbo;\"-0,2\"\n".utf8)
    let found = try run(data, "Mail=journey Stimmung=sentiment")
    #expect(found.output == "journey;sentiment\nanna;0,4\nbo;-0,2\n", "\(found.errors)")
    // A name of one column tells no separator.
    #expect(try run(data, "Stimmung=journey").output == "journey\n\"0,4\"\n\"-0,2\"\n")
  }

  @Test func `a date whose day and month may be either is read by the form that is named`() throws {
    let data = Data("who,at,on\nanna,12/01/2026 08:15,01/12/2026\nbo,,\n".utf8)
    let found = try run(data, "who=journey 'at=at@%d/%m/%Y %H:%M' on=person.since@%m/%d/%Y")
    #expect(
      found.output
        == "journey,at,person.since\nanna,2026-01-12T08:15:00+02:00,2026-01-12\nbo,,\n", "\(found.errors)")
    #expect(try run(data, "who=journey on=person.since").output.contains("anna,01/12/2026\n"))
    let wrong = try run(data, "who=journey at=at@%Y-%m-%d")
    #expect(wrong.exitCode == 1 && wrong.errors.hasPrefix("line 2: "), "\(wrong.errors)")
  }
}
