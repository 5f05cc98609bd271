import Rules

/// The rows of all actions, and what they point to.
struct ActionRows {
  let rows: [ActionRow]
  let restrictions: [Restriction]
  /// The channels of all actions, each in its order of preference.
  let channels: [Int]
  /// How many groups of peers there are.
  let peerCount: Int

  init(_ book: RuleBook, _ policies: PolicyRows, _ builder: inout ProgramBuilder) {
    var rows: [ActionRow] = []
    var restrictions: [Restriction] = []
    var channels: [Int] = []
    var peers = Peers(book.policies, policies)
    for (index, action) in book.actions.enumerated() {
      let start = channels.count
      channels += action.channels
      let restriction = Restriction(action, eligible: action.eligible.map { builder.conjunction($0) })
      if let restriction { restrictions.append(restriction) }
      let gates = Self.gates(of: action, index, book.policies, policies)
      rows.append(
        ActionRow(
          action, channels: ConditionProgram.Slice(start: Int32(start), count: Int32(action.channels.count)),
          restriction: restriction == nil ? nil : restrictions.count - 1, gates: gates,
          peers: restriction == nil ? peers.number(of: action, index, gates) : nil))
    }
    peerCount = peers.count
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

/// Numbers actions so that those have one number of which all gates say the same, where no suppress rule is in force.
private struct Peers {
  private struct Key: Hashable {
    let gates: GateSet
    let channels: [Int]
    let policies: [UInt64]
    let kind: Int?
    let group: Int?
  }

  private let policies: Policies
  private let rows: PolicyRows
  private var numbers: [Key: Int] = [:]

  init(_ policies: Policies, _ rows: PolicyRows) {
    self.policies = policies
    self.rows = rows
  }

  var count: Int { numbers.count }

  mutating func number(of action: Action, _ index: Int, _ gates: GateSet) -> Int {
    let key = Key(
      gates: gates, channels: action.channels,
      policies: (0..<rows.wordCount).map { rows.holding(index, word: $0) },
      kind: policies.spreadByKind == nil ? nil : action.kind,
      group: policies.spreadByGroup == nil ? nil : action.group)
    if let known = numbers[key] { return known }
    numbers[key] = numbers.count
    return numbers.count - 1
  }
}
