import API
import Serving
import Testing

@testable import Daemon
@testable import Settings

/// Who may do what.
@Suite struct AccessPolicyTests {
  private static let own: UInt32 = 800

  private static func peer(_ user: UInt32, group: UInt32 = 5_000, _ groups: UInt32...) -> Peer {
    Peer(processID: 1, userID: user, groupID: group, groups: groups)
  }

  private static func rules(_ set: (inout Configuration.Access) -> Void = { _ in }) throws -> AccessPolicy {
    var access = Configuration.Access()
    set(&access)
    return try AccessPolicy(access, ownUser: own)
  }

  @Test func `by default everybody may decide, and only the daemon's user and root administer`() throws {
    let rules = try Self.rules()
    for user: UInt32 in [0, Self.own] {
      #expect(rules.allows(Self.peer(user), .decide) && rules.allows(Self.peer(user), .admin))
    }
    #expect(rules.allows(Self.peer(1_000), .decide))
    #expect(!rules.allows(Self.peer(1_000), .admin))
    #expect(!rules.allows(Self.peer(1_000, group: 0), .admin), "root's group is not root")
  }

  @Test func `a list of users names all who may decide`() throws {
    let rules = try Self.rules { $0.decideUsers = ["1001", "1002"] }
    #expect(rules.allows(Self.peer(1_001), .decide) && rules.allows(Self.peer(1_002), .decide))
    #expect(!rules.allows(Self.peer(1_003), .decide))
    #expect(
      !rules.allows(Self.peer(1_003, group: 1_001), .decide), "the number of a user is not that of a group")
    #expect(!rules.allows(Self.peer(1_001), .admin))
    #expect(rules.allows(Self.peer(0), .decide) && rules.allows(Self.peer(Self.own), .decide))
  }

  @Test func `groups count, those that a user has besides the first one too`() throws {
    let rules = try Self.rules {
      $0.decideGroups = ["2001"]
      $0.adminGroups = ["2002"]
    }
    #expect(rules.allows(Self.peer(1_000, group: 2_001), .decide))
    #expect(rules.allows(Self.peer(1_000, group: 1, 7, 2_001), .decide))
    #expect(!rules.allows(Self.peer(1_000, group: 1, 7), .decide))
    #expect(!rules.allows(Self.peer(2_001), .decide))
    #expect(rules.allows(Self.peer(1_000, group: 1, 2_002), .admin))
    #expect(!rules.allows(Self.peer(1_000, group: 2_001), .admin))
  }

  @Test func `who may report is who may decide, unless that is said`() throws {
    let unset = try Self.rules { $0.decideUsers = ["1001"] }
    #expect(unset.allows(Self.peer(1_001), .report) && !unset.allows(Self.peer(1_002), .report))
    let set = try Self.rules {
      $0.decideUsers = ["1001"]
      $0.reportUsers = ["1002"]
    }
    #expect(set.allows(Self.peer(1_001), .decide) && !set.allows(Self.peer(1_001), .report))
    #expect(!set.allows(Self.peer(1_002), .decide) && set.allows(Self.peer(1_002), .report))
    #expect(!set.allows(Self.peer(1_002), .admin))
    let groups = try Self.rules { $0.reportGroups = ["2001"] }
    #expect(groups.allows(Self.peer(1_003), .decide) && !groups.allows(Self.peer(1_003), .report))
    #expect(groups.allows(Self.peer(1_003, group: 1, 2_001), .report))
  }

  @Test(arguments: Endpoint.allCases) func `each endpoint asks for one right`(_ endpoint: Endpoint) {
    let rights = endpoint.methods.map { endpoint.right($0) }
    let wanted: [Right?] =
      switch endpoint {
      case .next, .decide, .why, .accountsNext, .accountsDecide: [.decide]
      case .outcomes, .events: [.report]
      case .contacts: [.decide, .decide, .report]
      case .journeys: [.decide, .decide, .admin]
      case .reload, .acceptHistory: [.admin]
      case .reportStages, .reportTouchpoints, .reportStalled, .reportPaths, .reportGroup, .map, .alerts,
        .backup:
        [.admin, .admin]
      case .book, .rules, .stateSchema, .description: [.decide, .decide]
      case .alive, .ready, .metrics: [nil, nil]
      }
    #expect(rights == wanted)
  }

  @Test func `who may administer but is not on the other list may not decide`() throws {
    let rules = try Self.rules {
      $0.decideUsers = ["1001"]
      $0.adminUsers = ["1002"]
    }
    #expect(rules.allows(Self.peer(1_002), .admin) && !rules.allows(Self.peer(1_002), .decide))
  }

  @Test func `names are those of the system, and others are refused`() throws {
    let rules = try Self.rules {
      $0.adminUsers = ["root"]
      $0.decideGroups = ["root"]
    }
    #expect(rules.allows(Self.peer(1_000, group: 1, 0), .decide))
    let noUser = #expect(throws: UnknownPrincipal.self) {
      try Self.rules { $0.adminUsers = ["no-such-user-here"] }
    }
    #expect(
      noUser?.description == "'access' names the user 'no-such-user-here', whom the system does not know")
    let noGroup = #expect(throws: UnknownPrincipal.self) {
      try Self.rules { $0.decideGroups = ["no-such-group"] }
    }
    #expect(
      noGroup?.description == "'access' names the group 'no-such-group', which the system does not know")
  }
}
