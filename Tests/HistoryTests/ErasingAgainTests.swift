import Decisions
import Foundation
import Journeys
import Rules
import Synchronization
import Testing
import Time

@testable import History

/// Journeys that were erased, and an old copy of the database that has them.
@Suite struct ErasingAgainTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  private var copy: String { "\(test.folder)/copy.sqlite" }
  private var erasures: String { "\(test.folder)/erasures" }

  private func record(_ journeys: String..., at: Int64 = 0) {
    for journey in journeys {
      test.submit {
        _ = $0.record(
          .of(.delivered, journey: journey, at: at), now: .s(at), sameContactWithin: .hour)
      }
    }
  }

  private func tell(_ journey: String) {
    let event = JourneyEvent(
      journey: journey, at: .s(0), name: nil, account: nil, body: Array(#"{"stage":"s"}"#.utf8))
    test.submit {
      _ = try? $0.record(EventReader.Told(event: event, noes: [], hasInstant: true, warnings: []))
    }
  }

  private func makeCopy() {
    let isDone = Mutex(false)
    test.history.copy(to: copy) { _ in isDone.withLock { $0 = true } }
    while !isDone.withLock({ $0 }), test.turn() {}
  }

  /// Puts the copy in the place of the database, as the runbook says.
  private func goBack() throws {
    try test.restart {
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: test.path + end) }
      try FileManager.default.copyItem(atPath: copy, toPath: test.path)
    }
    test.submit { _ in }
  }

  private static func old(_ count: Int) -> String {
    "damaged: the database is older than the file of erasures, which knows of \(count) erasure\(count == 1 ? "" : "s") that it lacks, the last of \(Instant.s(0))"
  }

  /// Waits until nothing is left of a journey.
  private func isGone(_ journey: String) throws -> Bool {
    func isLeft() throws -> Bool {
      try !test.lines(journey).isEmpty || !test.history.events(of: journey).isEmpty
    }
    while try isLeft(), test.turn() {}
    return try !isLeft()
  }

  @Test func `they are erased again when the copy is put back, and only then`() throws {
    record("anna", "bo")
    tell("cy")
    test.submit {
      _ = $0.record(.of(.unsubscribed, journey: "anna", at: 5), now: .s(5), sameContactWithin: .hour)
    }
    makeCopy()
    for journey in ["anna", "cy"] { #expect(test.erase(journey) != nil) }
    #expect(try !String(contentsOfFile: erasures, encoding: .utf8).contains("anna"))
    try goBack()
    #expect(test.events == [Self.old(2), "restored: 2 of 2"])
    #expect(try isGone("anna") && isGone("cy") && test.lines("bo").count == 1)
    #expect(test.isOut("anna"))
    #expect(try test.accept().count == 1)
    test.restart {}
    #expect(test.events == [] && test.lines("anna") == [])
    // Of the file nothing is left either.
    for name in ["anna", "cy"] {
      let bytes = try Data(contentsOf: URL(filePath: test.path))
      #expect(bytes.firstRange(of: Data(name.utf8)) == nil)
    }
  }

  @Test func `who comes back after being erased stays, also in a later copy and after a loss`() throws {
    record("anna")
    #expect(test.erase("anna") == 1)
    record("anna", at: 100_000)
    makeCopy()
    try goBack()
    #expect(test.events == [] && test.lines("anna").count == 1)
    // Lost while it runs, it is written anew with what it knows of.
    try FileManager.default.removeItem(atPath: test.path)
    #expect(
      test.submit { _ = $0.record(.of(.delivered, journey: "bo"), now: .s(1), sameContactWithin: .hour) }
        != nil)
    test.lookAgain()
    test.restart {}
    #expect(test.events == [] && test.lines("anna").count == 1)
    // Damaged at a start, too.
    try test.restart { try Data(repeating: 0x78, count: 9_000).write(to: URL(filePath: test.path)) }
    record("anna", at: 200_000)
    test.restart {}
    #expect(test.lines("anna").count == 1 && !test.events.contains { $0.hasPrefix("restored") })
    // The next erasure goes on counting.
    makeCopy()
    #expect(test.erase("anna") == 1)
    try goBack()
    #expect(try test.events.contains("restored: 1 of 1") && isGone("anna"))
  }

  @Test func `a file that is gone, or lacks the latest, is told at each start`()
    throws
  {
    record("anna", "bo", "cy")
    #expect(test.erase("anna") == 1)
    let before = try Data(contentsOf: URL(filePath: erasures))
    #expect(test.erase("bo") == 1)
    let whole = try Data(contentsOf: URL(filePath: erasures))
    test.restart {}
    #expect(test.events == [])
    try test.restart { try before.write(to: URL(filePath: erasures)) }
    #expect(test.events == ["erasures lost: 1 of 2"])
    try test.restart { try FileManager.default.removeItem(atPath: erasures) }
    #expect(test.events == ["erasures lost: 2 of 2"])
    test.restart {}
    #expect(test.events == ["erasures lost: 2 of 2"])
    try test.restart { try whole.write(to: URL(filePath: erasures)) }
    #expect(test.events == [])
    try test.restart { try FileManager.default.removeItem(atPath: erasures) }
    #expect(test.erase("cy") == 1)
    // That a later one is in the new file brings the others back no more.
    test.restart {}
    #expect(test.events == ["erasures lost: 2 of 3"])
  }

  @Test(arguments: [1, 2, 3])
  func `a line that is missing in the middle, or changed, is told, also with an old copy`(_ line: Int) throws
  {
    record("anna", "bo", "cy")
    makeCopy()
    for journey in ["anna", "bo", "cy"] { #expect(test.erase(journey) == 1) }
    let whole = try String(contentsOfFile: erasures, encoding: .utf8).split(separator: "\n").map(String.init)
    var without = whole
    without.remove(at: line)
    var changed = whole
    changed[line].replaceSubrange(changed[line].startIndex...changed[line].startIndex, with: "7")
    for lines in [without, changed] {
      try test.restart {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: erasures))
      }
      #expect(test.events == ["erasures lost: 1 of 3"])
    }
    // What is left is erased again.
    try goBack()
    #expect(test.events == ["erasures lost: 1 of 3", Self.old(2), "restored: 2 of 2"])
  }

  @Test func `an erasure that came to nothing is no gap`() throws {
    record("anna", "bo")
    #expect(test.erase("anna") == 1)
    // The database is moved away and a folder stands in its place: nothing can be written.
    try FileManager.default.moveItem(atPath: test.path, toPath: test.path + ".away")
    try FileManager.default.createDirectory(atPath: test.path, withIntermediateDirectories: false)
    #expect(test.erase("bo") == nil)
    try FileManager.default.removeItem(atPath: test.path)
    try FileManager.default.moveItem(atPath: test.path + ".away", toPath: test.path)
    test.lookAgain()
    #expect(test.erase("bo") == 1)
    test.restart {}
    #expect(test.events == [])
    let lines = try String(contentsOfFile: erasures, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(lines.map { $0.prefix(2) } == ["1 ", "2 ", "3 "])
  }

  @Test func `what is not whole in the file, or of another history, erases nobody`() throws {
    record("anna", "bo")
    makeCopy()
    #expect(test.erase("anna") == 1)
    #expect(test.erase("bo") == 1)
    var lines = try String(contentsOfFile: erasures, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 3)
    lines[1] = lines[1].dropLast() + "x"
    try Data((lines.joined(separator: "\n") + "\n4 ab").utf8).write(to: URL(filePath: erasures))
    try goBack()
    #expect(test.events == ["erasures lost: 1 of 2", Self.old(1), "restored: 1 of 1"])
    #expect(try test.lines("anna").count == 1 && isGone("bo"))
    // The line that was cut off is written over.
    #expect(test.erase("anna") == 1)
    try goBack()
    #expect(try test.events == ["erasures lost: 1 of 3", Self.old(2), "restored: 2 of 2"] && isGone("anna"))
    lines[0] = lines[0].dropLast() + "x"
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: erasures))
    try goBack()
    #expect(test.events == ["erasures lost: 2 of 2"] && test.lines("bo").count == 1)
    #expect(test.erase("bo") == 1)
    let names = try FileManager.default.contentsOfDirectory(atPath: test.folder)
    #expect(names.contains { $0.hasPrefix("erasures.damaged-") })
  }
}
