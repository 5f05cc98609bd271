import Dispatch
import Foundation
import Synchronization

/// What must be gone when this program ends, also when it is told to: servers that it started, and its folder.
enum Leftovers {
  private struct State {
    var processes: Set<pid_t> = []
    var folders: Set<String> = []
  }

  private static let state = Mutex(State())
  /// Held while something ends, so that nobody goes on, or removes a folder, before it has.
  private static let ending = NSRecursiveLock()
  private static let signals = [SIGINT, SIGTERM, SIGHUP].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      ending.withLock {
        removeAll()
        _exit(128 + number)
      }
    }
    source.resume()
    return UncheckedSource(source: source)
  }

  /// Never touched again once it runs.
  private struct UncheckedSource: @unchecked Sendable {
    let source: any DispatchSourceSignal
  }

  static func add(_ process: pid_t) {
    _ = signals
    state.withLock { _ = $0.processes.insert(process) }
  }

  static func add(folder: String) {
    _ = signals
    state.withLock { _ = $0.folders.insert(folder) }
  }

  /// Has a server end, and waits until it has.
  static func end(_ process: pid_t) {
    ending.withLock {
      guard state.withLock({ $0.processes.remove(process) }) != nil else { return }
      kill(process, SIGTERM)
      for _ in 0..<10_000 {
        // One that has ended is not known any more.
        guard waitpid(process, nil, WNOHANG) == 0 else { return }
        usleep(1_000)
      }
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
  }

  static func remove(folder: String) {
    ending.withLock {
      guard state.withLock({ $0.folders.remove(folder) }) != nil else { return }
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  static func removeAll() {
    ending.withLock {
      let all = state.withLock { $0 }
      for process in all.processes { end(process) }
      for folder in all.folders { remove(folder: folder) }
    }
  }
}
