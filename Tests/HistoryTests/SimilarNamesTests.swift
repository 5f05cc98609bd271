import Decisions
import Journeys
import Rules
import Testing
import Time

@testable import History

/// Journeys whose ids are nearly those that are asked about.
@Suite struct SimilarNamesTests {
  @Test func `a name is found that differs in capitals, spaces, hidden characters or encoding only`() {
    var table = NameTable(findingSimilar: true)
    let numbers = ["near@x.example", "cl2", "J\u{F6}rg", "anna"].map { table.intern($0).number }
    for (asked, known) in [
      ("Near@x.example", "near@x.example"), ("cl2\r", "cl2"), ("C L 2", "cl2"), ("\u{FEFF}cl2", "cl2"),
      ("Jo\u{308}rg", "J\u{F6}rg"), ("j\u{F6}rg", "J\u{F6}rg"),
    ] {
      #expect(table.similar(to: asked).map { Array($0.utf8) } == Array(known.utf8), "\(asked)")
    }
    for other in ["anna", "ann", "near@y.example", ""] { #expect(table.similar(to: other) == nil) }
    table.remove(numbers[1])
    #expect(table.similar(to: "cl2\r") == nil)
    #expect(NameTable().similar(to: "Near@x.example") == nil)
  }

  @Test func `thousands of names are found, and those that are removed are not`() {
    var table = NameTable(findingSimilar: true)
    for index in 0..<5_000 { _ = table.intern("person\(index)@x.example") }
    for index in 0..<5_000 {
      #expect(table.similar(to: "Person\(index)@x.example ") == "person\(index)@x.example")
    }
    for index in stride(from: 0, to: 5_000, by: 2) {
      if let number = table.number(of: "person\(index)@x.example") { table.remove(number) }
    }
    for index in 0..<5_000 {
      #expect((table.similar(to: "PERSON\(index)@x.example") == nil) == (index % 2 == 0))
    }
  }

  @Test func `names that differ in capitals only do not grow slow by their number`() {
    // As one chain, a million comparisons for each.
    var table = NameTable(findingSimilar: true)
    for index in 0..<(1 << 15) {
      let name = "abcdefghijklmno".enumerated().map { place, letter in
        index >> place & 1 == 1 ? letter.uppercased() : String(letter)
      }.joined()
      _ = table.intern(name)
    }
    #expect(table.similar(to: "abcdefghijklmno ") != nil)
    #expect(table.number(of: "ABCDEFGHIJKLMNO") == Int32((1 << 15) - 1))
  }

  @Test func `of journeys that only events were told of, the tidier one is found`() throws {
    let test = try TestHistory()
    let fault = test.submit { transaction in
      transaction.add(
        JourneyEvent(
          journey: "near@x.example", at: TestHistory.start, name: nil, account: nil,
          body: Array(#"{"stage":"s"}"#.utf8)))
    }
    #expect(fault == nil)
    #expect(try test.history.similarJourney(to: "Near@x.example\r") == "near@x.example")
    #expect(try test.history.similarJourney(to: "near@x.example") == nil)
    #expect(try test.history.similarJourney(to: "far@x.example ") == nil)
    test.restart()
    #expect(try test.history.similarJourney(to: "near@x.example ") == "near@x.example")
  }
}
