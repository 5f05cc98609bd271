import Foundation
import Testing
import TestSupport

@Suite("Nothing acknowledged is lost")
struct KillTests {
  /// Asks until the daemon is gone, and adds every answer that came.
  private static func ask(_ daemon: TestDaemon, _ thread: Int, _ round: Int, adding answers: AnswersOfThreads)
  {
    guard let client = try? daemon.connect() else { return }
    var number = 0
    while true {
      let journey = "r\(round)-t\(thread)-\(number / 5)"
      number += 1
      guard
        let answer = try? client.ask(
          "POST", "/v1/next", CapBook.state(journey), type: "application/json"), answer.status == 200
      else { return }
      answers.add(journey, decision: answer.reserved.isEmpty ? nil : answer["decision"])
    }
  }

  @Test func `a kill at any moment leaves every acknowledged contact there once, and caps exact`() throws {
    let folder = try CapBook.folder()
    var random = SeededRandom.ofThisRun()
    for round in 0..<Rounds.count("WAYMARK_TEST_KILLS", orElse: 5) {
      var daemon = try TestDaemon(in: folder)
      let answers = AnswersOfThreads()
      let group = DispatchGroup()
      for thread in 0..<8 {
        let asked = daemon
        group.enter()
        Thread.detachNewThread {
          Self.ask(asked, thread, round, adding: answers)
          group.leave()
        }
      }
      // At a moment under load: after some answers, however long they take.
      #expect(answers.wait(for: Int.random(in: 1...40, using: &random)))
      try daemon.stop(with: SIGKILL)
      guard group.wait(timeout: .now() + 60) == .success else {
        Issue.record("a client hangs")
        return
      }
      daemon = try TestDaemon(in: folder)
      // Nothing of what a kill leaves is taken for damage.
      #expect(try daemon.get("/readyz").status == 200)
      for (journey, decisions) in Dictionary(grouping: answers.reserving, by: \.journey) {
        let contacts = try daemon.contacts(of: journey).json["contacts"] as? [[String: Any]] ?? []
        let known = contacts.compactMap { $0["decision"] as? String }
        #expect(Set(known).count == known.count)
        #expect(Set(known).isSuperset(of: decisions.map(\.decision)))
        #expect(known.count <= 3)
        var reserved = known.count
        while reserved < 5, !(try daemon.next(CapBook.state(journey)).reserved.isEmpty) { reserved += 1 }
        #expect(reserved == 3)
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
  private var found: [(journey: String, decision: String)] = []

  /// - Parameter decision: nil where it reserved nothing.
  func add(_ journey: String, decision: String?) {
    condition.withLock {
      count += 1
      if let decision { found.append((journey, decision)) }
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

  var reserving: [(journey: String, decision: String)] { condition.withLock { found } }
}
