import Dispatch
import Glibc

/// Signals as a stream, instead of what they do by default.
///
/// Unchecked because the sources are only kept alive here.
final class SignalStream: @unchecked Sendable {
  let stream: AsyncStream<Int32>
  private let sources: [any DispatchSourceSignal]

  /// Returns once each of them is waited for: one that came earlier would be lost, since by then it does nothing else.
  init(_ signals: [Int32]) {
    let registered = DispatchGroup()
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    self.stream = stream
    sources = signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(number) }
      registered.enter()
      source.setRegistrationHandler { registered.leave() }
      source.resume()
      return source
    }
    registered.wait()
  }
}
