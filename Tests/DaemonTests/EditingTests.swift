import Foundation
import Testing
import TestSupport

/// Rules are edited while clients ask without pause.
@Suite(.serialized) struct EditingTests {
  /// How many edits in a row; `WAYMARK_EDITS=200` makes it a longer trial.
  private static let edits = ProcessInfo.processInfo.environment["WAYMARK_EDITS"].flatMap { Int($0) } ?? 60
  /// How long files must rest before they are taken; `WAYMARK_SETTLE=500ms` is what a daemon does by itself.
  private static let settle = ProcessInfo.processInfo.environment["WAYMARK_SETTLE"] ?? "100ms"

  @Test(.timeLimit(.minutes(10)))
  func `edits, every other one broken, fail no request and mix no rule books`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder, ["RULES_SETTLE": Self.settle])
    let crowd = try Crowd(of: 16, at: daemon)
    var slowest: Duration = .zero
    var total: Duration = .zero
    var served = folder.revision()
    for edit in 1...Self.edits {
      let text = edit.isMultiple(of: 2) ? "rules: {broken" : "# Edit \(edit)\n" + Samples.extraRule(score: 50)
      let began = ContinuousClock.now
      // In place and by another file renamed over, in turn.
      if edit % 4 < 2 {
        try folder.write(text, to: "rules/more.yaml")
      } else {
        try folder.replace("rules/more.yaml", with: text)
      }
      if edit.isMultiple(of: 2) {
        try daemon.log.wait(for: "book.rejected", count: edit / 2)
        #expect(try daemon.revision() == served)
      } else {
        served = folder.revision()
        #expect(crowd.waitUntilAnswered(under: served), "edit \(edit)")
        let took = ContinuousClock.now - began
        slowest = max(slowest, took)
        total += took
      }
    }
    let tally = crowd.stop()
    print(
      "\(Self.edits) edits, \(tally.answers) arrays of \(Crowd.states) states answered on 16 connections, "
        + "\(tally.failures.count) failed; a save was answered under after \(total / ((Self.edits + 1) / 2)) on "
        + "average, \(slowest) at most, with settle \(Self.settle)")
    #expect(tally.failures == [])
    #expect(tally.answers > Self.edits)
    #expect(tally.revisions.count == Set(tally.revisions).count, "no rule book came back once another served")
    #expect(try daemon.stop() == 0)
  }
}

/// Connections that ask for arrays of decisions without pause, each on a thread of its own.
///
/// Unchecked because what changes is touched under the condition's lock only.
private final class Crowd: @unchecked Sendable {
  struct Tally {
    var answers = 0
    var failures: [String] = []
    /// In the order in which they were first seen.
    var revisions: [String] = []
  }

  /// In each array: enough for several slices of the daemon's time.
  static let states = 12

  private let condition = NSCondition()
  private var tally = Tally()
  private var isStopping = false
  private var running: Int

  init(of count: Int, at daemon: TestDaemon) throws {
    running = count
    for number in 0..<count {
      let client = Connection(try daemon.connect())
      let body = Samples.array(Self.states) { Samples.state("c\(number)-\($0)") }
      Thread { [self] in
        while condition.withLock({ !isStopping }) { ask(client.client, body) }
        condition.withLock {
          running -= 1
          condition.broadcast()
        }
      }.start()
    }
  }

  /// Unchecked because it is handed to one thread.
  private struct Connection: @unchecked Sendable {
    let client: Client

    init(_ client: Client) { self.client = client }
  }

  private func ask(_ client: Client, _ body: String) {
    let answer: Answer
    do {
      answer = try client.ask("POST", "/v1/decide", body, type: "application/json")
    } catch {
      return fail("\(error)")
    }
    guard answer.status == 200, let revision = answer.revision else {
      return fail("\(answer.status) \(answer.text)")
    }
    let named = answer.text.components(separatedBy: "\"revision\":\"\(revision)\"").count - 1
    let all = answer.text.components(separatedBy: "\"revision\":").count - 1
    guard named == Self.states, all == Self.states else {
      return fail("\(named) of \(all) decisions are under \(revision)")
    }
    condition.withLock {
      tally.answers += 1
      if tally.revisions.last != revision, !tally.revisions.suffix(2).contains(revision) {
        tally.revisions.append(revision)
      }
      condition.broadcast()
    }
  }

  private func fail(_ what: String) {
    condition.withLock {
      tally.failures.append(what)
      // One that cannot ask any more would fail for ever.
      isStopping = true
      condition.broadcast()
    }
  }

  /// False where no answer comes under the revision in time, or a request fails meanwhile.
  func waitUntilAnswered(under revision: String) -> Bool {
    let deadline = Date(timeIntervalSinceNow: 60)
    return condition.withLock {
      while tally.revisions.last != revision {
        guard !isStopping, condition.wait(until: deadline) else { return false }
      }
      return true
    }
  }

  func stop() -> Tally {
    condition.withLock {
      isStopping = true
      while running > 0 { condition.wait() }
      return tally
    }
  }
}
