import Rules
package import Time

extension GroupReport {
  package struct Builder: ReportBuilder {
    private let frame: ReportFrame
    private var header = HeaderTally()
    private var groups: GroupTable<[String: Account]>
    private var cells: CellList

    private struct Account {
      var members = 0
      var engaged = 0
      /// In the order of `Role.allCases`.
      var seats: [GroupCoverage.Seat]
      var lastTouchpoint: Instant?
      var lastContact: Instant?
    }

    package init(_ frame: ReportFrame) {
      self.frame = frame
      groups = GroupTable(frame) { [:] }
      cells = CellList(of: frame.cell)
    }

    package mutating func add(_ record: JourneyRecord) {
      header.add(record, Episode.all(of: record.tellings, upTo: frame.asOf), frame)
      guard let id = record.account else { return }
      let group = groups.index(of: record)
      var account = groups.values[group][id] ?? Account(seats: emptySeats)
      if !record.hasExit(at: frame.asOf) { add(record, to: &account, id, group) }
      groups.values[group][id] = account
    }

    private var emptySeats: [GroupCoverage.Seat] {
      Role.allCases.map { role in
        let required = frame.policies.buyingGroup.first { $0.role == role }?.required
        return GroupCoverage.Seat(role: role, required: required ?? 0)
      }
    }

    private mutating func add(_ record: JourneyRecord, to account: inout Account, _ id: String, _ group: Int)
    {
      let prefix = groups.groups[group].prefix
      let touchpoint = record.lastDeclaredTouchpoint(by: frame.asOf)
      let contact = record.contacts?.map(\.at).filter { $0 <= frame.asOf }.max()
      let answer = record.contacts?.compactMap { $0.lastAnswer(by: frame.asOf) }.max()
      let isEngaged = [touchpoint, answer].contains {
        $0.map { frame.asOf < $0 + frame.policies.engagedWithin } ?? false
      }
      account.members += 1
      account.lastTouchpoint = later(account.lastTouchpoint, touchpoint)
      account.lastContact = later(account.lastContact, contact)
      cells.add(record.journey, prefix, "account:\(id)", "members")
      if isEngaged {
        account.engaged += 1
        cells.add(record.journey, prefix, "account:\(id)", "engaged")
      }
      guard let role = record.persona.flatMap({ frame.vocabulary.personas[$0].role }),
        let seat = account.seats.firstIndex(where: { $0.role == role })
      else { return }
      account.seats[seat].filled += 1
      account.seats[seat].lastContact = later(account.seats[seat].lastContact, contact)
      let rows = ["\(role)", "account:\(id)/\(role)"]
      for row in rows { cells.add(record.journey, prefix, row, "filled") }
      guard isEngaged else { return }
      account.seats[seat].engaged += 1
      for row in rows { cells.add(record.journey, prefix, row, "engaged") }
    }

    private func later(_ left: Instant?, _ right: Instant?) -> Instant? {
      [left, right].compactMap(\.self).max()
    }

    package consuming func finish() -> GroupReport {
      let accounts = groups.inOrder.flatMap { group, accounts in
        accounts.filter { $0.value.members > 0 }.map { id, account in
          AccountCoverage(
            group: group, account: id, members: account.members, engagedMembers: account.engaged,
            coverage: GroupCoverage(seats: account.seats.filter { $0.required > 0 || $0.filled > 0 }),
            lastTouchpoint: account.lastTouchpoint, lastContact: account.lastContact)
        }.sorted { left, right in
          let (one, other) = (left.coverage.completeness ?? 1, right.coverage.completeness ?? 1)
          if one != other { return one < other }
          if left.members != right.members { return left.members > right.members }
          return bytesPrecede(left.account, right.account)
        }
      }
      return GroupReport(frame: frame, header: header.header(frame), accounts: accounts, cells: cells)
    }
  }
}

extension JourneyRecord {
  /// Whether the journey had ended by an exit, and not begun anew, at an instant.
  package func hasExit(at latest: Instant) -> Bool {
    var hasExit = false
    for telling in tellings where telling.at <= latest {
      switch telling.content {
      case .exit: hasExit = true
      case .stage(_, _, let isObserved): hasExit = hasExit && isObserved
      case .trigger, .touchpoint(_, .some, _, _): hasExit = false
      case .touchpoint, .painPoint, .resolved: break
      }
    }
    return hasExit
  }

  /// One that the book does not declare fills no fact.
  fileprivate func lastDeclaredTouchpoint(by latest: Instant) -> Instant? {
    tellings.last { telling in
      if case .touchpoint(_, .some, _, _) = telling.content { telling.at <= latest } else { false }
    }?.at
  }
}
