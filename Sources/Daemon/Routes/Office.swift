import Books
import Settings
import API
import Decisions
import Diagnostics
import Dispatch
import History
import JSON
import Rules
import Serving
import Telemetry
import Time

/// Everything that the event loop owns: the book at work, the newest rejection, the history, ids and alerts. All
/// requests are answered here.
///
/// Unchecked because it is touched on the event loop only, once the server has started.
final class Office: @unchecked Sendable {
  let configuration: Configuration
  let log: EventLog
  let keeper: BookLoader
  let access: AccessPolicy
  let history: ContactHistory
  let keys = IdempotencyKeys()
  /// Where long bodies are read.
  let readers = DispatchQueue(label: "bodies")
  let stateLimits: JourneyState.Limits
  let clock: @Sendable () -> Instant
  private(set) var desk: ServingBook
  private(set) var rejection: Rejection?
  /// Why clients do not find the daemon; nil while they do.
  var socketFault: String?
  private var ids = UUIDv7Generator()
  private var thinning: AlertThrottle

  init(
    configuration: Configuration, log: EventLog, keeper: BookLoader, access: AccessPolicy,
    history: ContactHistory, edition: LoadedBook, rejection: Rejection?, thinning: AlertThrottle,
    clock: @escaping @Sendable () -> Instant
  ) {
    self.configuration = configuration
    self.log = log
    self.keeper = keeper
    self.access = access
    self.history = history
    self.rejection = rejection
    self.thinning = thinning
    self.clock = clock
    desk = ServingBook(edition, after: nil, expressions: configuration.expressions)
    stateLimits = JourneyState.Limits(
      listLength: configuration.listLength, refusesUnknown: configuration.unknown == .refuse)
  }

  /// Takes what came of a look at the files. The log tells of each by its time, so that none is folded as a repeat.
  func take(_ result: LoadResult) {
    switch result {
    case .loaded(let edition):
      let previous = desk
      desk = ServingBook(edition, after: previous, expressions: configuration.expressions)
      rejection = nil
      log.info(
        .bookLoaded, "rule book \(edition.book.revision) serves",
        edition.logFields(after: previous.edition), key: "\(edition.loadedAt)")
      warnOfShortHistory()
    case .unchanged(let edition):
      let how = rejection == nil ? "still" : "again"
      rejection = nil
      log.info(
        .bookLoaded, "the files are \(how) what serves: rule book \(edition.book.revision)",
        edition.logFields(after: nil), key: "\(clock())")
    case .rejected(let rejection):
      self.rejection = rejection
      log.error(
        .bookRejected, "the newest rule files are not taken; rule book \(desk.revision) goes on",
        rejection.logFields(serving: desk.revision), key: "\(rejection.at)")
    }
  }

  /// Takes note of what happens at the socket.
  func take(_ event: ServerEvent) {
    switch event {
    case .socketLost(_, let fault): socketFault = fault
    case .socketTaken(_, let reason): socketFault = reason
    case .socketFound: socketFault = nil
    default: break
    }
  }

  func nextID() -> DecisionID {
    ids.next(at: UInt64(max(0, clock().microseconds / 1_000)))
  }

  /// Counts a decision, and writes what failed in it and the alerts that are due.
  func record(_ decision: Decision, desk: ServingBook) {
    let now = clock()
    desk.count(decision, at: now)
    for failure in decision.failures { tell(failure, desk.edition.book) }
    for raised in decision.alerts {
      let rule = desk.edition.book.rules[Int(raised.rule)]
      guard case .alert(let alert) = rule.effect,
        thinning.isDue(rule: rule.id, journey: decision.journey, oncePer: alert.oncePer, at: now)
      else { continue }
      var fields: LogFields = [
        "rule": .string(rule.id), "severity": .string(raised.severity.rawValue),
        "summary": .string(raised.summary), "journey": .string(decision.journey),
      ]
      if let account = decision.account { fields.append("account", .string(account)) }
      fields.append("revision", .string(desk.revision))
      // Thinned already: with the time in its key, the log folds none away.
      log.log(
        raised.severity.logLevel, .journeyAlert, raised.summary, fields,
        key: "\(rule.id)\u{0}\(decision.journey)\u{0}\(now)")
    }
  }

  /// Repeats are folded: the same expression fails for one state after the other.
  private func tell(_ failure: Decision.Failure, _ book: RuleBook) {
    let (subject, id) =
      switch failure.subject {
      case .rule(let index): ("rule", book.rules[Int(index)].id)
      case .action(let index): ("action", book.actions[index].id)
      }
    log.error(
      .ruleError, "\(subject) '\(id)': \(failure.message)",
      [
        subject: .string(id), "file": .string(failure.location.file),
        "line": .init(Int(failure.location.span.line)), "column": .init(Int(failure.location.span.column)),
        "revision": .string(book.revision),
      ], key: id)
  }

  func close() {
    thinning.close()
  }

  /// Forgets the alerts of a journey.
  func forgetAlerts(of journey: String) throws { try thinning.forget(journey) }

  // MARK: Routes

  /// Takes the body of a request piece by piece, where it is a stream. One that is refused is answered at once: it may
  /// be longer than a body that is read whole.
  func receiver(of request: HTTPRequest, _ responder: Responder) -> BodyReceiver? {
    guard request.mediaType == MediaType.lines else { return nil }
    if let endpoint = Endpoint(rawValue: request.path), endpoint.methods.contains(request.method),
      isAllowed(endpoint, request), mistake(in: request, endpoint) == nil,
      let stream = stream(endpoint, request, responder)
    {
      return stream.receiver
    }
    answer(request, responder)
    return BodyReceiver(received: { _ in }, ended: {})
  }

  private func stream(_ endpoint: Endpoint, _ request: HTTPRequest, _ responder: Responder) -> LineStream? {
    guard request.method == "POST" else { return nil }
    return switch endpoint {
    case .decide: (try? DecideQuery(request)).map { decideLines($0, responder) }
    case .outcomes: recordLines(responder)
    case .contacts: importLines(responder)
    default: nil
    }
  }

  /// Answers a request, at once or later.
  func answer(_ request: HTTPRequest, _ responder: Responder) {
    guard let endpoint = Endpoint(rawValue: request.path) else {
      return finish(.notFound(request.path, endpoints: Endpoint.allCases.map(\.rawValue)), to: responder)
    }
    guard endpoint.methods.contains(request.method) else {
      let problem = Problem.methodNotAllowed(request.method, request.path, allowed: endpoint.methods)
      let allow = (name: "Allow", value: endpoint.methods.joined(separator: ", "))
      return finish(HTTPResponse(problem, headers: [allow]), to: responder)
    }
    guard isAllowed(endpoint, request) else { return refuse(request, endpoint, responder) }
    if let mistake = mistake(in: request, endpoint) { return finish(mistake, to: responder) }
    // A stream comes here only where nothing at all is in it, or its query is wrong.
    if request.mediaType == MediaType.lines, request.body.isEmpty,
      let stream = stream(endpoint, request, responder)
    {
      return stream.receiver.ended()
    }
    switch endpoint {
    case .alive: finish(HTTPResponse(body: Array("{\"alive\":true}\n".utf8)), to: responder)
    case .ready: finish(readiness(), to: responder)
    case .book: finish(HTTPResponse(body: bookJSON()), to: responder)
    case .rules: finish(rules(request), to: responder)
    case .stateSchema:
      finish(
        HTTPResponse(
          contentType: "application/schema+json",
          body: desk.plan.stateSchema(refusesUnknown: stateLimits.refusesUnknown) + [UInt8(ascii: "\n")]),
        to: responder)
    case .reload: reload(responder)
    case .decide: decide(request, responder)
    case .next: next(request, responder)
    case .outcomes: record(request, responder)
    case .contacts where request.method == "POST":
      finish(.unsupportedType(request.mediaType, at: request.path), to: responder)
    case .contacts: showContacts(request, responder)
    case .journeys: erase(request, responder)
    case .backup: backUp(responder)
    case .acceptHistory: acceptHistory(request, responder)
    }
  }

  private func isAllowed(_ endpoint: Endpoint, _ request: HTTPRequest) -> Bool {
    endpoint.right(request.method).map { access.lets(request.peer, $0) } ?? true
  }

  private func refuse(_ request: HTTPRequest, _ endpoint: Endpoint, _ responder: Responder) {
    let what = endpoint.right(request.method)?.what ?? ""
    log.warning(
      .peerRefused, "user \(request.peer.userID) may not \(what)",
      [
        "uid": .int(Int64(request.peer.userID)), "pid": .int(Int64(request.peer.processID)),
        "path": .string(request.path),
      ], key: "\(request.peer.userID)")
    finish(.forbidden(what), to: responder)
  }

  private func reload(_ responder: Responder) {
    // The keeper publishes before it is done, so the new book serves when this answer leaves.
    keeper.reload { result in
      responder.yield { self.finish(self.answer(to: result), to: responder) }
    }
  }
}

extension AlertSeverity {
  fileprivate var logLevel: LogLevel {
    switch self {
    case .info: .info
    case .warning: .warning
    case .critical: .error
    }
  }
}
