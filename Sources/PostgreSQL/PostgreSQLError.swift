/// Why something cannot be had of PostgreSQL.
package enum PostgreSQLError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The client library is not to be had, as the system says it.
  case noLibrary(String)
  /// The client library has no pipeline mode.
  case oldLibrary(Int)
  /// No connection can be made.
  case unreachable(String)
  /// The connection has broken; nothing of a transaction was done.
  case lost(String)
  /// There was no answer in time; the connection is given up.
  case timedOut
  case oldServer(Int)
  /// The server takes no writes.
  case standby
  case wrongEncoding(String)
  /// Between here and the server stands a pooler that lends sessions for a transaction only.
  case pooled
  /// The server has said no; nothing of a transaction was done.
  case refused(ServerError)
  /// The connection broke while a transaction was on its way: it was done as a whole, or not at all.
  case unknown(String)
  /// A text that PostgreSQL cannot hold.
  case unsuitableText

  package var description: String {
    switch self {
    case .noLibrary(let reason):
      "PostgreSQL's client library is missing (\(reason)); install it: apt-get install libpq5, or the package libpq "
        + "or postgresql-libs elsewhere"
    case .oldLibrary(let version):
      "PostgreSQL's client library is \(Self.text(of: version)), and 14 or newer is needed; install a newer libpq"
    case .unreachable(let reason): "no connection to PostgreSQL: \(reason)"
    case .lost(let reason): "the connection to PostgreSQL broke: \(reason)"
    case .timedOut: "PostgreSQL did not answer in time"
    case .oldServer(let version):
      "the server is PostgreSQL \(Self.text(of: version)), and 14 or newer is needed"
    case .standby:
      "the server takes no writes: it is a standby, which only follows another one, or default_transaction_read_only is "
        + "on; connect to the primary, or name all servers in the url with target_session_attrs=read-write"
    case .wrongEncoding(let encoding):
      "the encoding of the database is \(encoding); make one with UTF8: createdb --encoding=UTF8 --template=template0"
    case .pooled:
      "a pooler between here and PostgreSQL lends a session for one transaction only, and settings, statements and "
        + "locks of a session do not hold; connect to the server itself, or let the pooler use pool_mode = session"
    case .refused(let error): error.description
    case .unknown(let reason):
      "the connection to PostgreSQL broke at the commit, so it is not known whether it was done: \(reason)"
    case .unsuitableText: "PostgreSQL cannot hold a text with a zero byte"
    }
  }

  /// As PostgreSQL writes a version, such as 15.18.
  private static func text(of version: Int) -> String { "\(version / 10_000).\(version % 10_000)" }
}

/// What the server says of a statement that it refuses.
package struct ServerError: Error, Sendable, Equatable, CustomStringConvertible {
  package let state: SQLState
  package let message: String
  /// Whether the server ends the connection with it.
  package let isFatal: Bool

  package var description: String { "PostgreSQL says: \(message) (\(state.code))" }
}

/// The five characters by which PostgreSQL names an error (its manual, appendix A).
package struct SQLState: Sendable, Hashable {
  package let code: String

  package init(_ code: String) { self.code = code }

  package static let deadlock = SQLState("40P01")
  package static let serializationFailure = SQLState("40001")
  package static let uniqueViolation = SQLState("23505")
  package static let lockNotAvailable = SQLState("55P03")
  package static let canceled = SQLState("57014")
  package static let insufficientPrivilege = SQLState("42501")

  /// Whether somebody else was faster, and the same may come out otherwise when it is tried again.
  package var isContention: Bool {
    self == .deadlock || self == .serializationFailure || self == .uniqueViolation
  }

  /// Whether it took longer than was allowed, as a rule since somebody else keeps a lock.
  package var isTooLong: Bool { self == .lockNotAvailable || self == .canceled }

  /// Whether it speaks of the connection or of a server that stops, rather than of the statement.
  package var isConnectionLost: Bool {
    code.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "25P03"].contains(code)
  }
}
