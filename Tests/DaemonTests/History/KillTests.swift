import Foundation
import Testing
import TestSupport

@Suite("Nothing acknowledged is lost")
struct KillTests {
  /// Asks until the daemon is gone, and adds every answer that came.
  private static func ask(
    _ daemon: TestDaemon, _ thread: Int, _ round: Int, adding answers: AnswersOfThreads
  ) {
    guard let client = try? daemon.connect() else { return }
    var number = 0
    while true {
      let journey = "r\(round)-t\(thread)-\(number / 5)"
      number += 1
      guard
        let answer = try? client.ask(
          "POST", "/v1/next", CapBook.state(journey), type: "application/json"), answer.status == 200
      else { return }
      answers.add(journey, answer.reserved.isEmpty ? nil : answer["decision"])
    }
  }

  /// Tells events until the daemon is gone, one or some at a time, and adds those that were taken.
  private static func tell(
    _ daemon: TestDaemon, _ thread: Int, _ round: Int, adding answers: AnswersOfThreads
  ) {
    guard let client = try? daemon.connect() else { return }
    var number = 0
    while true {
      let journey = "r\(round)-t\(thread)-\(number / 10)"
      let ids = (number..<number + 1 + number % 4).map { "r\(round)-t\(thread)-e\($0)" }
      number += ids.count
      let events = ids.map { event($0, of: journey) }.joined(separator: ",")
      guard let answer = try? client.ask("POST", "/v1/events", "[\(events)]", type: "application/json"),
        answer.status == 200
      else { return }
      for id in ids { answers.add(journey, id) }
    }
  }

  private static func event(_ id: String, of journey: String) -> String {
    "{\"journey\": \"\(journey)\", \"id\": \"\(id)\", \"at\": \"2026-01-01T10:00:00Z\", \"touchpoint\": \"call\"}"
  }

  /// Kills a daemon under load, once so many answers were there, however long they take.
  ///
  /// - Parameter ask: what each of eight threads does until the daemon is gone.
  private func killed(
    in folder: TestFolder, after count: Int,
    _ ask: @escaping @Sendable (TestDaemon, _ thread: Int, AnswersOfThreads) -> Void
  ) throws -> AnswersOfThreads {
    let daemon = try TestDaemon(in: folder)
    let answers = AnswersOfThreads()
    let group = DispatchGroup()
    for thread in 0..<8 {
      group.enter()
      Thread.detachNewThread {
        ask(daemon, thread, answers)
        group.leave()
      }
    }
    #expect(answers.wait(for: count))
    try daemon.stop(with: SIGKILL)
    try #require(group.wait(timeout: .now() + 60) == .success, "a client hangs")
    return answers
  }

  @Test func `a kill at any moment leaves every acknowledged contact there once, and caps exact`() throws {
    let folder = try CapBook.folder()
    var random = SeededRandom.ofThisRun()
    for round in 0..<Rounds.count("WAYMARK_TEST_KILLS", orElse: 5) {
      let answers = try killed(in: folder, after: Int.random(in: 1...40, using: &random)) {
        Self.ask($0, $1, round, adding: $2)
      }
      let daemon = try TestDaemon(in: folder)
      // Nothing of what a kill leaves is taken for damage.
      #expect(try daemon.get("/readyz").status == 200)
      for (journey, decisions) in Dictionary(grouping: answers.recorded, by: \.journey) {
        let contacts = try daemon.contacts(of: journey).json["contacts"] as? [[String: Any]] ?? []
        let known = contacts.compactMap { $0["decision"] as? String }
        #expect(Set(known).count == known.count)
        #expect(Set(known).isSuperset(of: decisions.map(\.id)))
        #expect(known.count <= 3)
        var reserved = known.count
        while reserved < 5, !(try daemon.next(CapBook.state(journey)).reserved.isEmpty) { reserved += 1 }
        #expect(reserved == 3)
      }
      #expect(try daemon.stop() == 0)
    }
  }

  @Test func `a kill at any moment leaves every acknowledged event there once`() throws {
    let folder = try JourneyBook.folder()
    var random = SeededRandom.ofThisRun()
    for round in 0..<Rounds.count("WAYMARK_TEST_KILLS", orElse: 5) {
      let answers = try killed(in: folder, after: Int.random(in: 1...200, using: &random)) {
        Self.tell($0, $1, round, adding: $2)
      }
      let daemon = try TestDaemon(in: folder)
      #expect(try daemon.get("/readyz").status == 200)
      for (journey, events) in Dictionary(grouping: answers.recorded, by: \.journey) {
        let known = try daemon.journey(journey).events.compactMap { $0["id"] as? String }
        #expect(Set(known).count == known.count)
        #expect(Set(known).isSuperset(of: events.map(\.id)))
        // Telling all again changes nothing.
        let again = events.map { Self.event($0.id, of: journey) }.joined(separator: ",")
        let answer = try daemon.tell("[\(again)]")
        #expect(answer.json["recorded"] as? Int == 0 && answer.json["repeated"] as? Int == events.count)
        #expect(try daemon.journey(journey).events.count == known.count)
      }
      #expect(try daemon.stop() == 0)
    }
  }
}

/// What several threads were answered.
///
/// Unchecked because what changes is touched under the condition's lock only.
private final class AnswersOfThreads: @unchecked Sendable {
  private let condition = NSCondition()
  private var count = 0
  private var found: [(journey: String, id: String)] = []

  /// - Parameter id: of what was recorded; nil where nothing was.
  func add(_ journey: String, _ id: String?) {
    condition.withLock {
      count += 1
      if let id { found.append((journey, id)) }
      condition.broadcast()
    }
  }

  /// False where so many do not come in a minute.
  func wait(for wanted: Int) -> Bool {
    let deadline = Date(timeIntervalSinceNow: 60)
    return condition.withLock {
      while count < wanted { guard condition.wait(until: deadline) else { return false } }
      return true
    }
  }

  var recorded: [(journey: String, id: String)] { condition.withLock { found } }
}
