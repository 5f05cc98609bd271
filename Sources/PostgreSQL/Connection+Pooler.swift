extension Connection {
  /// Throws where a pooler lends this connection a session of the server for one transaction only.
  ///
  /// A pooler gives its clients numbers of its own, so where the number at the start is the one that the session has,
  /// there is none. Behind one, another connection holds a session in a transaction: this one has kept its session all
  /// along, so two connections never meet on one, and this one never finds itself on another.
  package mutating func refusePooledTransactions(_ settings: Settings) throws(PostgreSQLError) {
    let time = settings.connecting
    let own = try session(within: time)
    guard own != announcedBackend else { return }
    var other = try Connection.open(settings, with: library)
    for _ in 0..<3 {
      _ = try other.run(Query("BEGIN"), within: time)
      let held = try other.session(within: time)
      let now = try session(within: time)
      _ = try other.run(Query("ROLLBACK"), within: time)
      if held == own || held == now || now != own { throw .pooled }
    }
  }

  /// The process that serves this connection.
  private mutating func session(within time: Duration) throws(PostgreSQLError) -> Int64 {
    try run(Query("SELECT pg_backend_pid()"), within: time).int(0, 0) ?? 0
  }
}
