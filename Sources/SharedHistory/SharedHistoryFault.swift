package import PostgreSQL

/// Why the shared history cannot be used.
package enum SharedHistoryFault: Error, Sendable, Equatable, CustomStringConvertible {
  case engine(PostgreSQLError)
  /// The tables were made by a newer program: the first step that this one does not know.
  case newer(String)
  /// The tables cannot be made.
  case notAllowed(ServerError)

  package var description: String {
    switch self {
    case .engine(let error): error.description
    case .newer(let step):
      "the tables in the database were made by a newer Waymark (step '\(step)'); update this one as well"
    case .notAllowed(let error):
      "Waymark may not make its tables in the database: \(error.message); as its owner, run: GRANT CREATE ON DATABASE … "
        + "TO …, once, for the first start"
    }
  }
}
