import API
import Diagnostics
import Glibc
import System
import Time

/// Asks the daemon over its Unix socket, on one connection that is kept open.
final class DaemonClient {
  private let place: DaemonPlace
  /// Where it is asked.
  private(set) var path: String
  private var connection: DaemonConnection?
  /// Whether the latest request may have arrived, and was not answered.
  private(set) var isUnanswered = false

  init(_ place: DaemonPlace) {
    self.place = place
    path = place.paths[0]
  }

  /// Whether a request may be sent more than once.
  var triesAgain: Bool { place.retry != nil }

  /// Sends a request and waits for its answer, whatever its status.
  ///
  /// - Throws: a failure with `Status.daemonNotReachable` where there is no answer.
  func ask(_ request: DaemonRequest, body: [UInt8]? = nil) throws(Failure) -> DaemonAnswer {
    var time = RetryTime(place.retry)
    while true {
      do throws(Failure) {
        let answer = try askOnce(request, body)
        guard answer.status == 503, time.wait(after: ProblemReport(answer).detail) else { return answer }
      } catch {
        guard error.status == .daemonNotReachable, time.wait(after: error.message) else { throw error }
      }
    }
  }

  private func askOnce(_ request: DaemonRequest, _ body: [UInt8]?) throws(Failure) -> DaemonAnswer {
    let bytes = request.bytes(with: body)
    isUnanswered = false
    // A connection that was idle may have been closed just now: then nothing was answered, and a new one may try.
    if let connection {
      do {
        return try answer(to: bytes, on: connection)
      } catch BrokenAnswer.cut(hasBegun: false) {
        self.connection = nil
      } catch {
        throw failure(error)
      }
    }
    let connection = try connect()
    do {
      return try answer(to: bytes, on: connection)
    } catch {
      throw failure(error)
    }
  }

  /// Sends a request, and hands on the body of its answer as it comes.
  ///
  /// - Returns: what is wrong with the history that it comes from, so that more may have been known, and how many
  ///   opt-outs of it no line has.
  /// - Throws: where the daemon refuses, or its answer does not come to its end.
  @discardableResult
  func ask(
    _ request: DaemonRequest, piece use: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) -> (incomplete: String?, unnamedOptOuts: Int) {
    let connection = try connect()
    try? connection.socket.send(request.bytes(with: nil))
    var reader = AnswerReader(connection)
    try accept(&reader)
    while let piece = try piece(of: &reader) { try use(piece) }
    return (reader.incomplete, reader.unnamedOptOuts)
  }

  /// Sends lines as they come, and hands on each with its answer as that comes; one that was refused before it could be
  /// sent with nothing. Lines without an answer are sent again, behind them those that could not be recorded: each is to
  /// count once, however often it comes.
  ///
  /// - Throws: where the daemon refuses the lines as a whole, or does not answer each of them.
  func ask<Lines: LineSource & ~Copyable>(
    _ request: DaemonRequest, lines: consuming Lines,
    answer use: (StateText, ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var time = RetryTime(place.retry)
    let upload = LineUpload(lines, patience: place.patience)
    while true {
      do throws(Failure) {
        try send(upload, request, &time, answer: use)
        guard let reason = upload.takeUpPostponed() else { break }
        // Once the time is over, they are sent for the last time.
        if !time.wait(after: reason) { time = RetryTime(nil) }
      } catch {
        guard error.status == .daemonNotReachable, time.wait(after: error.message) else { throw error }
      }
    }
    if let failure = upload.inputFailure { throw failure }
  }

  /// Sends what of the lines has no answer, on a connection of its own.
  private func send<Lines: LineSource & ~Copyable>(
    _ upload: LineUpload<Lines>, _ request: DaemonRequest, _ time: inout RetryTime,
    answer use: (StateText, ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    upload.begin(request, on: try connect())
    var reader = AnswerReader(upload)
    try accept(&reader)
    var answers = LineSplitter()
    while let piece = try piece(of: &reader) {
      answers.append(piece)
      // The last line is the daemon's count, and answers nothing that was sent.
      while let answer = answers.next() {
        while let text = upload.nextUnanswered() {
          guard text.refusal == nil else {
            try use(text, [])
            continue
          }
          if !time.isNone, let reason = ProblemReport.unavailable(answer) {
            upload.postpone(text, since: reason)
          } else {
            if !upload.hasPostponed { time.noteAnswer() }
            try use(text, answer)
          }
          break
        }
      }
    }
    guard upload.inputFailure == nil else { return }
    while let text = upload.nextUnanswered() {
      guard text.refusal != nil else {
        throw Failure(.internalError, "the daemon has not answered every line")
      }
      try use(text, [])
    }
  }

  private func connect() throws(Failure) -> DaemonConnection {
    var failures: [(path: String, error: SystemError)] = []
    for path in place.paths {
      do throws(SystemError) {
        let connection = DaemonConnection(try UnixSocket(connectingTo: path, patience: place.patience))
        self.path = path
        return connection
      } catch {
        failures.append((path, error))
      }
    }
    throw notReachable(failures)
  }

  private func answer(
    to request: [UInt8], on connection: DaemonConnection
  ) throws(BrokenAnswer) -> DaemonAnswer {
    isUnanswered = true
    // A server may answer and close before it has read all: what it says counts, not that sending failed.
    let hasSent = (try? connection.socket.send(request)) != nil
    var reader = AnswerReader(connection)
    let answer = try reader.read()
    isUnanswered = false
    self.connection = hasSent && reader.staysOpen ? connection : nil
    return answer
  }

  /// Reads the head of an answer; one that is an error ends the command.
  private func accept(_ reader: inout AnswerReader) throws(Failure) {
    let answer: DaemonAnswer
    do throws(BrokenAnswer) {
      let status = try reader.status()
      if status == 200 { return }
      answer = try reader.read(status: status)
    } catch {
      throw failure(error)
    }
    throw ProblemReport(answer).failure
  }

  private func piece(of reader: inout AnswerReader) throws(Failure) -> ArraySlice<UInt8>? {
    do throws(BrokenAnswer) {
      return try reader.piece()
    } catch .cut {
      throw Failure(
        .daemonNotReachable, "the daemon at \(path) ended the connection in the middle of its answer")
    } catch {
      throw failure(error)
    }
  }

  // MARK: What can go wrong

  /// What is wrong with the first place where there is something, else that nobody answers at any.
  private func notReachable(_ failures: [(path: String, error: SystemError)]) -> Failure {
    let found = failures.first { $0.error.code != ENOENT } ?? failures[0]
    let failure = notReachable(found.path, found.error)
    guard failure.status == .daemonNotReachable, failures.count > 1 else { return failure }
    let tried = failures.map { "\($0.path) (\($0.error.description))" }
    return Failure(
      failure.status, "no daemon answers at \(tried.joined(separator: ", nor at "))", help: failure.help)
  }

  private func notReachable(_ path: String, _ problem: SystemError) -> Failure {
    switch problem.code {
    case EACCES, EPERM:
      // Nothing changes by trying again.
      Failure(
        .findings, "the socket '\(path)' may not be opened: \(problem.description)",
        help: "run this as a user of the socket's group")
    case ENAMETOOLONG:
      Failure(.wrongUse, "the socket's path '\(path)' is longer than the 107 bytes that the system takes")
    case ENOTDIR, ELOOP, EINVAL:
      Failure(
        .wrongUse, "'\(path)' cannot be a socket: \(problem.description)", help: Self.nameIt)
    case EPROTOTYPE:
      Failure(
        .wrongUse, "'\(path)' is a socket, and not of the kind that a daemon answers on", help: Self.nameIt)
    case ECONNREFUSED where !Self.isSocket(path):
      Failure(.wrongUse, "'\(path)' is no socket", help: Self.nameIt)
    default:
      Failure(
        .daemonNotReachable, "no daemon answers at \(path) (\(problem.description))",
        help: "start one with `waymark serve`, or name its socket with --socket")
    }
  }

  private static let nameIt = "name the daemon's socket with --socket"

  /// What cannot be looked at may be one.
  private static func isSocket(_ path: String) -> Bool {
    FileStatus(of: path, followingLinks: true).map { $0.kind == .socket } ?? true
  }

  private func failure(_ problem: BrokenAnswer) -> Failure {
    switch problem {
    case .cut: Failure(.daemonNotReachable, "the daemon at \(path) ended the connection before it answered")
    case .timeout:
      Failure(
        .daemonNotReachable,
        "the daemon at \(path) has not answered for \(place.patience.components.seconds) seconds")
    case .malformed:
      Failure(
        .wrongUse, "what answers at \(path) does not speak HTTP; is it the daemon's socket?",
        help: Self.nameIt)
    }
  }
}

extension DaemonClient: StateKnowledge {
  /// What the daemon finds wrong with a state, or does not know in it.
  func mistakes(in state: [UInt8]) throws(Failure) -> [Refusal.Mistake] {
    let answer = try ask(DaemonRequest(.post, .decide, [.preview: "true"]), body: state)
    if answer.status == 422 { return ProblemReport(answer).refusal.mistakes }
    guard answer.isSuccess else { throw ProblemReport(answer).failure }
    return try StateResult(decision: answer.body).mistakes
  }

  /// The JSON Schema of what the daemon takes as a journey state.
  func stateSchema() throws(Failure) -> [UInt8] {
    let answer = try ask(DaemonRequest(.get, .stateSchema))
    guard answer.isSuccess else { throw ProblemReport(answer).failure }
    return answer.body
  }
}
