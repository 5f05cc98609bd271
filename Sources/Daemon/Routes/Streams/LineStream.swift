import DequeModule
import JSON
import Serving

/// A body of lines, answered line by line in their order while it still arrives; the last line says how many there
/// were. Work is done in slices, so that others get their turn in between, and no more is read while much waits.
///
/// Unchecked because it is touched on the event loop only.
final class LineStream: @unchecked Sendable {
  /// The way back for one line.
  struct Reply: Sendable {
    fileprivate let stream: LineStream
    fileprivate let number: Int

    /// Answers the line: JSON without a line feed.
    func callAsFunction(_ json: [UInt8]) { stream.answer(number, json) }

    /// Answers that the line was refused.
    func callAsFunction(_ problem: Problem) {
      stream.errors += 1
      var json = problem.json()
      json.removeLast()
      stream.answer(number, Array("{\"error\":".utf8) + json + [UInt8(ascii: "}")])
    }
  }

  /// Answers one line, at once or later.
  typealias Handler = @Sendable ([UInt8], Reply) -> Void

  private let responder: Responder
  private let handler: Handler
  private let longestLine: Int
  private var bytes: [UInt8] = []
  private var start = 0
  private var searched = 0
  private var isTooLong = false
  private var hasEnded = false
  private var isLost = false
  /// Whether lines are being taken, or will be at the loop's next turn.
  private var isWorking = false
  private var isPaused = false
  private var lines = 0
  fileprivate var errors = 0
  /// Answers in the order of their lines from `sent` on; nil for one that is not there yet.
  private var answers: Deque<[UInt8]?> = []
  private var sent = 0

  private static let slice = Duration.milliseconds(1)
  /// How many lines may wait for their answers.
  private static let mostUnanswered = 1_000

  init(
    to responder: Responder, headers: [(name: String, value: String)], longestLine: Int,
    handler: @escaping Handler
  ) {
    self.responder = responder
    self.handler = handler
    self.longestLine = longestLine
    responder.begin(contentType: "application/x-ndjson", headers: headers)
  }

  var receiver: BodyReceiver {
    BodyReceiver(
      received: { self.received($0) },
      ended: {
        self.hasEnded = true
        self.work()
      },
      lost: { self.isLost = true })
  }

  private func received(_ more: [UInt8]) {
    bytes += more
    work()
  }

  // MARK: Lines

  private func work() {
    guard !isWorking else { return }
    isWorking = true
    let began = ContinuousClock.now
    var count = 0
    while !isLost {
      // Answers may have come while others had their turn.
      if isFull { send() }
      guard !isFull, let line = nextLine() else { break }
      take(line)
      count += 1
      if count % 8 == 0, ContinuousClock.now - began > Self.slice { return goOnLater() }
    }
    isWorking = false
    send()
    balance()
  }

  /// Whether so many lines wait for their answers that no more are taken.
  private var isFull: Bool { answers.count >= Self.mostUnanswered }

  private func goOnLater() {
    send()
    balance()
    responder.yield {
      self.isWorking = false
      self.work()
    }
  }

  private func take(_ line: ArraySlice<UInt8>?) {
    guard let line else {
      lines += 1
      answers.append(nil)
      return Reply(stream: self, number: sent + answers.count - 1)(.lineTooLong(longestLine))
    }
    // Lines without anything in them are passed over.
    guard line.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) else { return }
    lines += 1
    answers.append(nil)
    handler(Array(line), Reply(stream: self, number: sent + answers.count - 1))
  }

  /// The next line; `.some(nil)` for one that is too long, nil where none is complete.
  private func nextLine() -> ArraySlice<UInt8>?? {
    guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else { return lastLine() }
    let line = bytes[start..<end]
    start = end + 1
    searched = start
    defer { isTooLong = false }
    return .some(isTooLong || line.count > longestLine ? nil : line)
  }

  /// What stands behind the last line feed, once no more can come.
  private func lastLine() -> ArraySlice<UInt8>?? {
    searched = bytes.count
    if bytes.count - start > longestLine {
      isTooLong = true
      start = bytes.count
    }
    bytes.removeFirst(start)
    searched -= start
    start = 0
    guard hasEnded, isTooLong || !bytes.isEmpty else { return nil }
    let line = bytes[...]
    bytes = []
    searched = 0
    defer { isTooLong = false }
    return .some(isTooLong ? nil : line)
  }

  /// Reads on where little waits, and stops where much does.
  private func balance() {
    let hasEnough = isFull || bytes.count - start > 256 << 10
    guard hasEnough != isPaused, !hasEnded else { return }
    isPaused = hasEnough
    if hasEnough { responder.pauseReading() } else { responder.resumeReading() }
  }

  // MARK: Answers

  private func answer(_ number: Int, _ json: [UInt8]) {
    answers[number - sent] = json
    guard !isWorking else { return }
    let wasFull = isFull
    send()
    if wasFull { work() }
  }

  /// Sends the answers up to the first that is not there yet.
  private func send() {
    var ready: [UInt8] = []
    while let first = answers.first, let json = first {
      ready += json
      ready.append(UInt8(ascii: "\n"))
      answers.removeFirst()
      sent += 1
    }
    responder.write(ready)
    finishIfDone()
  }

  private func finishIfDone() {
    guard hasEnded, !isLost, answers.isEmpty, bytes.isEmpty, !isWorking else { return }
    isLost = true
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("end")
    writer.bool(true)
    writer.key("lines")
    writer.int(Int64(lines))
    writer.key("errors")
    writer.int(Int64(errors))
    writer.endObject()
    writer.newline()
    responder.write(writer.bytes)
    responder.end()
  }
}
