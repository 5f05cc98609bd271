import API
import Dispatch
import JSON
import Serving
import Settings
import Telemetry

extension ServingState {
  /// Sends a response with the revision that it was made under, by default the one that serves.
  func reply(_ response: HTTPResponse, to writer: any ResponseWriter, under book: ServingBook? = nil) {
    var response = response
    response.headers += (book ?? self.book).headers
    writer.finish(response)
  }

  /// Sends a problem; where it may pass, with when to try again.
  func reply(_ problem: Problem, to writer: any ResponseWriter, under book: ServingBook? = nil) {
    let retry = problem.status == 503 ? [(name: "Retry-After", value: "1")] : []
    writer.finish(HTTPResponse(problem, headers: (book ?? self.book).headers + retry))
  }

  /// Sends what is wrong with what was sent, by the error with which it was read.
  func reply(_ error: any Error, at endpoint: Endpoint, to writer: any ResponseWriter) {
    reply(problem(reading: error, of: .body(of: endpoint)), to: writer)
  }

  /// What is wrong with what was sent. An error that says nothing of that is Waymark's own: it is logged, and 500.
  func problem(reading error: any Error, of source: Problem.Source) -> Problem {
    if let problem = Problem(reading: error, of: source) { return problem }
    log.error(.requestUnanswered, "a request could not be answered: \(error)", key: "\(type(of: error))")
    return .failed
  }

  /// Reads a body as JSON: a short one at once, a long one on another thread, since everybody would wait for it.
  ///
  /// - Parameter handle: called on the loop; what it throws is answered as a problem.
  func parse(
    _ body: [UInt8], at endpoint: Endpoint, for writer: any ResponseWriter,
    _ handle: @escaping (JSONDocument) throws -> Void
  ) {
    parse(body) { read in
      do { try handle(read.get()) } catch { self.reply(error, at: endpoint, to: writer) }
    }
  }

  /// Reads a text as JSON, as a body is read.
  ///
  /// - Parameter handle: called on the loop, once.
  func parse(_ text: [UInt8], _ handle: @escaping (Result<JSONDocument, any Error>) -> Void) {
    let depth = configuration.jsonDepth
    let read = { @Sendable in Result { try JSONDocument(parsing: text, maximumDepth: depth) } }
    if Self.isLong(text) {
      offload(read) { read in self.loop.runInTurn { handle(read) } }
    } else {
      handle(read())
    }
  }

  /// Whether a text takes so long to read that others would notice.
  static func isLong(_ text: some Collection<UInt8>) -> Bool { text.count > 16 << 10 }

  /// Runs work on another thread, then continues on the loop.
  func offload<Value: Sendable>(
    _ work: @escaping @Sendable () -> Value, on queue: DispatchQueue? = nil,
    then next: @escaping (Value) -> Void
  ) {
    let next = loop.callback(next)
    (queue ?? worker).async { next(work()) }
  }
}
