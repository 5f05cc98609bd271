import JSON
import Testing

@testable import Decisions

/// Whatever is wrong with a state, and however often: what is listed is bounded, and so is the work.
@Suite("A state with a great many mistakes")
struct ReadingCostTests {
  private static func reader(_ members: String, _ limits: JourneyState.Limits) throws -> (
    JSONDocument, StateReader
  ) {
    let scenario = try Scenario("actions: {a: {kind: k}}")
    let document = try JSONDocument(parsing: Array("{\"journey\": \"j\", \(members)}".utf8))
    return (
      document, StateReader(root: document.root, plan: scenario.plan, limits: limits, keepsAllTexts: false)
    )
  }

  /// Members that the book does not know, at whatever depth and of every kind.
  private static let mistakes: [(String, @Sendable (Int) -> String)] = [
    ("keys", { "\"k\($0)\": \($0)" }), ("objects", { "\"k\($0)\": {\"deep\": [{\"deeper\": null}]}" }),
    ("long keys", { "\"\(String(repeating: "k~/", count: 20))\($0)\": 1" }),
    ("huge numbers", { "\"k\($0)\": 1e999" }),
  ]

  @Test(arguments: mistakes.indices, [false, true])
  func `is read on one walk`(index: Int, refusesUnknown: Bool) throws {
    let count = 4_000
    let members = (0..<count).map(Self.mistakes[index].1).joined(separator: ", ")
    var (document, reader) = try Self.reader(members, .init(refusesUnknown: refusesUnknown))
    reader.readState(document, document.root)
    #expect(reader.fields.visitedForPointers <= count + 10)
  }

  @Test func `is read on one walk where each list of it is wrong`() throws {
    let touchpoint = #"{"type": "x", "at": 1, "channel": "y", "z": []}"#
    let list = Array(repeating: touchpoint, count: 1_000).joined(separator: ", ")
    let contact = #"{"channel": "fax", "outcome": "lost", "kind": 3}"#
    let contacts = Array(repeating: contact, count: 1_000).joined(separator: ", ")
    var (document, reader) = try Self.reader(
      #""touchpoints": [\#(list)], "contacts": [\#(contacts)], "triggers": [\#(list)]"#, .init())
    reader.readState(document, document.root)
    #expect(reader.fields.visitedForPointers < 3_000)
    let refusal = #expect(throws: StateRefusal.self) { _ = try reader.result() }
    #expect(refusal?.problems.count == 100)
    // A contact has no action, another outcome and a kind that is no string; a touchpoint an instant that is none.
    #expect(refusal?.listing.last?.detail == "4900 more problems, not listed")
  }

  @Test(arguments: [99, 100, 101, 102, 5_000])
  func `has a hundred warnings listed, and the number of the others`(count: Int) throws {
    let scenario = try Scenario("actions: {a: {kind: k}}")
    let members = (0..<count).map { "\"k\($0)\": 1" }.joined(separator: ", ")
    let warnings = try scenario.decide(members).warnings
    let rest = count - 100
    #expect(warnings.count == min(count, 101))
    #expect(
      warnings.first?.hasPrefix(" ") == (rest > 0), "what concerns the whole comes first, being by pointer")
    if rest == 1 { #expect(warnings[0] == " 1 more warning, not listed") }
    if rest > 1 { #expect(warnings[0] == " \(rest) more warnings, not listed") }
    let refusal = #expect(throws: StateRefusal.self) {
      _ = try scenario.read(members, limits: .init(refusesUnknown: true))
    }
    #expect(refusal?.listing.count == min(count, 101))
    #expect(refusal?.listing.first?.pointer == "/k0")
    #expect((refusal?.listing.last?.pointer == "") == (rest > 0))
  }
}
