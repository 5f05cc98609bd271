import Glibc

/// A session on a server, always in pipeline mode: what is sent waits for no answer. It belongs to one thread at a time.
package struct Connection: ~Copyable {
  package struct Settings: Sendable, Hashable {
    /// A URL or a list of libpq's `keyword=value`; empty where libpq's own environment and service file say all.
    package var address: String
    /// What the server shows of who is connected.
    package var name = "waymark"
    /// How long making a connection may take, but for the look-up of a host's name, which the system ends.
    package var connecting = Duration.seconds(1)

    package init(_ address: String) { self.address = address }
  }

  let library: ClientLibrary
  private let handle: ClientLibrary.Handle
  /// The queries that were sent, and what is known of them.
  private var exchange = Exchange()
  /// Whether it broke or was given up: nothing can be had of it any more.
  package private(set) var isBroken = false

  private init(_ handle: ClientLibrary.Handle, of library: ClientLibrary) {
    self.handle = handle
    self.library = library
  }

  deinit { library.finish(handle) }

  // MARK: Making it

  /// Connects to a server that is new enough and takes writes. What an address says itself goes before what stands here.
  package static func open(
    _ settings: Settings, with library: ClientLibrary
  ) throws(PostgreSQLError) -> Connection {
    let end = ContinuousClock.now + settings.connecting
    let options = [
      ("fallback_application_name", settings.name), ("target_session_attrs", "read-write"),
      // Milliseconds; seconds. A server that is gone is noticed, although its machine says nothing.
      ("tcp_user_timeout", "1000"), ("keepalives_idle", "5"), ("keepalives_interval", "1"),
      ("keepalives_count", "3"),
      // Its place is here: what stands before the address gives way to it, and what stands behind does not.
      ("dbname", settings.address), ("client_encoding", "UTF8"),
    ]
    let handle = withTexts(options.map(\.0)) { names in
      withTexts(options.map(\.1)) { values in library.connectStart(names, values, 1) }
    }
    guard let handle else { throw .unreachable("there is no memory for a connection") }
    var connection = Connection(handle, of: library)
    try connection.finishConnecting(until: end)
    let version = Int(library.serverVersion(handle))
    guard version >= ClientLibrary.oldestVersion else { throw .oldServer(version) }
    return connection
  }

  private static func withTexts<Result>(_ texts: [String], _ body: (ClientLibrary.Texts) -> Result) -> Result
  {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return (copies.map { $0.map { UnsafePointer($0) } } + [nil]).withUnsafeBufferPointer { buffer in
      // Of a list that has at least its end.
      buffer.baseAddress.map(body) ?? withUnsafePointer(to: nil, body)
    }
  }

  private mutating func finishConnecting(until end: ContinuousClock.Instant) throws(PostgreSQLError) {
    // Notices would go to the standard error of the process.
    _ = library.setNoticeReceiver(handle, { _, _ in }, nil)
    var state = ConnectingStatus.waitsToWrite
    while state != .done {
      guard library.status(handle) != Self.bad else { throw .unreachable(message) }
      let events = state == .waitsToRead ? POLLIN : POLLOUT
      guard try wait(for: Int16(events), until: end) else { throw .unreachable("no answer in time") }
      state = ConnectingStatus(rawValue: library.connectPoll(handle)) ?? .failed
      guard state != .failed else {
        throw message.contains("session is read-only") ? .standby : .unreachable(message)
      }
    }
    guard library.setNonblocking(handle, 1) == 0, library.enterPipelineMode(handle) == 1 else {
      throw .unreachable(message)
    }
  }

  private static let bad: CInt = 1

  /// What the library says of the latest failure, in one line.
  private var message: String {
    let text = library.errorMessage(handle).map { String(cString: $0) } ?? ""
    return text.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: "; ")
  }

  // MARK: Waiting

  /// What becomes ready when there is news; -1 where it is broken.
  package var descriptor: CInt { isBroken ? -1 : library.socket(handle) }

  /// Whether `advance` is to be called also when the descriptor takes more.
  package private(set) var wantsToWrite = false

  /// Waits for the descriptor.
  ///
  /// - Returns: whether anything is ready; false where the time is over.
  private func wait(
    for events: Int16, until end: ContinuousClock.Instant
  ) throws(PostgreSQLError) -> Bool {
    while true {
      let left = end - ContinuousClock.now
      guard left > .zero else { return false }
      let milliseconds = left / .milliseconds(1)
      var place = pollfd(fd: library.socket(handle), events: events, revents: 0)
      let found = poll(&place, 1, CInt(min(milliseconds.rounded(.up), 60_000)))
      if found > 0 { return true }
      if found < 0, errno != EINTR { throw .lost(String(cString: strerror(errno))) }
    }
  }

  // MARK: Sending and receiving

  /// The number by which the server's own machinery knows the session, as the server said at the start.
  var announcedBackend: Int64 { Int64(library.backendID(handle)) }

  /// Sends groups of queries. Where one fails, the rest of its group is skipped. Each group without a transaction of its
  /// own is one.
  package mutating func send(_ groups: [[Query]]) throws(PostgreSQLError) {
    guard !isBroken else { throw .lost("it was given up before") }
    precondition(exchange.isDone, "a connection is asked before it has answered")
    let encoded = try groups.map { group throws(PostgreSQLError) in
      try group.map { query throws(PostgreSQLError) in (query.form, try EncodedParameters(query.parameters)) }
    }
    exchange = Exchange(groups.map(\.count))
    for group in encoded {
      for (form, parameters) in group where !send(form, parameters) { throw breakOff() }
      if library.pipelineSync(handle) != 1 { throw breakOff() }
    }
    wantsToWrite = true
  }

  private func send(_ form: Query.Form, _ parameters: EncodedParameters) -> Bool {
    parameters.withPointers { types, values, lengths, formats in
      let count = parameters.count
      return switch form {
      case .text(let sql):
        library.sendQuery(handle, sql, count, types, values, lengths, formats, 1) == 1
      case .prepared(let name):
        library.sendPrepared(handle, name, count, values, lengths, formats, 1) == 1
      case .preparing(let statement):
        library.sendPrepare(handle, statement.name, statement.sql, 0, nil) == 1
      }
    }
  }

  /// Takes what has come and sends what can be sent, without waiting.
  ///
  /// - Returns: whether all results are there.
  package mutating func advance() throws(PostgreSQLError) -> Bool {
    guard !isBroken else { throw .lost("it was given up before") }
    let isReadable = library.consumeInput(handle) == 1
    let unsent = library.flush(handle)
    wantsToWrite = unsent == 1
    receive()
    if exchange.isDone { return true }
    if !isReadable || unsent < 0 || library.status(handle) == Self.bad { throw breakOff() }
    return false
  }

  private mutating func receive() {
    while !exchange.isDone, library.isBusy(handle) == 0 {
      guard let result = library.nextResult(handle) else {
        // The end of what one query returns; or there is nothing more to come.
        guard exchange.endQuery() else { return }
        continue
      }
      switch ResultStatus(rawValue: library.resultStatus(result)) {
      case .done, .rows, .empty: exchange.add(.done(Rows(result, of: library)))
      case .skipped:
        library.clear(result)
        exchange.add(.skipped)
      case .synchronized:
        library.clear(result)
        exchange.endGroup()
      default:
        // Without a code it is the library that speaks, of a connection that broke.
        if let error = serverError(result) { exchange.add(.failed(error)) }
        library.clear(result)
      }
    }
  }

  private func serverError(_ result: ClientLibrary.Handle) -> ServerError? {
    func field(_ name: Character) -> String? {
      library.errorField(result, CInt(name.asciiValue ?? 0)).map { String(cString: $0) }
    }
    guard let code = field("C") else { return nil }
    return ServerError(
      state: SQLState(code), message: field("M") ?? "", isFatal: field("V").map { $0 != "ERROR" } ?? false)
  }

  /// Gives the connection up.
  private mutating func breakOff() -> PostgreSQLError {
    isBroken = true
    // What the server said last goes before what the library then notices.
    return .lost(exchange.lastWords ?? message)
  }

  /// Sends groups of queries, and waits for what becomes of them.
  ///
  /// - Returns: a result for each query.
  package mutating func exchange(
    _ groups: [[Query]], within time: Duration
  ) throws(PostgreSQLError) -> [[QueryResult]] {
    try send(groups)
    try waitForResults(until: .now + time)
    return exchange.results
  }

  private mutating func waitForResults(until end: ContinuousClock.Instant) throws(PostgreSQLError) {
    while try !advance() {
      let events = POLLIN | (wantsToWrite ? POLLOUT : 0)
      guard try wait(for: Int16(events), until: end) else {
        _ = breakOff()
        throw .timedOut
      }
    }
  }

  /// What is known of the queries that were sent last, also where the connection broke meanwhile.
  package var results: [[QueryResult]] { exchange.results }
}

/// Queries on their way: groups, and the results so far.
private struct Exchange {
  private var counts: [Int]
  private(set) var results: [[QueryResult]] = [[]]
  /// Whether the query at hand has a result already, and only its end is missing.
  private var hasResult = false

  init(_ counts: [Int] = []) { self.counts = counts }

  var isDone: Bool { results.count > counts.count }

  /// What the server said when it ended the session.
  var lastWords: String? {
    for case .failed(let error) in results.last ?? [] where error.isFatal { return error.message }
    return nil
  }

  mutating func add(_ result: QueryResult) {
    guard !hasResult, let count = counts.dropFirst(results.count - 1).first,
      results[results.count - 1].count < count
    else { return }
    results[results.count - 1].append(result)
    hasResult = true
  }

  /// - Returns: whether there was one.
  mutating func endQuery() -> Bool {
    defer { hasResult = false }
    return hasResult
  }

  mutating func endGroup() {
    results.append([])
    hasResult = false
  }
}
