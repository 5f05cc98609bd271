import DecisionLog
import Diagnostics
import Foundation
import History
import Rules
import Serving
import Synchronization
import Telemetry
import Testing
import TestSupport
import Time

@testable import Books
@testable import Daemon
@testable import Settings

/// A router with all that stands behind it, in this process and without a socket: requests in, responses out.
final class TestRouter {
  static let now = Instant(microseconds: 1_790_000_000_000_000)
  /// That of the daemon, which stands still until a test sets it.
  let clock = Clock()
  /// Of whom the daemon is.
  static let own = peer(UInt32(geteuid()))

  final class Clock: Sendable {
    private let offset = Mutex(TimeSpan(seconds: 0))

    var now: Instant { TestRouter.now + offset.withLock { $0 } }

    func set(_ offset: TimeSpan) { self.offset.withLock { $0 = offset } }
  }

  let folder: TestFolder
  let loop = TestLoop()
  let router: Router
  let history: ContactHistory
  let loader: BookLoader
  let decisionLog: DecisionLog
  private let eventLog: EventLog
  private var marks = 0
  private let pipe = Pipe()
  let log: DaemonLog

  var state: ServingState { router.state }

  static func peer(_ user: UInt32) -> Peer { Peer(processID: 1, userID: user, groupID: user) }

  /// - Parameters:
  ///   - withBook: whether the usual rule book serves, with `rules` beside.
  ///   - journal: what keeps the history, given a file for it.
  init(
    _ change: (inout Configuration) -> Void = { _ in }, withBook: Bool = true, rules: [String: String] = [:],
    journal: (FileJournal) -> any HistoryJournal = { $0 }
  ) throws {
    let folder = try TestFolder(withBook: withBook)
    for (name, text) in rules { try folder.write(text, to: "rules/\(name)") }
    try FileManager.default.createDirectory(
      atPath: folder.at("state"), withIntermediateDirectories: true)
    var configuration = Configuration()
    configuration.stateDirectory = folder.at("state")
    configuration.rulesPath = folder.at("rules")
    configuration.settle = .zero
    change(&configuration)
    var logged = LogConfiguration()
    logged.format = .json
    logged.descriptor = pipe.fileHandleForWriting.fileDescriptor
    eventLog = EventLog(configuration: logged)
    log = DaemonLog(reading: pipe.fileHandleForReading)
    loader = BookLoader(
      path: configuration.rulesPath, links: configuration.links, settle: configuration.settle,
      copy: ServedCopy(stateDirectory: configuration.stateDirectory), testing: configuration.ruleTesting,
      clock: { Self.now })
    let book = try #require(loader.start().book)
    let settings = configuration.historySettings
    history = ContactHistory(
      journal(FileJournal(settings, clock: { Self.now })), waiting: settings.waiting,
      uptime: settings.uptime, clock: { Self.now }, report: { _ in })
    history.open()
    history.begin(on: ContactHistory.Loop(loop))
    decisionLog = DecisionLog(configuration.decisionLogSettings, clock: { Self.now }) { _ in }
    decisionLog.start()
    let state = ServingState(
      configuration: configuration, loop: loop, clock: { [clock] in clock.now }, log: eventLog,
      history: history,
      book: ServingBook(book, expressions: configuration.expressions), rejection: nil,
      decisionLog: decisionLog)
    router = Router(state, access: try AccessPolicy(configuration.access), loader: loader)
    self.folder = folder
    let publisher = BookPublisher(
      to: LoopBound(router, on: loop), expressions: configuration.expressions, serving: book)
    loader.publish = { publisher.publish($0) }
  }

  deinit {
    history.close()
    decisionLog.stop()
    eventLog.stop(within: .seconds(2))
    try? pipe.fileHandleForWriting.close()
  }

  /// Sends a request as a server does: the head, then the body if there is any.
  ///
  /// - Parameter pieces: how many bytes of a streamed body come at a time.
  func send(
    _ method: String, _ target: String, _ body: String = "", type: String? = nil,
    headers: [(String, String)] = [], from peer: Peer = own, pieces: Int = 1 << 20
  ) -> RecordedResponse {
    let response = RecordedResponse()
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let query = (parts.count > 1 ? parts[1] : "").split(separator: "&").map { item in
      let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return HTTPRequest.QueryItem(name: String(pair[0]), value: pair.count > 1 ? String(pair[1]) : "")
    }
    let fields = headers + (type.map { [("Content-Type", $0)] } ?? [])
    func request(_ body: [UInt8]) -> HTTPRequest {
      HTTPRequest(
        method: method, path: String(parts[0]), query: query, headers: fields, body: body, peer: peer)
    }
    switch router.receive(request([]), response) {
    case .whole(let answer): answer(request(Array(body.utf8)))
    case .pieces(let receiver):
      var rest = Array(body.utf8)[...]
      while !rest.isEmpty {
        receiver.received(Array(rest.prefix(pieces)))
        rest = rest.dropFirst(pieces)
      }
      receiver.ended()
    }
    return response
  }

  /// Sends a request and turns the loop until it is answered.
  func ask(
    _ method: String, _ target: String, _ body: String = "", type: String? = nil,
    headers: [(String, String)] = [], from peer: Peer = own, pieces: Int = 1 << 20
  ) -> RecordedResponse {
    let response = send(method, target, body, type: type, headers: headers, from: peer, pieces: pieces)
    #expect(loop.turn { response.isEnded || response.isAborted }, "\(method) \(target) was not answered")
    return response
  }

  func post(_ target: String, _ body: String, headers: [(String, String)] = []) -> RecordedResponse {
    ask("POST", target, body, type: "application/json", headers: headers)
  }

  func lines(_ target: String, _ body: String, pieces: Int = 1 << 20) -> RecordedResponse {
    ask("POST", target, body, type: "application/x-ndjson", pieces: pieces)
  }

  /// Waits until all that was logged can be read.
  func flushLog() throws {
    marks += 1
    eventLog.info(.daemonStopping, "mark \(marks)")
    try log.wait(for: "daemon.stopping", count: marks)
  }

  /// How often a rule matched, as the counters say.
  func matched(_ rule: String) -> Int {
    state.book.index(ofRule: rule).map { state.book.counts[$0].matched } ?? -1
  }
}
