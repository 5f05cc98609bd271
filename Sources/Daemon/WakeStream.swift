import Dispatch
import Glibc
import Synchronization

/// What wakes the daemon while it runs: signals, instead of what they do by default, and the loss of its socket.
final class WakeStream: Sendable {
  enum Wake: Sendable, Hashable {
    case signal(Int32)
    case socketTaken

    /// Why the daemon stops on it.
    var reason: String {
      switch self {
      case .signal(SIGTERM): "on SIGTERM"
      case .signal(SIGINT): "on SIGINT"
      case .signal(let number): "on signal \(number)"
      case .socketTaken: "because nobody finds it any more"
      }
    }
  }

  let stream: AsyncStream<Wake>
  private let continuation: AsyncStream<Wake>.Continuation
  /// Only kept alive here.
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  init() { (stream, continuation) = AsyncStream.makeStream(of: Wake.self) }

  /// Has signals wake the daemon from now on. Returns once each is waited for: one that came earlier would be lost, since
  /// by then it does nothing else.
  func add(_ signals: [Int32]) {
    let registered = DispatchGroup()
    sources.withLock { sources in
      for number in signals {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { [continuation] in continuation.yield(.signal(number)) }
        registered.enter()
        source.setRegistrationHandler { registered.leave() }
        source.resume()
        sources.append(source)
      }
    }
    registered.wait()
  }

  func send(_ wake: Wake) { continuation.yield(wake) }
}
