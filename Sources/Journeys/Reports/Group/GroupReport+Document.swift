import Rules
import Time

extension GroupReport {
  package var document: ReportDocument {
    ReportDocument(.group, header, tables: [roles, accountTable, seats], notes: notes, cells: cells)
  }

  private var notes: [String] {
    let engaged = "Engaged: a touchpoint or an answer within \(frame.policies.engagedWithin.inDays)."
    guard frame.policies.buyingGroup.isEmpty else { return [engaged] }
    return ["The book requires no roles: policies.buying_group says how many of each.", engaged]
  }

  private var groupColumns: [ReportColumn] { ReportGroup.columns(frame.dimensions) }

  /// The groups that have an account, in their order.
  private var groups: [ReportGroup] {
    accounts.map(\.group).reduce(into: []) { groups, group in if groups.last != group { groups.append(group) }
    }
  }

  private var roles: ReportTable {
    ReportTable(
      "roles", title: "Roles", remark: "Over all accounts: members, and accounts that lack some.",
      columns: groupColumns + [
        ReportColumn("role"), ReportColumn("required"), ReportColumn("filled", isListed: true),
        ReportColumn("engaged", isListed: true), ReportColumn("accounts_missing"),
        ReportColumn("accounts"), ReportColumn("missing_share", "SHARE"),
      ],
      rows: groups.flatMap { group in
        let own = accounts.filter { $0.group == group }
        return Role.allCases.compactMap { role -> ReportRow? in
          let seats = own.flatMap(\.coverage.seats).filter { $0.role == role }
          guard let required = seats.first?.required else { return nil }
          let missing = seats.count { $0.missing > 0 }
          return ReportRow(
            cell: "\(group.prefix)\(role)",
            group.reportValues + [
              .text(role.rawValue), .count(required), .count(seats.map(\.filled).reduce(0, +)),
              .count(seats.map(\.engaged).reduce(0, +)), .count(missing), .count(own.count),
              required == 0 ? .absent : SampleSize(own.count).share(missing),
            ])
        }
      })
  }

  private var accountTable: ReportTable {
    ReportTable(
      "accounts", title: "Accounts",
      remark:
        "Members have no exit, and accounts without members are left out; the least complete come first.",
      columns: groupColumns + [
        ReportColumn("account"), ReportColumn("members", isListed: true),
        ReportColumn("engaged", isListed: true), ReportColumn("completeness", "COMPLETE"),
        ReportColumn("engaged_completeness", "ENGAGED COMPLETE"), ReportColumn("missing"),
        ReportColumn("last_touchpoint"), ReportColumn("last_contact", isFromHistory: true),
      ],
      rows: accounts.map { account in
        ReportRow(
          cell: "\(account.group.prefix)account:\(account.account)",
          account.group.reportValues + [
            .text(account.account), .count(account.members), .count(account.engagedMembers),
            ReportValue(share: account.coverage.completeness),
            ReportValue(share: account.coverage.engagedCompleteness),
            account.coverage.missing.isEmpty
              ? .absent
              : .list(
                account.coverage.missing.map { $0.missing == 1 ? "\($0.role)" : "\($0.role) ×\($0.missing)" }),
            ReportValue(account.lastTouchpoint), ReportValue(account.lastContact),
          ])
      }, shownRows: 50)
  }

  private var seats: ReportTable {
    ReportTable(
      "seats", title: "Seats",
      columns: groupColumns + [
        ReportColumn("account"), ReportColumn("role"), ReportColumn("required"),
        ReportColumn("filled", isListed: true), ReportColumn("engaged", isListed: true),
        ReportColumn("missing"), ReportColumn("last_contact", isFromHistory: true),
      ],
      rows: accounts.flatMap { account in
        // For people the accounts say it in fewer lines.
        account.coverage.seats.map { seat in
          ReportRow(
            cell: "\(account.group.prefix)account:\(account.account)/\(seat.role)",
            account.group.reportValues + [
              .text(account.account), .text(seat.role.rawValue), .count(seat.required), .count(seat.filled),
              .count(seat.engaged), .count(seat.missing), ReportValue(seat.lastContact),
            ], isQuiet: true)
        }
      })
  }
}
