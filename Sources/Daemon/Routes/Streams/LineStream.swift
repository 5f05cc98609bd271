import API
import DequeModule
import JSON
import Serving
import Settings

/// A body of lines, answered line by line in their order while it still arrives; the last line says how many there
/// were. Work is done in slices, so that others get their turn in between, and no more is read while much waits.
/// It belongs to the event loop.
final class LineStream {
  /// The way back for one line.
  struct Reply {
    fileprivate let stream: LineStream
    fileprivate let number: Int

    /// Answers the line: JSON without a line feed.
    func callAsFunction(_ json: [UInt8]) {
      stream.state.metrics.countLine(at: stream.place, isRefused: false)
      stream.store(number, json)
    }

    /// Answers that the line was refused.
    func callAsFunction(_ problem: Problem) {
      stream.errors += 1
      stream.state.metrics.countLine(at: stream.place, isRefused: true)
      stream.store(number, problem.errorObject)
    }
  }

  /// Answers one line, at once or later.
  typealias Handler = (JSONDocument, Reply) -> Void

  private let writer: any ResponseWriter
  fileprivate let state: ServingState
  fileprivate let place: Int
  private let handler: Handler
  private var input: LineInput
  private var hasEnded = false
  private var isLost = false
  /// Whether lines are being read, or will be at the loop's next turn.
  private var isWorking = false
  private var isPaused = false
  private var lines = 0
  fileprivate var errors = 0
  /// Answers in the order of their lines from `sent` on; nil for one that is not there yet.
  private var answers: Deque<[UInt8]?> = []
  private var sent = 0
  /// The number of a long line that is read on another thread: those behind it wait, so that all keep their order.
  private var awaited: Int?

  /// How many lines may wait for their answers.
  private static let mostUnanswered = 1_000

  /// - Parameter endpoint: by which its lines are counted.
  init(
    to writer: any ResponseWriter, _ state: ServingState, at endpoint: Endpoint, handler: @escaping Handler
  ) {
    self.writer = writer
    self.handler = handler
    self.state = state
    place = endpoint.place
    input = LineInput(longest: state.configuration.lineLength)
    writer.begin(HTTPResponse(contentType: MediaType.lines, headers: state.book.headers))
  }

  var receiver: BodyReceiver {
    BodyReceiver(
      received: { self.received($0) },
      ended: {
        self.hasEnded = true
        self.input.end()
        self.work()
      },
      lost: { self.isLost = true })
  }

  private func received(_ more: [UInt8]) {
    input.append(more)
    work()
    balance()
  }

  // MARK: Lines

  private func work() {
    guard !isWorking else { return }
    isWorking = true
    state.loop.runInTurn { self.processLines() }
  }

  private func processLines() {
    let slice = TimeSlice()
    var count = 0
    while !isLost, awaited == nil {
      // Answers may have come while others had their turn.
      if isFull { send() }
      guard !isFull, let line = input.next() else { break }
      process(line)
      count += 1
      if slice.isOver {
        writer.madeProgress()
        return continueLater()
      }
    }
    if count > 0 || input.hasDiscardedMuch() { writer.madeProgress() }
    isWorking = awaited != nil
    send()
    balance()
  }

  /// Whether so many lines wait for their answers that no more are read.
  private var isFull: Bool { answers.count >= Self.mostUnanswered }

  private func continueLater() {
    send()
    balance()
    state.loop.yield { self.processLines() }
  }

  private func process(_ line: LineInput.Line) {
    // Lines without anything in them are passed over.
    if case .text(let bytes) = line, bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return }
    lines += 1
    answers.append(nil)
    let reply = Reply(stream: self, number: sent + answers.count - 1)
    switch line {
    case .text(let bytes): read(Array(bytes), reply)
    case .tooLong: reply(.lineTooLong(input.longest))
    }
  }

  private func read(_ line: [UInt8], _ reply: Reply) {
    if ServingState.isLong(line) { awaited = reply.number }
    state.parse(line) { [self] read in
      do {
        handler(try read.get(), reply)
      } catch {
        reply(state.problem(reading: error, of: .line))
      }
    }
  }

  /// Stops reading where much waits that can be worked on, and reads on where little does. An unfinished line is no
  /// reason to stop: only what is still to come can finish it.
  private func balance() {
    let hasEnough = isFull || (isWorking && input.waiting > 256 << 10)
    guard hasEnough != isPaused, !hasEnded else { return }
    isPaused = hasEnough
    if hasEnough { writer.pauseReading() } else { writer.resumeReading() }
  }

  // MARK: Answers

  private func store(_ number: Int, _ json: [UInt8]) {
    answers[number - sent] = json
    if number == awaited {
      awaited = nil
      return state.loop.yield { self.processLines() }
    }
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
    if !ready.isEmpty { writer.write(ready) }
    finishIfDone()
  }

  private func finishIfDone() {
    guard hasEnded, !isLost, answers.isEmpty, input.waiting == 0, !isWorking else { return }
    isLost = true
    var json = JSONWriter()
    json.object {
      $0.member("end", true)
      $0.member("lines", lines)
      $0.member("errors", errors)
    }
    json.newline()
    writer.write(json.bytes)
    writer.end()
  }
}
