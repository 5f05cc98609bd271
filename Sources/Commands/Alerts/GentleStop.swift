import Dispatch
import Glibc
import Synchronization

/// SIGTERM and SIGINT end a command at once with exit code 0, or as soon as it has done what it may not break off.
final class GentleStop: Sendable {
  private struct State {
    var isBusy = false
    var isAsked = false
  }

  private let state = Mutex(State())
  /// Only kept alive here.
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  init() {
    let registered = DispatchGroup()
    sources.withLock { sources in
      for number in [SIGTERM, SIGINT] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { [weak self] in self?.stop() }
        registered.enter()
        source.setRegistrationHandler { registered.leave() }
        source.resume()
        sources.append(source)
      }
    }
    registered.wait()
  }

  /// Does what may not be broken off.
  func finishing<Result>(_ work: () -> Result) -> Result {
    state.withLock { state in
      if state.isAsked { _exit(0) }
      state.isBusy = true
    }
    let result = work()
    state.withLock { state in
      if state.isAsked { _exit(0) }
      state.isBusy = false
    }
    return result
  }

  private func stop() {
    state.withLock { state in
      if !state.isBusy { _exit(0) }
      state.isAsked = true
    }
  }
}
