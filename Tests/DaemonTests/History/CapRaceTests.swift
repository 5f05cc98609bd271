import Foundation
import Testing
import TestSupport

/// How often a test that is about luck tries it.
enum Rounds {
  /// - Parameter few: how often it does without being asked for more.
  static func count(_ name: String, orElse few: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? few
  }
}

@Suite("Caps are exact")
struct CapRaceTests {
  /// Two hundred ask at once for one journey, or for the fifty of one account, while rules are loaded again: of each
  /// round three are reserved.
  @Test(arguments: ["journey", "account"])
  func `however many ask at once`(scope: String) throws {
    let folder = try CapBook.folder(per: scope)
    let daemon = try TestDaemon(in: folder, ["RULES_SETTLE": "20ms"])
    let clients = try (0..<200).map { _ in try daemon.connect() }
    for round in 0..<Rounds.count("WAYMARK_TEST_RACES", orElse: 15) {
      try folder.write(CapBook.text(per: scope, score: 50 + round % 40), to: "rules/book.yaml")
      for (number, client) in clients.enumerated() {
        let journey = scope == "account" ? "r\(round)/j\(number % 50)" : "r\(round)"
        try client.send(
          "POST", "/v1/next", CapBook.state(journey, account: "account-\(round)"), type: "application/json")
      }
      let answers = try clients.map { try $0.answer() }
      #expect(answers.allSatisfy { $0.status == 200 })
      #expect(answers.count { !$0.reserved.isEmpty } == 3)
      let held = answers.filter { $0.reserved.isEmpty }
      #expect(held.allSatisfy { $0.heldBack == ["news: channel-capped", "tip: channel-capped"] })
      #expect(held.allSatisfy { $0["next_possible"] != nil })
    }
    #expect(try daemon.stop() == 0)
  }
}
