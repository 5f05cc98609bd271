import Diagnostics
import Replay
import TestSupport
import Testing

/// Changes that are meant.
@Suite struct ExpectedChangeTests {
  private func load(_ text: String) throws -> ExpectedChanges {
    let book = try Traffic.load(CauseTests.book)
    return ExpectedChanges.load(SourceFile(path: "changes.yaml", bytes: Array(text.utf8)), for: book.book)
  }

  private func replay(_ expected: String) throws -> ReplayTally {
    var traffic = try Traffic(CauseTests.book)
    try traffic.decide(CauseTests.plain)
    let other = CauseTests.book.replacing("score: 70", with: "score: 55").replacing(
      "title: Story", with: "title: Tale")
    let changes = try load(expected)
    #expect(changes.diagnostics.isEmpty, "\(changes.diagnostics)")
    return traffic.replay(under: try Traffic.load(other), expecting: changes)
  }

  @Test(arguments: [
    ("- rule: recommend-guide\n- {action: story, because: a better word}\n", true),
    ("- {stage: early}\n", true), ("- {stage: late}\n", false), ("- rule: recommend-guide\n", false),
    ("- {rule: [recommend-guide, other], outcome: matched}\n- {action: [story, call]}\n", true),
    ("- {policy: caps}\n- {stage: early, action: guide}\n- {stage: early, action: story}\n", true),
    ("- {persona: cfo}\n", false),
  ])
  func `a decision is expected where an entry fits each of its causes`(text: String, isExpected: Bool) throws
  {
    let tally = try replay(text)
    #expect(tally.noticed == 1)
    #expect(tally.expected == (isExpected ? 1 : 0), "\(tally.causes.map(\.key.text))")
    #expect(tally.changes.isEmpty == isExpected)
  }

  @Test func `entries that nothing fits are told of at their place`() throws {
    let changes = try load("- rule: recommend-guide\n- rule: no-such-rule\n")
    let unmatched = changes.unmatched([3, 0])
    #expect(unmatched.map(\.id.name) == ["change-not-found"])
    #expect(unmatched.first?.location.span.line == 2)
  }

  @Test(arguments: [
    ("rule: x\n", "expected-list"), ("- ruel: x\n", "unknown-key"),
    ("- because: nothing\n", "expects-everything"),
    ("- x\n", "expected-mapping"), ("- {outcome: lost}\n", "unknown-decision-outcome"),
    ("- rule:\n", "missing-value"),
    ("- {rule: [}\n", ""),
  ])
  func `mistakes have a place and an id`(text: String, id: String) throws {
    let found = try load(text).diagnostics
    #expect(!found.isEmpty)
    if !id.isEmpty { #expect(found.contains { $0.id.name.contains(id) }, "\(found.map(\.id.name))") }
    #expect(found.allSatisfy { $0.location.file == "changes.yaml" })
  }
}
