import Glibc
import System

/// Sends lines as they come while their answers are read, so that neither side waits for the other: the daemon reads
/// no more once many answers are under way.
final class LineUpload<Source: LineSource & ~Copyable>: AnswerSource {
  private static var batchCount: Int { 1_000 }
  private static var batchSize: Int { 64 << 10 }
  /// How long nothing may be sent: the daemon ends a stream on which nothing comes.
  private static var breath: Duration { .seconds(10) }

  private var connection: DaemonConnection?
  private let patience: Duration
  private var input: Source
  private var outgoing: ArraySlice<UInt8> = []
  /// Whether all was sent, or nothing more is accepted.
  private var hasEnded = false
  private var unanswered: [StateText] = []
  private var answered = 0
  /// Those that could not be recorded, and why the first of them could not.
  private var postponed: (texts: [StateText], reason: String) = ([], "")
  /// Why the input could not be read to its end.
  private(set) var inputFailure: Failure?

  init(_ input: consuming Source, patience: Duration) {
    self.patience = patience
    self.input = input
  }

  /// Begins to send on a connection: first what was sent on another one and has no answer.
  func begin(_ request: DaemonRequest, on connection: DaemonConnection) {
    self.connection = connection
    hasEnded = false
    outgoing = request.bytesBeforeLines[...]
    unanswered.removeFirst(answered)
    answered = 0
    send(unanswered)
  }

  var hasPostponed: Bool { !postponed.texts.isEmpty }

  /// Has a text sent again later.
  func postpone(_ text: StateText, since reason: String) {
    if postponed.texts.isEmpty { postponed.reason = reason }
    postponed.texts.append(text)
  }

  /// Lets what was postponed be sent by whoever begins again.
  ///
  /// - Returns: why it was; nil where nothing was.
  func takeUpPostponed() -> String? {
    guard hasPostponed else { return nil }
    unanswered += postponed.texts
    defer { postponed = ([], "") }
    return postponed.reason
  }

  /// The first of the texts without an answer, those that are not sent among them; nil where there is none.
  func nextUnanswered() -> StateText? {
    guard answered < unanswered.count else { return nil }
    defer { answered += 1 }
    return unanswered[answered]
  }

  func receive(into bytes: inout [UInt8]) throws(SystemError) -> Bool {
    guard let connection else { return false }
    var silence = Duration.zero
    while true {
      if outgoing.isEmpty, !hasEnded { readLines() }
      let awaitsLines = outgoing.isEmpty && !hasEnded
      let ready = try connection.socket.wait(
        forRoom: !outgoing.isEmpty, orFor: awaitsLines ? input.descriptor : nil, atMost: Self.breath)
      if ready.canReceive { return try connection.socket.receive(into: &bytes) }
      if ready.hasRoom { send(on: connection) }
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
    send(texts)
  }

  private func send(_ texts: [StateText]) {
    let lines = texts.filter { $0.refusal == nil }.flatMap(\.onOneLine)
    // A chunk without anything in it would end the body.
    if !lines.isEmpty { outgoing += Self.chunk(lines) }
  }

  private func end() {
    outgoing = Array("0\r\n\r\n".utf8)[...]
    hasEnded = true
  }

  /// Whoever takes no more may still have answered: what it says counts, not that sending failed.
  private func send(on connection: DaemonConnection) {
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
