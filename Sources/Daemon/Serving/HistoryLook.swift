import History
import Serving

/// Looks every second whether the history's file is where it was. It belongs to the event loop.
final class HistoryLook {
  private let state: ServingState

  private static let interval = Duration.seconds(1)

  init(_ state: ServingState) { self.state = state }

  func run() {
    state.history.lookAtPlace()
    state.loop.schedule(after: Self.interval) { self.run() }
  }
}
