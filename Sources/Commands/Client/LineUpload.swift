import Glibc
import System

/// Sends lines as they come while their answers are read, so that neither side waits for the other: the daemon reads
/// no more once many answers are under way.
final class LineUpload<Source: LineSource & ~Copyable>: AnswerSource {
  private static var batchCount: Int { 1_000 }
  private static var batchSize: Int { 64 << 10 }
  /// How long nothing may be sent: the daemon ends a stream on which nothing comes.
  private static var breath: Duration { .seconds(10) }

  private let connection: DaemonConnection
  private let patience: Duration
  private var input: Source
  private var outgoing: ArraySlice<UInt8>
  /// Whether all was sent, or nothing more is accepted.
  private var hasEnded = false
  private var unanswered: [StateText] = []
  private var answered = 0
  /// Why the input could not be read to its end.
  private(set) var inputFailure: Failure?

  init(
    _ request: DaemonRequest, _ input: consuming Source, on connection: DaemonConnection,
    patience: Duration
  ) {
    self.connection = connection
    self.patience = patience
    self.input = input
    outgoing = request.bytesBeforeLines[...]
  }

  /// The first of the texts without an answer, those that are not sent among them; nil where there is none.
  func nextUnanswered() -> StateText? {
    guard answered < unanswered.count else { return nil }
    defer { answered += 1 }
    return unanswered[answered]
  }

  func receive(into bytes: inout [UInt8]) throws(SystemError) -> Bool {
    var silence = Duration.zero
    while true {
      if outgoing.isEmpty, !hasEnded { readLines() }
      let awaitsLines = outgoing.isEmpty && !hasEnded
      let ready = try connection.socket.wait(
        forRoom: !outgoing.isEmpty, orFor: awaitsLines ? input.descriptor : nil, atMost: Self.breath)
      if ready.canReceive { return try connection.socket.receive(into: &bytes) }
      if ready.hasRoom { send() }
      if ready.isAnything {
        silence = .zero
      } else if awaitsLines, !isOwed {
        outgoing = Self.chunk([UInt8(ascii: "\n")])
      } else {
        silence += Self.breath
        if silence >= patience { throw SystemError(EAGAIN) }
      }
    }
  }

  /// Whether an answer is still to come.
  private var isOwed: Bool { unanswered[answered...].contains { $0.refusal == nil } }

  private func readLines() {
    let texts: [StateText]
    do throws(Failure) {
      texts = try input.batch(count: Self.batchCount, size: Self.batchSize, waits: false)
    } catch {
      inputFailure = error
      return end()
    }
    guard !texts.isEmpty else {
      if input.isAtEnd { end() }
      return
    }
    unanswered.removeFirst(answered)
    answered = 0
    unanswered += texts
    let lines = texts.filter { $0.refusal == nil }.flatMap(\.onOneLine)
    // A chunk without anything in it would end the body.
    if !lines.isEmpty { outgoing = Self.chunk(lines) }
  }

  private func end() {
    outgoing = Array("0\r\n\r\n".utf8)[...]
    hasEnded = true
  }

  /// Whoever takes no more may still have answered: what it says counts, not that sending failed.
  private func send() {
    guard let count = try? connection.socket.sendSome(of: outgoing) else {
      outgoing = []
      hasEnded = true
      return
    }
    outgoing = outgoing.dropFirst(count)
  }

  private static func chunk(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    (Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8))[...]
  }
}

extension StateText {
  /// The text on one line, which it ends. Line feeds in it become tabs, byte for byte: as good between values, and as
  /// bad within a string.
  fileprivate var onOneLine: [UInt8] {
    bytes.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") ? UInt8(ascii: "\t") : $0 }
      + [UInt8(ascii: "\n")]
  }
}
