import Dispatch
import Foundation
import Synchronization

/// Work that another thread repeats while something else is measured.
final class Background: Sendable {
  private let flag = StopFlag()
  private let done = DispatchGroup()
  private let state = Mutex<(rounds: Int, failure: (any Error)?)>((0, nil))

  /// - Parameter round: what is done again and again.
  init(_ round: @escaping @Sendable () throws -> Void) {
    done.enter()
    Thread.detachNewThread { [self] in
      defer { done.leave() }
      while !flag.isSet {
        do {
          try round()
          state.withLock { $0.rounds += 1 }
        } catch {
          return state.withLock { $0.failure = error }
        }
      }
    }
  }

  /// Lets it come to the end of its round.
  ///
  /// - Returns: how many rounds there were.
  func stop() throws -> Int {
    flag.set()
    done.wait()
    let (rounds, failure) = state.withLock { $0 }
    if let failure { throw failure }
    return rounds
  }
}
