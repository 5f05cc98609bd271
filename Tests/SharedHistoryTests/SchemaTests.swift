import PostgreSQL
import SharedHistory
import System
import TestSupport
import Testing
import Time

@Suite(.needsPostgreSQL, .serialized) struct SchemaTests {
  private let database: SharedDatabase

  init() throws { database = try SharedDatabase() }

  @Test func `several hosts that start at once make the tables once`() throws {
    let database = database
    let faults = Threads.map(6, most: 6) { _ -> String? in
      do {
        var session = try database.session()
        try session.migrate()
        try session.migrate()
        try session.prepare()
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(faults.compactMap(\.self) == [])
    #expect(try database.run("SELECT count(*) FROM waymark.migration").int(0, 0) == 2)
    let secrets = try database.run("SELECT value FROM waymark.setting WHERE name = 'secret'")
    #expect(secrets.count == 1)
    #expect(secrets.bytes(0, 0)?.count == 32)
  }

  @Test func `tables are named as those of the embedded file`() throws {
    var session = try database.session()
    try session.migrate()
    let file = try Project.text("Sources/History/File/HistorySchema.swift")
    let embedded = Set(file.matches(of: /CREATE TABLE (\w+)/).map { String($0.output.1) })
    #expect(embedded.count > 7)
    let rows = try database.run("SELECT tablename::text FROM pg_tables WHERE schemaname = 'waymark'")
    let shared = Set((0..<rows.count).compactMap { rows.text($0, 0) })
    #expect(shared == embedded.union(["scope", "erasure", "migration"]))
  }

  @Test func `tables of a newer program are refused, and left alone`() throws {
    var session = try database.session()
    try session.migrate()
    try database.run("INSERT INTO waymark.migration (name) VALUES ('9: something new')")
    let fault = #expect(throws: SharedHistoryFault.self) { try migrate() }
    #expect(fault == .newer("9: something new"))
    #expect("\(try #require(fault))".contains("update this one as well"))
  }

  private func migrate(as user: String? = nil) throws {
    var session = try database.session(as: user)
    try session.migrate()
  }

  @Test func `who may make no tables is told what to grant, and needs it for the first start only`() throws {
    try database.run("CREATE ROLE guest LOGIN")
    let fault = #expect(throws: SharedHistoryFault.self) { try migrate(as: "guest") }
    #expect("\(try #require(fault))".contains("GRANT CREATE ON DATABASE"))
    try migrate()
    for sql in ["GRANT USAGE ON SCHEMA waymark TO guest", "GRANT SELECT ON waymark.migration TO guest"] {
      try database.run(sql)
    }
    try migrate(as: "guest")
  }

  @Test func `a step that fails leaves nothing behind`() throws {
    // A table that is in the way of the second step.
    try database.run("CREATE SCHEMA waymark")
    try database.run("CREATE TABLE waymark.event (id int)")
    #expect(throws: SharedHistoryFault.self) { try migrate() }
    let rows = try database.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'waymark'")
    #expect(rows.int(0, 0) == 1)
    try database.run("DROP TABLE waymark.event")
    try migrate()
  }

  @Test func `a database of another encoding is refused with what to do`() throws {
    try database.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    let settings = Connection.Settings(database.server.address("latin"))
    let error = #expect(throws: PostgreSQLError.self) {
      _ = try SharedHistorySession.open(settings, with: database.library, clock: { .init(microseconds: 0) })
    }
    #expect(error == .wrongEncoding("LATIN1"))
  }

  @Test func `the server's clock is compared with the own one`() throws {
    let seconds = try database.run("SELECT floor(extract(epoch FROM now()))::bigint").int(0, 0) ?? 0
    let session = try database.session()
    // Its own clock stands at 1970.
    #expect((seconds...seconds + 60).contains(session.clockLead.microseconds / 1_000_000))
  }

  @Test func `a server that would answer before something is durable is told to wait`() throws {
    try database.run("ALTER DATABASE postgres SET synchronous_commit = off")
    var session = try database.readySession()
    #expect(try session.setting("synchronous_commit") == "on")
    try database.run("ALTER DATABASE postgres SET synchronous_commit = remote_apply")
    var other = try database.readySession()
    #expect(try other.setting("synchronous_commit") == "remote_apply")
  }
}
