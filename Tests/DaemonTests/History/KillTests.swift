import Foundation
import Testing

@Suite("Nothing acknowledged is lost")
struct KillTests {
  /// Asks until the daemon is gone.
  ///
  /// - Returns: journey and decision of every answer that came.
  private static func ask(_ daemon: TestDaemon, _ thread: Int, _ round: Int) -> [(
    journey: String, decision: String
  )] {
    guard let client = try? daemon.connect() else { return [] }
    var answered: [(String, String)] = []
    var number = 0
    while true {
      let journey = "r\(round)-t\(thread)-\(number / 5)"
      number += 1
      guard
        let answer = try? client.ask(
          "POST", "/v1/next", CapBook.state(journey), type: "application/json"), answer.status == 200
      else { return answered }
      if !answer.reserved.isEmpty, let decision = answer["decision"] { answered.append((journey, decision)) }
    }
  }

  @Test func `a kill at any moment leaves every acknowledged contact there once, and caps exact`() throws {
    let folder = try CapBook.folder()
    var random = SystemRandomNumberGenerator()
    for round in 0..<Rounds.count("WAYMARK_TEST_KILLS", orElse: 5) {
      var daemon = try TestDaemon(in: folder)
      let results = Results()
      let group = DispatchGroup()
      for thread in 0..<8 {
        let asked = daemon
        Thread.detachNewThread {
          results.add(Self.ask(asked, thread, round))
          group.leave()
        }
        group.enter()
      }
      // At a moment under load: after some answers, however long they take.
      let wanted = Int.random(in: 1...40, using: &random)
      while try daemon.get("/v1/rules?id=send-news").matched < wanted {}
      try daemon.stop(with: SIGKILL)
      guard group.wait(timeout: .now() + 30) == .success else {
        Issue.record("a client hangs")
        return
      }
      daemon = try TestDaemon(in: folder)
      // Nothing of what a kill leaves is taken for damage.
      #expect(try daemon.get("/readyz").status == 200)
      let answered = results.all
      for (journey, decisions) in Dictionary(grouping: answered, by: \.journey) {
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

/// What several threads found.
private final class Results: @unchecked Sendable {
  private let lock = NSLock()
  private var found: [(journey: String, decision: String)] = []

  func add(_ more: [(journey: String, decision: String)]) { lock.withLock { found += more } }

  var all: [(journey: String, decision: String)] { lock.withLock { found } }
}

extension Answer {
  /// How often the one rule that was asked for matched.
  fileprivate var matched: Int { (json["rules"] as? [[String: Any]])?.first?["matched"] as? Int ?? 0 }
}
