package import PostgreSQL
package import Time

/// A connection to the shared history whose settings and statements are those that it needs. For one thread at a time.
package struct SharedHistorySession: ~Copyable {
  /// Names a session for good, also once its process is gone and another has its number.
  package struct Identity: Sendable, Hashable {
    let process: Int64
    let began: Int64
  }

  var connection: Connection
  package let identity: Identity
  /// How far the server's clock is before the own one; below zero where it is behind.
  package let clockLead: TimeSpan
  /// Rows of stamps that are known to be in the database.
  var storedStamps: Set<Int64> = []
  /// How long a batch or a reading may take.
  let time: Duration

  package var isBroken: Bool { connection.isBroken }

  /// Connects, and refuses what would not hold what is promised.
  ///
  /// - Parameters:
  ///   - clock: the own one.
  ///   - time: how long each batch or reading may take.
  package static func open(
    _ settings: Connection.Settings, with library: ClientLibrary, clock: () -> Instant,
    time: Duration = .seconds(1)
  ) throws(PostgreSQLError) -> SharedHistorySession {
    var connection = try Connection.open(settings, with: library)
    let before = clock()
    let rows = try connection.run(Query(greeting), within: settings.connecting)
    let after = clock()
    guard rows.bool(0, 0) == false else { throw .standby }
    let encoding = rows.text(0, 1) ?? ""
    guard encoding == "UTF8" else { throw .wrongEncoding(encoding) }
    try connection.refusePooledTransactions(settings)
    let middle = (before.microseconds + after.microseconds) / 2
    let now = rows.int(0, 2) ?? middle
    let identity = Identity(process: rows.int(0, 3) ?? 0, began: rows.int(0, 4) ?? 0)
    try setUp(&connection, time)
    return SharedHistorySession(
      connection: connection, identity: identity, clockLead: TimeSpan(microseconds: now - middle), time: time)
  }

  private init(connection: consuming Connection, identity: Identity, clockLead: TimeSpan, time: Duration) {
    self.connection = connection
    self.identity = identity
    self.clockLead = clockLead
    self.time = time
  }

  private static let greeting = """
    SELECT pg_is_in_recovery(), current_setting('server_encoding'),
      (extract(epoch FROM clock_timestamp()) * 1000000)::bigint,
      pid::bigint, (extract(epoch FROM backend_start) * 1000000)::bigint
    FROM pg_stat_activity WHERE pid = pg_backend_pid()
    """

  /// Settings of the session, and why.
  private static let settings: [(name: String, value: String)] = [
    // All look-ups go by an index and find few rows: plans are made once, also while tables are small or just grew.
    ("plan_cache_mode", "force_generic_plan"), ("enable_seqscan", "off"), ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"), ("jit", "off"),
    // Whoever was given up here holds nobody up there.
    ("idle_in_transaction_session_timeout", "5s"), ("tcp_keepalives_idle", "5"),
    ("tcp_keepalives_interval", "1"), ("tcp_keepalives_count", "3"),
  ]

  private static func setUp(_ connection: inout Connection, _ time: Duration) throws(PostgreSQLError) {
    // The server gives up before its client does: then it is known what became of a transaction.
    func limit(_ part: Double) -> String { "\(max(1, Int(time * part / .milliseconds(1))))ms" }
    let all = settings + [("lock_timeout", limit(0.5)), ("statement_timeout", limit(0.75))]
    var queries = all.map {
      Query("SELECT set_config($1, $2, false)", [.literal($0.name), .literal($0.value)])
    }
    // An answer says that something is durable; how many machines that takes is the operator's choice.
    queries.append(
      Query(
        """
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
        """))
    for result in try connection.exchange([queries], within: time)[0] {
      if case .failed(let error) = result { throw .refused(error) }
    }
  }

  /// A setting of the session as the server has it.
  package mutating func setting(_ name: String) throws(PostgreSQLError) -> String? {
    try connection.run(Query("SELECT current_setting($1)", [.literal(name)]), within: time).text(0, 0)
  }

  /// Prepares the statements; the tables have to be there.
  package mutating func prepare() throws(PostgreSQLError) {
    try connection.prepare(SharedStatements.all, within: time)
  }
}
