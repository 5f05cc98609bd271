import Decisions
import Foundation
import JSON
import RuleFiles
import Rules
import Testing
import TestSupport
import Time

@testable import Books
@testable import Daemon

/// The rule book of the project decides about real journeys.
@Suite struct RealDataTests {
  /// States, one a line.
  static func states(_ name: String) throws -> [Substring] {
    let folder = try TestFolder(withBook: false)
    try folder.write("", to: "states")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", SharedSuite.realStates.url.path, name]
    // A file, not a pipe: nobody has to empty it meanwhile.
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: folder.at("states")))
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try folder.read("states").split(separator: "\n")
  }

  private struct Tally {
    var decided = 0
    var withReason = 0
    var refused: [String] = []
    var warnings: Set<String> = []
  }

  private static func decide(_ states: some Sequence<Substring>) throws -> Tally {
    let load = RuleBook.load(RuleDirectory.read(at: Project.root.appending(path: "rules").path).files)
    let plan = DecisionPlan(try #require(load.book))
    let decider = Decider(plan)
    let clock = try #require(Instant(rfc3339: "2026-09-01T09:00:00Z"))
    var tally = Tally()
    for text in states {
      let document = try JSONDocument(parsing: Array(text.utf8))
      do throws(StateRefusal) {
        let state = try JourneyState.read(document, at: document.root, for: plan, limits: .init())
        let decision = decider.decide(state, clock: clock, options: .init(limit: nil, explanation: .none))
        tally.decided += 1
        if decision.recommendations.contains(where: { !($0.because ?? "").isEmpty }) { tally.withReason += 1 }
        for warning in decision.warnings { tally.warnings.insert("\(warning.pointer): \(warning.detail)") }
      } catch {
        tally.refused += error.problems.map { "\($0.pointer): \($0.detail)" }
      }
    }
    return tally
  }

  @Test(.needs(.realStates))
  func `every one of 448 deals is decided, and nine in ten get a recommendation with its reason`() throws {
    let tally = try Self.decide(try Self.states("salvirt"))
    #expect(tally.decided == 448 && tally.refused == [] && tally.warnings == [])
    #expect(tally.withReason * 10 >= 448 * 9, "\(tally.withReason) of 448")
  }

  /// `WAYMARK_ALL_LEADS=1` decides about all of them.
  @Test(.needs(.realStates)) func `leads are decided without refusal or warning`() throws {
    let states = try Self.states("olist")
    #expect(states.count == 8_000)
    let step = ProcessInfo.processInfo.environment["WAYMARK_ALL_LEADS"] == "1" ? 1 : 10
    let some = stride(from: 0, to: states.count, by: step).map { states[$0] }
    let tally = try Self.decide(some)
    #expect(tally.decided == some.count && tally.refused == [] && tally.warnings == [])
  }
}
