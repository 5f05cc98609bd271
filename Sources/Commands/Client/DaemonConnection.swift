import System

/// A connection to the daemon, shared by who sends a request and who reads the answer.
final class DaemonConnection: AnswerSource {
  let socket: UnixSocket

  init(_ socket: consuming UnixSocket) { self.socket = socket }

  func receive(into bytes: inout [UInt8]) throws(SystemError) -> Bool {
    try socket.receive(into: &bytes)
  }
}
