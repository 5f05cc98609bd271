import Rules

/// The rows of all actions, and what they point to.
struct ActionRows {
  let rows: [ActionRow]
  let restrictions: [Restriction]
  /// The channels of all actions, each in its order of preference.
  let channels: [Int]

  init(_ book: RuleBook, _ policies: PolicyRows, _ builder: inout ProgramBuilder) {
    var rows: [ActionRow] = []
    var restrictions: [Restriction] = []
    var channels: [Int] = []
    for (index, action) in book.actions.enumerated() {
      let start = channels.count
      channels += action.channels
      let restriction = Restriction(action, eligible: action.eligible.map { builder.conjunction($0) })
      if let restriction { restrictions.append(restriction) }
      rows.append(
        ActionRow(
          action, channels: ConditionProgram.Slice(start: Int32(start), count: Int32(action.channels.count)),
          restriction: restriction == nil ? nil : restrictions.count - 1,
          gates: Self.gates(of: action, index, book.policies, policies)))
    }
    self.rows = rows
    self.restrictions = restrictions
    self.channels = channels
  }

  /// The gates that can ever be closed to an action.
  private static func gates(
    of action: Action, _ index: Int, _ policies: Policies, _ rows: PolicyRows
  ) -> GateSet {
    var gates = rows.gates(holding: index)
    for gate in Gate.allCases {
      let isAsked =
        switch gate {
        case .unavailable: action.available.from != nil || action.available.until != nil
        case .ineligible: action.eligible != nil
        case .cooldown: action.cooldown != nil
        case .capped, .paused, .channelCapped, .channelPaused: false
        case .quietHours: !policies.quietHours.isEmpty
        case .spread: policies.spreadByKind != nil || policies.spreadByGroup != nil
        case .suppressed, .noConsent, .bounced, .channelSuppressed, .outranked: true
        }
      if isAsked { gates.insert(gate) }
    }
    return gates
  }
}
