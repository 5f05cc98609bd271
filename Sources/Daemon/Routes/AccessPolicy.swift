import API
import Glibc
import Serving
import Settings
import System

/// Who may do what, by the credentials that the kernel gives for a connection.
struct AccessPolicy: Sendable {
  private let decide: Principals
  private let report: Principals
  private let admin: Principals
  private let ownUser: UInt32

  /// - Throws: an `UnknownPrincipal` for a user or a group that the system does not know.
  init(_ access: Configuration.Access, ownUser: UInt32 = geteuid()) throws(UnknownPrincipal) {
    decide = try Principals(users: access.decideUsers, groups: access.decideGroups)
    report = try Principals(users: access.reportUsers, groups: access.reportGroups)
    admin = try Principals(users: access.adminUsers, groups: access.adminGroups)
    self.ownUser = ownUser
  }

  /// The daemon's own user and root may do everything. Without a list, everybody may decide, whoever may decide may
  /// report, and nobody else administer.
  func allows(_ peer: Peer, _ right: Right) -> Bool {
    if peer.userID == 0 || peer.userID == ownUser { return true }
    return switch right {
    case .decide: decide.isEmpty || decide.contains(peer)
    case .report where report.isEmpty: allows(peer, .decide)
    case .report: report.contains(peer)
    case .admin: admin.contains(peer)
    }
  }
}

struct UnknownPrincipal: Error, CustomStringConvertible {
  let description: String
}

/// Users and groups by number.
private struct Principals: Sendable {
  private let users: Set<UInt32>
  private let groups: Set<UInt32>

  init(users: [String], groups: [String]) throws(UnknownPrincipal) {
    self.users = try Self.numbers(of: users, "user", "whom") { Accounts.userID(named: $0) }
    self.groups = try Self.numbers(of: groups, "group", "which") { Accounts.groupID(named: $0) }
  }

  private static func numbers(
    of names: [String], _ what: String, _ whom: String, lookUp: (String) -> UInt32?
  ) throws(UnknownPrincipal) -> Set<UInt32> {
    var numbers: Set<UInt32> = []
    for name in names {
      guard let number = UInt32(name) ?? lookUp(name) else {
        throw UnknownPrincipal(
          description: "'access' names the \(what) '\(name)', \(whom) the system does not know")
      }
      numbers.insert(number)
    }
    return numbers
  }

  var isEmpty: Bool { users.isEmpty && groups.isEmpty }

  func contains(_ peer: Peer) -> Bool {
    users.contains(peer.userID) || groups.contains { peer.belongs(to: $0) }
  }
}
