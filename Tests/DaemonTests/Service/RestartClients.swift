import TestSupport
import Foundation
import TestSupport

/// Clients that ask all the time, each request on a connection of its own.
///
/// Unchecked because what changes is touched under the condition's lock only.
final class RestartClients: @unchecked Sendable {
  struct Tally {
    var answered = 0
    /// Why somebody could not connect.
    var refused: [String] = []
    /// Why a request on a connection got no answer.
    var lost: [String] = []
    /// Answers that were not what was asked for.
    var wrong: [String] = []
  }

  private let path: String
  private let condition = NSCondition()
  private var tally = Tally()
  private var isOver = false
  private var running: Int

  init(_ count: Int, at path: String) {
    self.path = path
    running = count
    for number in 0..<count {
      Thread.detachNewThread { [self] in
        askUntilEnd("client-\(number)")
        condition.withLock {
          running -= 1
          condition.broadcast()
        }
      }
    }
  }

  /// Waits until so many more requests are answered, or as long as any client still asks.
  func waitForAnswers(_ count: Int) {
    condition.withLock {
      let wanted = tally.answered + count
      while tally.answered < wanted, tally.lost.count < 100, condition.wait(until: .now + 60) {}
    }
  }

  /// Has all of them end with the request that they are at.
  func stop() -> Tally {
    condition.withLock {
      isOver = true
      while running > 0 { condition.wait() }
      return tally
    }
  }

  private func askUntilEnd(_ name: String) {
    var number = 0
    while !condition.withLock({ isOver }) {
      number += 1
      let journey = "\(name)-\(number)"
      guard let client = connected() else { return }
      do {
        let answer = try client.ask("POST", "/v1/decide", Samples.state(journey), type: "application/json")
        let isRight = answer.status == 200 && answer["journey"] == journey
        count { if isRight { $0.answered += 1 } else { $0.wrong.append(answer.text) } }
      } catch {
        count { $0.lost.append("\(journey): \(error)") }
      }
    }
  }

  private func connected() -> Client? {
    do {
      return try Client(path)
    } catch {
      count { $0.refused.append("\(error)") }
      return nil
    }
  }

  private func count(_ change: (inout Tally) -> Void) {
    condition.withLock {
      change(&tally)
      condition.broadcast()
    }
  }
}
