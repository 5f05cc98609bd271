/// What somebody who asks the daemon may be allowed to do.
package enum Right: Sendable {
  case decide, report, admin

  /// In words, after "may".
  package var what: String {
    switch self {
    case .decide: "ask for decisions"
    case .report: "report outcomes and contacts"
    case .admin: "administer this daemon"
    }
  }
}
