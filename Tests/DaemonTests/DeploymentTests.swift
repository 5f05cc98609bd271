import Foundation
import Testing
import TestSupport

/// A change of several files that takes its time, while somebody asks.
@Suite struct DeploymentTests {
  /// So many that a deployment takes longer than files have to rest, with short pauses: a busy machine may make each of
  /// them ten times as long.
  private static let files = 14

  /// One rule in each file; those of a deployment go together.
  private static func rules(_ deployment: String, _ number: Int) -> String {
    "rules:\n  \(deployment)-\(number): {recommend: product-tour}\n"
  }

  /// Asks until a while has passed, and returns every rule book that answered.
  private static func revisions(_ daemon: TestDaemon, during span: Duration) throws -> Set<String> {
    let client = try daemon.connect()
    let end = ContinuousClock.now + span
    var seen: Set<String> = []
    repeat {
      seen.insert(try client.ask("GET", "/v1/book").json["revision"] as? String ?? "")
    } while ContinuousClock.now < end
    return seen
  }

  @Test(arguments: [false, true]) func `is served as a whole, behind links too`(isLinked: Bool) throws {
    let folder = try TestFolder()
    for number in 1...Self.files {
      try folder.write(Self.rules("old", number), to: "\(isLinked ? "there" : "rules")/part\(number).yaml")
      if isLinked { try folder.link("rules/part\(number).yaml", to: "../there/part\(number).yaml") }
    }
    let daemon = try TestDaemon(in: folder, ["RULES_LINKS": "follow", "RULES_SETTLE": "3s"])
    let old = folder.revision()
    for number in 1...Self.files {
      try folder.write(Self.rules("new", number), to: "\(isLinked ? "there" : "rules")/part\(number).yaml")
      #expect(try Self.revisions(daemon, during: .milliseconds(250)) == [old])
    }
    let new = folder.revision()
    try daemon.log.wait(for: "book.loaded") { $0["revision"] == new }
    #expect(daemon.log.lines(of: "book.loaded").map { $0["revision"] } == [old, new])
    #expect(daemon.log.lines(of: "book.rejected").isEmpty)
    #expect(try daemon.stop() == 0)
  }
}
