import History
import Serving

/// Looks every second whether the history's file is where it was, and the copy of the rule book. It belongs to the event
/// loop.
final class HistoryLook {
  private let state: ServingState
  private let lookAtCopy: () -> Void

  private static let interval = Duration.seconds(1)

  init(_ state: ServingState, lookAtCopy: @escaping () -> Void) {
    self.state = state
    self.lookAtCopy = lookAtCopy
  }

  func run() {
    state.history.lookAtPlace()
    lookAtCopy()
    state.loop.schedule(after: Self.interval) { self.run() }
  }
}
