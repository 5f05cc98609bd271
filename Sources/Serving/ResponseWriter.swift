/// The way back to whoever sent one request: answer it with `finish`, at once or later, or with `begin`, `write` and
/// `end`. It belongs to the event loop.
package protocol ResponseWriter: AnyObject {
  /// Sends a whole response; only the first to a request counts.
  func finish(_ response: HTTPResponse)

  /// Sends the head of a response whose body follows in pieces.
  func begin(_ head: HTTPResponse)

  /// Sends a piece of a body that was begun. Pieces are gathered; they leave at the end of the loop's turn.
  func write(_ bytes: [UInt8])

  /// Ends a body that was begun.
  func end()

  /// Ends the connection without ending the body, so that the client sees that something is missing.
  func abort()

  /// Reads no more of a streamed body until `resumeReading`.
  func pauseReading()

  func resumeReading()

  /// Says that a streamed body got somewhere though nothing was written.
  func madeProgress()

  /// Whether anything can still be answered.
  var isOpen: Bool { get }

  /// Bytes of responses that wait for this client.
  var waitingBytes: Int { get }
}
