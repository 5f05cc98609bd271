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

  @Test(arguments: ["Yes", "YES", "TRUE", "true"])
  func `an opt-out is one in any capitals`(cell: String) throws {
    let found = try run(
      Data("who,left\nanna,\(cell)\nbo,NO\n".utf8), "who=journey left=consent.email,Yes:no,true:no,No:,false:"
    )
    #expect(found.output == "journey,consent.email\nanna,no\nbo,\n", "\(found.errors)")
  }

  @Test func `what its list does not name is no consent, and told`() throws {
    let data = Data("who,left,stage\nanna,No,Lead\nbo,1,Kunde\n".utf8)
    let found = try run(data, "who=journey left=consent.email,Yes:no,No: stage=stage,Lead:awareness")
    #expect(found.exitCode == 1 && found.output == "", "half of a file is none")
    #expect(found.errors == "line 3: '1' is not among the cells that are listed for consent.email: yes, no\n")
    // A word of a stage that is not named stays as it is.
    #expect(
      try run(data, "who=journey stage=stage,Lead:awareness").output
        == "journey,stage\nanna,awareness\nbo,Kunde\n")
  }

  @Test func `files of central Europe are read under the name of their encoding`() throws {
    let data = try #require("Kto;Firma\nola;Żółć Łódź\n".data(using: .windowsCP1250))
    try data.write(to: folder.url.appending(path: "export"))
    let found = try Shell.run(
      "ENCODING=windows-1250 python3 columns.py Z Kto=journey Firma=account.name < export", in: folder)
    #expect(found.output == "journey;account.name\nola;Żółć Łódź\n", "\(found.errors)")
  }

  @Test func `a hint for spreadsheets, a single digit of the hour and an empty file are no trouble`() throws {
    let data = Data("sep=;\r\nwer;seit\r\nanna;1.2.2026 9:05\r\n".utf8)
    let found = try run(data, "wer=journey seit=at")
    #expect(found.output == "journey;at\nanna;2026-02-01T09:05:00+02:00\n", "\(found.errors)")
    let empty = try run(Data(), "wer=journey")
    #expect(empty.exitCode == 1 && empty.errors == "the export is empty\n", "\(empty.errors)")
  }
}
