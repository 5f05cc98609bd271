import Glibc

/// A client that sends bytes as they are. Reading gives up after a while, so that a server that hangs fails a test.
///
/// Unchecked because at most one thread sends and one receives.
package final class RawClient: @unchecked Sendable {
  private let connection: TestConnection
  package var descriptor: CInt { connection.descriptor }

  package init(_ path: String, patience: Int = 20) throws {
    connection = try TestConnection(path, patience: patience)
  }

  /// Sends all of it; false if the server would not take all.
  @discardableResult
  package func send(_ bytes: some Sequence<UInt8>) -> Bool { connection.send(bytes) }

  package func sendSome(of bytes: [UInt8]) -> Int { connection.sendSome(of: bytes) }

  @discardableResult
  package func send(_ text: String) -> Bool { send(text.utf8) }

  package func endSending() { connection.endSending() }

  package func hasSomething(withinMilliseconds limit: Int32) -> Bool {
    connection.hasSomething(withinMilliseconds: limit)
  }

  /// Whether the server ends the connection in time; what it sends until then is thrown away.
  package func hasEnded(withinMilliseconds limit: Int32) -> Bool {
    while hasSomething(withinMilliseconds: limit) {
      guard let piece = receive(), !piece.isEmpty else { return true }
    }
    return false
  }

  package func receive() -> [UInt8]? { connection.receive() }

  /// All up to the end of the connection; nil if it does not end in time.
  package func receiveAll() -> [UInt8]? {
    var all: [UInt8] = []
    while let piece = receive() {
      if piece.isEmpty { return all }
      all += piece
    }
    return nil
  }

  private var buffered: [UInt8] = []

  /// The next whole answer; nil if there is none.
  package func answer(toHead: Bool = false) -> RawAnswer? {
    while true {
      if let (answer, rest) = RawAnswer.parse(buffered[...], toHead: toHead) {
        buffered = Array(rest)
        return answer
      }
      guard let piece = receive(), !piece.isEmpty else { return nil }
      buffered += piece
    }
  }

  /// Whether the server ends the connection without a further byte.
  package func isEnded() -> Bool { buffered.isEmpty && receive() == [] }
}
