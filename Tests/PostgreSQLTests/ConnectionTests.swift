import Foundation
import Glibc
import TestSupport
import Testing

@testable import PostgreSQL

@Suite(.needsPostgreSQL, .serialized) struct ConnectionTests {
  private let server: PostgreSQLServer
  private let library: ClientLibrary
  private static let time = Duration.seconds(5)

  init() throws {
    server = try PostgreSQLServer()
    library = try ClientLibrary.load()
  }

  private func connection() throws -> Connection {
    try Connection.open(Connection.Settings(server.address()), with: library)
  }

  @Test func `values come back as they were sent`() throws {
    var connection = try self.connection()
    let uuid = UUIDBits(high: 0x0123_4567_89ab_cdef, low: .max)
    let rows = try connection.run(
      Query(
        """
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 IS NULL, $10::text, $11::int, $8 = '', cardinality($12),
          array_to_string($13, ','), ($14)[2], ($15)[1], ($16)[3] IS NULL, ($17)[1] = -1.5, ($18)[1], ($19)[2], ($20)[1]
        """,
        [
          .bool(true), .int2(-2), .int4(.min), .int8(.max), .double(-0.5), .text("é ' \\ \u{1F600}"),
          .uuid(uuid),
          .bytes([]), .null(.int8), .literal("plain"), .literal("41"), .array(.text, []),
          .array(.text, [.text("a"), .text(""), .text("c")]), .array(.uuid, [.null(.uuid), .uuid(uuid)]),
          .array(.bytes, [.bytes([0, 255])]), .array(.int8, [.int8(1), .int8(2), .null(.int8)]),
          .array(.double, [.double(-1.5)]), .array(.bool, [.bool(true)]),
          .array(.int2, [.int2(1), .int2(-7)]),
          .array(.int4, [.int4(.max)]),
        ]), within: Self.time)
    #expect(rows.count == 1)
    #expect(rows.bool(0, 0) == true)
    #expect(rows.int(0, 1) == -2)
    #expect(rows.int(0, 2) == Int64(Int32.min))
    #expect(rows.int(0, 3) == .max)
    #expect(rows.double(0, 4) == -0.5)
    #expect(rows.text(0, 5) == "é ' \\ \u{1F600}")
    #expect(rows.uuid(0, 6) == uuid)
    #expect(rows.bytes(0, 7) == [])
    #expect(rows.bool(0, 8) == true)
    #expect(rows.text(0, 9) == "plain")
    #expect(rows.int(0, 10) == 41)
    #expect(rows.bool(0, 11) == true)
    #expect(rows.int(0, 12) == 0)
    #expect(rows.text(0, 13) == "a,,c")
    #expect(rows.uuid(0, 14) == uuid)
    #expect(rows.bytes(0, 15) == [0, 255])
    #expect((16..<18).allSatisfy { rows.bool(0, $0) == true })
    #expect(rows.bool(0, 18) == true)
    #expect(rows.int(0, 19) == -7)
    #expect(rows.int(0, 20) == Int64(Int32.max))
  }

  @Test func `a text with a zero byte is refused before anything is sent`() throws {
    var connection = try self.connection()
    let error = connection.failure(of: [Query("SELECT $1", [.text("a\0b")])], within: Self.time)
    #expect(error == .unsuitableText)
    #expect(try connection.run(Query("SELECT 1"), within: Self.time).int(0, 0) == 1)
  }

  @Test func `an error skips the rest of its group, and the next group goes on`() throws {
    var connection = try self.connection()
    let statement = Statement("half", "SELECT 100 / $1::integer")
    try connection.prepare([statement], within: Self.time)
    func half(_ number: Int32) -> Query { Query(statement, [.int4(number)]) }
    let results = try connection.exchange(
      [[half(1), half(0), half(2)], [], [half(4), Query("SELECT 'x'")]], within: Self.time)
    #expect(results.dropLast().map(\.count) == [3, 0, 2])
    #expect(results[0][0].rows?.int(0, 0) == 100)
    guard case .failed(let error) = results[0][1], case .skipped = results[0][2] else {
      Issue.record("\(results[0])")
      return
    }
    #expect(error.state == SQLState("22012"))
    #expect("\(error)" == "PostgreSQL says: division by zero (22012)")
    #expect(!error.isFatal)
    #expect(results[2][0].rows?.int(0, 0) == 25)
    #expect(results[2][1].rows?.text(0, 0) == "x")
  }

  @Test func `more is sent and received than any buffer holds, without either waiting for the other`() throws
  {
    var connection = try self.connection()
    let text = String(repeating: "0123456789", count: 10_000)
    let results = try connection.exchange(
      [(0..<200).map { Query("SELECT $1::int, $2::text", [.int4($0), .text(text)]) }], within: .seconds(60))
    #expect(results[0].count == 200)
    #expect((0..<200).allSatisfy { results[0][$0].rows?.int(0, 0) == Int64($0) })
    #expect(results[0].last?.rows?.text(0, 1)?.utf8.count == 100_000)
  }

  @Test func `one thread waits for two connections by their descriptors`() throws {
    var first = try connection()
    var second = try connection()
    try first.send([[Query("SELECT pg_advisory_lock(1), 1")]])
    while try !first.advance() { try waitForNews(first.descriptor) }
    try second.send([[Query("SELECT pg_advisory_lock(1), 2")]])
    #expect(try !second.advance())
    try first.send([[Query("SELECT pg_advisory_unlock(1)")]])
    var isDone = (false, false)
    while !isDone.0 || !isDone.1 {
      try waitForNews(isDone.0 ? -1 : first.descriptor, isDone.1 ? -1 : second.descriptor)
      if !isDone.0 { isDone.0 = try first.advance() }
      if !isDone.1 { isDone.1 = try second.advance() }
    }
    #expect(second.results[0][0].rows?.int(0, 1) == 2)
  }

  private func waitForNews(_ descriptors: CInt...) throws {
    var places = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    try #require(poll(&places, nfds_t(places.count), 10_000) > 0)
  }

  // MARK: Transactions

  @Test func `a transaction is done as a whole or not at all`() throws {
    var connection = try self.connection()
    _ = try connection.run(Query("CREATE TABLE item (id int PRIMARY KEY)"), within: Self.time)
    let rows = try connection.commit(
      [Query("INSERT INTO item VALUES (1)"), Query("SELECT count(*) FROM item")], within: Self.time)
    #expect(rows.map(\.tag) == ["INSERT 0 1", "SELECT 1"])
    let error = connection.failure(
      of: [Query("INSERT INTO item VALUES (2)"), Query("INSERT INTO item VALUES (1)")], within: Self.time)
    #expect(error?.state == .uniqueViolation)
    #expect(error?.state?.isContention == true)
    let count = try connection.read([Query("SELECT count(*) FROM item")], within: Self.time)
    #expect(count[0].int(0, 0) == 1)
  }

  @Test func `a check that waits for the commit refuses the whole of it`() throws {
    var connection = try self.connection()
    _ = try connection.run(
      Query("CREATE TABLE item (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)"), within: Self.time)
    let error = connection.failure(
      of: [Query("INSERT INTO item VALUES (1)"), Query("INSERT INTO item VALUES (1)")], within: Self.time)
    #expect(error?.state == .uniqueViolation)
    #expect(try connection.run(Query("SELECT count(*) FROM item"), within: Self.time).int(0, 0) == 0)
  }

  @Test func `of two that wait for each other one is told so`() throws {
    var first = try connection()
    var second = try connection()
    for lock in [1, 2] {
      _ = try first.run(Query("CREATE TABLE t\(lock) AS SELECT 1 AS id"), within: Self.time)
    }
    _ = try first.exchange([[Query("BEGIN"), Query("LOCK t1")]], within: Self.time)
    _ = try second.exchange([[Query("BEGIN"), Query("LOCK t2")]], within: Self.time)
    try first.send([[Query("LOCK t2")]])
    try second.send([[Query("LOCK t1")]])
    var isDone = (false, false)
    while !isDone.0 || !isDone.1 {
      try waitForNews(isDone.0 ? -1 : first.descriptor, isDone.1 ? -1 : second.descriptor)
      if !isDone.0 { isDone.0 = try first.advance() }
      if !isDone.1 { isDone.1 = try second.advance() }
    }
    let states = [first.results, second.results].map { results -> SQLState? in
      if case .failed(let error) = results[0][0] { error.state } else { nil }
    }
    #expect(Set(states) == [nil, .deadlock])
  }

  // MARK: Broken connections

  @Test func `a session that the server ends is lost, and nothing of its transaction was done`() throws {
    var victim = try connection()
    var other = try connection()
    let session = try victim.run(Query("SELECT pg_backend_pid()"), within: Self.time).int(0, 0)
    _ = try victim.run(Query("CREATE TABLE item (id int)"), within: Self.time)
    try victim.send([[Query("BEGIN"), Query("INSERT INTO item VALUES (1)"), Query("SELECT pg_sleep(60)")]])
    while try victim.results[0].count < 2 && !victim.advance() {
      // What is before the pause is sent with its end at the latest; that it runs is seen from outside.
      let active = try other.run(
        Query("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"), within: Self.time)
      if active.int(0, 0) == 1 { break }
    }
    _ = try other.run(
      Query("SELECT pg_terminate_backend($1::int)", [.literal("\(session ?? 0)")]), within: Self.time)
    let failure = victim.failureOfAwaited()
    #expect("\(try #require(failure))".contains("terminating connection"))
    let isBroken = victim.isBroken
    #expect(isBroken)
    let again = victim.failure(of: [Query("SELECT 1")], within: Self.time)
    #expect(again == .lost("it was given up before"))
    #expect(try other.run(Query("SELECT count(*) FROM item"), within: Self.time).int(0, 0) == 0)
  }

  @Test func `a transaction that a killed server had is unknown`() throws {
    var connection = try self.connection()
    _ = try connection.run(Query("CREATE TABLE item (id int)"), within: Self.time)
    let session = try connection.run(Query("SELECT pg_backend_pid()"), within: Self.time).int(0, 0)
    let id = try #require(session.flatMap { pid_t(exactly: $0) })
    #expect(kill(id, SIGSTOP) == 0)
    try connection.send([[Query("SELECT 1")]])
    #expect(kill(id, SIGKILL) == 0)
    let lost = connection.failureOfAwaited()
    guard case .lost = lost else {
      Issue.record("\(String(describing: lost))")
      return
    }
    let isBroken = connection.isBroken
    #expect(isBroken)
    // Whoever has sent a whole transaction knows nothing of it.
    var next = try self.patientConnection()
    let second = try next.run(Query("SELECT pg_backend_pid()"), within: Self.time).int(0, 0)
    #expect(kill(try #require(second.flatMap { pid_t(exactly: $0) }), SIGKILL) == 0)
    let error = next.failure(of: [Query("INSERT INTO item VALUES (1)")], within: Self.time)
    guard case .unknown = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    var again = try self.patientConnection()
    #expect(try again.run(Query("SELECT count(*) FROM item"), within: Self.time).int(0, 0) == 0)
  }

  /// To a server that recovers.
  private func patientConnection() throws -> Connection {
    let end = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < end {
      if let connection = try? connection() { return connection }
      usleep(5_000)
    }
    return try connection()
  }

  @Test func `a server that says nothing is given up in time`() throws {
    var connection = try self.connection()
    var other = try self.connection()
    let session = try connection.run(Query("SELECT pg_backend_pid()"), within: Self.time).int(0, 0)
    let id = try #require(session.flatMap { pid_t(exactly: $0) })
    #expect(kill(id, SIGSTOP) == 0)
    let began = ContinuousClock.now
    let error = connection.failure(of: [Query("SELECT 1")], within: .milliseconds(300))
    #expect(error == .unknown("no answer in time"))
    #expect(ContinuousClock.now - began < .seconds(1))
    kill(id, SIGCONT)
    #expect(try other.run(Query("SELECT 1"), within: Self.time).int(0, 0) == 1)
  }

  @Test func `who takes a connection and says nothing is given up in time`() throws {
    let folder = try TemporaryFolder()
    let listener = try TestListener(folder.at(".s.PGSQL.5432"))
    let began = ContinuousClock.now
    let error = #expect(throws: PostgreSQLError.self) {
      try probe("host=\(folder.path) dbname=none", with: library)
    }
    #expect(error == .unreachable("no answer in time"))
    #expect(ContinuousClock.now - began < .seconds(2))
    listener.close()
  }

  // MARK: Servers that will not do

  @Test func `a server that takes no writes is refused`() throws {
    var connection = try self.connection()
    _ = try connection.run(
      Query("ALTER DATABASE postgres SET default_transaction_read_only = on"), within: Self.time)
    let error = #expect(throws: PostgreSQLError.self) { try probe(server.address(), with: library) }
    #expect(error == .standby)
  }

  @Test(.needs(Tool("pgbouncer")), arguments: ["transaction", "statement", "session"])
  func `a pooler that lends sessions for a transaction is found out`(mode: String) throws {
    let pooler = try Pooler(before: server, mode: mode)
    defer { pooler.stop() }
    let settings = Connection.Settings(pooler.address)
    var connection = try Connection.open(settings, with: library)
    let error = connection.failureBehindPooler(settings)
    switch mode {
    case "session": #expect(error == nil)
    case "transaction": #expect(error == .pooled)
    // Which lets no transaction through at all.
    default: #expect(error != nil)
    }
  }

  @Test func `where there is no pooler no second connection is made`() throws {
    var connection = try self.connection()
    var settings = Connection.Settings("host=/nonexistent")
    settings.connecting = .seconds(5)
    try connection.refusePooledTransactions(settings)
  }
}

/// A socket that takes connections and never says a word.
private struct TestListener {
  private let descriptor: CInt

  init(_ path: String) throws {
    descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let code = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { [descriptor] in
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(code == 0 && listen(descriptor, 5) == 0)
  }

  func close() { Glibc.close(descriptor) }
}

/// PgBouncer before a server.
private final class Pooler {
  private let folder: TemporaryFolder
  private let process = Process()

  init(before server: PostgreSQLServer, mode: String) throws {
    folder = try TemporaryFolder()
    let nobody: uid_t = 65_534
    if getuid() == 0 { chown(folder.path, nobody, nobody) }
    let text = """
      [databases]
      postgres = host=\(server.path) user=waymark
      [pgbouncer]
      unix_socket_dir = \(folder.path)
      listen_port = 6432
      auth_type = any
      pool_mode = \(mode)
      ignore_startup_parameters = extra_float_digits,options
      """
    try folder.write(text, to: "pooler.ini")
    let program = try #require(Tool("pgbouncer").url)
    let setpriv =
      getuid() == 0 ? ["--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups", program.path] : []
    process.executableURL = getuid() == 0 ? Tool("setpriv").url : program
    process.arguments = setpriv + [folder.at("pooler.ini")]
    process.environment = Tool.environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning, !FileManager.default.fileExists(atPath: folder.at(".s.PGSQL.6432")) {
      usleep(2_000)
    }
    try #require(process.isRunning)
  }

  var address: String { "host=\(folder.path) port=6432 user=waymark dbname=postgres" }

  func stop() {
    // What Foundation starts may have the usual signals blocked.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

// The tests themselves catch nothing: a connection cannot be copied, and Swift 6.3 crashes on that beside patterns in
// `catch`.
extension Connection {
  fileprivate mutating func failure(of queries: [Query], within time: Duration) -> PostgreSQLError? {
    do throws(PostgreSQLError) { _ = try commit(queries, within: time) } catch { return error }
    return nil
  }

  /// Of what was sent.
  fileprivate mutating func failureOfAwaited() -> PostgreSQLError? {
    do throws(PostgreSQLError) {
      while try !advance() {
        var place = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&place, 1, 10_000)
      }
    } catch { return error }
    return nil
  }

  fileprivate mutating func failureBehindPooler(_ settings: Settings) -> PostgreSQLError? {
    do throws(PostgreSQLError) { try refusePooledTransactions(settings) } catch { return error }
    return nil
  }
}

extension PostgreSQLError {
  /// What the server said.
  fileprivate var state: SQLState? { if case .refused(let error) = self { error.state } else { nil } }
}
