import Rules
import Time

/// Which caps and pauses hold which actions and count which contacts, as sets of bits: the caps first, then the
/// pauses, each in the order of ids.
struct PolicyRows: Sendable {
  /// What a cap or a pause says, without its selector and without references.
  enum Row: Sendable {
    case cap(CapRow)
    case pause(PauseRow)
  }

  struct CapRow: Sendable {
    let atMost: Int
    let window: Cap.Window
  }

  struct PauseRow: Sendable {
    let after: Int
    let outcomes: OutcomeSet
    let within: TimeSpan
    let pause: TimeSpan
  }

  /// By policy.
  let rows: [Row]
  /// By policy: how old a contact is, at most, that still closes it.
  let reaches: [TimeSpan]
  /// By policy: whether it counts the contacts of the whole account.
  let countsAccount: [Bool]
  let capCount: Int
  /// How many words of 64 bits make a set.
  let wordCount: Int
  /// The caps that allow nothing.
  let forbidding: [UInt64]
  private let byAction: PolicySetTable
  private let byKind: PolicySetTable
  private let byGroup: PolicySetTable
  private let byChannel: PolicySetTable
  /// Those that may hold an action, on whatever channel where they name any.
  private let holding: PolicySetTable
  private let namingChannels: [UInt64]
  private let caps: [UInt64]

  init(_ book: RuleBook) {
    let (caps, pauses) = (book.policies.caps, book.policies.pauses)
    let selectors = caps.map(\.selector) + pauses.map(\.selector)
    rows =
      caps.map { .cap(CapRow(atMost: $0.atMost, window: $0.window)) }
      + pauses.map {
        .pause(PauseRow(after: $0.after, outcomes: $0.outcomes, within: $0.within, pause: $0.pause))
      }
    reaches =
      caps.map(\.window.reach)
      + pauses.map { TimeSpan(microseconds: $0.within.microseconds + $0.pause.microseconds) }
    countsAccount = caps.map { $0.scope == .account } + pauses.map { $0.scope == .account }
    capCount = caps.count
    wordCount = (selectors.count + 63) / 64
    forbidding = Self.set(caps.map { $0.atMost == 0 } + pauses.map { _ in false })
    self.caps = Self.set(caps.map { _ in true } + pauses.map { _ in false })
    namingChannels = Self.set(selectors.map { $0.channels != nil })
    byAction = PolicySetTable(of: book.actions.count, allowing: selectors.map(\.actions))
    byKind = PolicySetTable(of: book.kinds.count, allowing: selectors.map(\.kinds))
    byGroup = PolicySetTable(of: book.groups.count, allowing: selectors.map(\.groups))
    byChannel = PolicySetTable(of: book.vocabulary.channels.count, allowing: selectors.map(\.channels))
    holding = PolicySetTable(
      of: book.actions.count,
      allowing: selectors.enumerated().map { policy, selector in
        book.actions.indices.filter { index in
          let action = book.actions[index]
          return selector.actions.allows(index) && selector.kinds.allows(action.kind)
            && selector.groups.allows(action.group) && !(policy < caps.count && action.isExemptFromCaps)
        }
      })
  }

  /// The set of the members, by index.
  private static func set(_ members: [Bool]) -> [UInt64] {
    var set = Array(repeating: UInt64(0), count: (members.count + 63) / 64)
    for (index, isMember) in members.enumerated() where isMember { set[index >> 6] |= 1 << (index & 63) }
    return set
  }

  /// A word of the set of those that may hold an action, on whatever channel.
  func holding(_ action: Int, word: Int) -> UInt64 { holding[word, action] }

  /// A word of the set of those that hold an action, or a channel of it.
  func holding(_ action: Int, on channel: Int?, word: Int) -> UInt64 {
    let all = holding[word, action]
    guard let channel else { return all & ~namingChannels[word] }
    return all & namingChannels[word] & byChannel[word, channel]
  }

  /// A word of the set of the caps, or of the pauses.
  @inline(__always)
  func members(areCaps: Bool, word: Int) -> UInt64 { areCaps ? caps[word] : ~caps[word] }

  /// The gates that may be closed to an action: those for which a policy may hold it.
  func gates(holding action: Int) -> GateSet {
    gates { self.holding[$0, action] }
  }

  /// The gates of which none of a set of policies is a part.
  func gatesWithNone(of set: [UInt64]) -> GateSet {
    GateSet.ofPolicies.subtracting(gates { set[$0] })
  }

  /// The gates of which the policies of a set are a part.
  private func gates(of set: (Int) -> UInt64) -> GateSet {
    var gates = GateSet.none
    for word in 0..<wordCount {
      let (set, caps, naming) = (set(word), caps[word], namingChannels[word])
      if set & caps & ~naming != 0 { gates.insert(.capped) }
      if set & ~caps & ~naming != 0 { gates.insert(.paused) }
      if set & caps & naming != 0 { gates.insert(.channelCapped) }
      if set & ~caps & naming != 0 { gates.insert(.channelPaused) }
    }
    return gates
  }

  /// A word of the set of those that select a contact.
  @inline(__always)
  func selecting(_ action: Int?, kind: Int?, group: Int?, channel: Int?, word: Int) -> UInt64 {
    byAction[word, action] & byKind[word, kind] & byGroup[word, group] & byChannel[word, channel]
  }
}

extension Cap.Window {
  /// How old a contact is, at most, that is inside: with room for days that clocks make longer.
  fileprivate var reach: TimeSpan {
    switch self {
    case .rolling(let span): span
    case .calendar(.day): TimeSpan(seconds: 3 * 86_400)
    case .calendar(.week): TimeSpan(seconds: 9 * 86_400)
    case .calendar(.month): TimeSpan(seconds: 33 * 86_400)
    }
  }
}

extension GateSet {
  /// The gates of caps and pauses.
  fileprivate static let ofPolicies: GateSet = {
    var gates = GateSet.none
    for gate: Gate in [.capped, .paused, .channelCapped, .channelPaused] { gates.insert(gate) }
    return gates
  }()
}
