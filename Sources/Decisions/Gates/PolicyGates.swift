import Rules
import Time

/// The caps and pauses of one decision. When each opens follows from the contacts that it counts, whatever the time:
/// it is worked out when it is first asked, and kept. One that is open stays open, since time adds no contact.
struct PolicyGates {
  /// What caps and pauses ask of a contact.
  private struct Counted {
    let at: Instant?
    let countsTowardCaps: Bool
    let outcomes: OutcomeSet
    /// Its index among the others' and then the journey's own contacts; -1 for one that this decision would make.
    let source: Int
  }

  private let policies: PolicyRows
  private let zone: Zone
  private var own: [Contact] = []
  private var others: [Contact] = []
  private var now = Instant(microseconds: 0)
  private var isWorkedOut = false
  /// The others' contacts, then the journey's own, then those that this decision would make.
  private var counted: [Counted] = []
  /// By contact: the set of the policies that select it.
  private var marks: [UInt64] = []
  /// The set of those that are closed now.
  private var closed: [UInt64]
  /// By policy: when it opens, where it is closed now.
  private var openings: [Opening]
  /// The contacts that one policy counts: room to reuse.
  private var instants: [Instant] = []
  /// Those of the four gates of caps and pauses of which no policy is closed now; none before that is worked out.
  private(set) var open: GateSet
  /// How many contacts this decision would make so far.
  private(set) var chosenCount = 0

  init(_ plan: DecisionPlan) {
    policies = plan.policies
    zone = plan.book.policies.zone
    closed = policies.forbidding
    openings = Array(repeating: .never, count: policies.rows.count)
    open = .none
  }

  /// Starts over with the contacts of a journey and those of the others of its account, merged.
  mutating func reset(own: [Contact], others: [Contact], now: Instant) {
    self.own = own
    self.others = others
    self.now = now
    isWorkedOut = false
    open = .none
    chosenCount = 0
  }

  /// The verdict of the caps, or of the pauses: of those that hold an action, or a channel of it, the one that opens
  /// last, and of several such the first.
  ///
  /// - Parameter gate: one of the four of caps and pauses.
  mutating func verdict(of gate: Gate, _ action: Int, on channel: Int?, at time: Instant) -> GateVerdict? {
    if !isWorkedOut { workOut() }
    let areCaps = gate == .capped || gate == .channelCapped
    var last: (policy: Int, opens: Opening)?
    for word in 0..<policies.wordCount {
      var rest =
        policies.holding(action, on: channel, word: word) & closed[word]
        & policies.members(areCaps: areCaps, word: word)
      while let policy = Self.next(of: &rest, word: word) {
        let opens = openings[policy]
        guard opens.isLater(than: .at(time)) else { continue }
        if let last, !opens.isLater(than: last.opens) { continue }
        last = (policy, opens)
      }
    }
    guard let last else { return nil }
    let by: ClosedGate.Cause =
      areCaps ? .cap(Int32(last.policy)) : .pause(Int32(last.policy - policies.capCount))
    return GateVerdict(gate, by: by, channel: channel, opens: last.opens)
  }

  /// Removes the first policy from a word of a set.
  private static func next(of rest: inout UInt64, word: Int) -> Int? {
    guard rest != 0 else { return nil }
    defer { rest &= rest - 1 }
    return word << 6 | rest.trailingZeroBitCount
  }

  // MARK: What this decision would do

  /// Counts an action as a contact made now.
  mutating func choose(_ index: Int, _ action: ActionRow, channel: Int?) {
    guard policies.wordCount > 0 else { return }
    if !isWorkedOut { workOut() }
    chosenCount += 1
    let outcomes = OutcomeSet(.delivered)
    counted.append(
      Counted(at: now, countsTowardCaps: action.countsTowardCaps, outcomes: outcomes, source: -1))
    for word in 0..<policies.wordCount {
      let mark = policies.selecting(
        index, kind: action.kind, group: action.group, channel: channel, word: word)
      marks.append(mark)
      workOut(mark, word: word)
    }
    open = policies.gatesWithNone(of: closed)
  }

  /// Goes back to when the decision would make so many contacts.
  mutating func forgetChosen(after count: Int) {
    guard chosenCount > count else { return }
    while chosenCount > count {
      chosenCount -= 1
      counted.removeLast()
      for word in (0..<policies.wordCount).reversed() { workOut(marks.removeLast(), word: word) }
    }
    open = policies.gatesWithNone(of: closed)
  }

  // MARK: What is closed now

  private mutating func workOut() {
    isWorkedOut = true
    counted.removeAll(keepingCapacity: true)
    marks.removeAll(keepingCapacity: true)
    count(others, from: 0)
    count(own, from: others.count)
    for word in 0..<policies.wordCount {
      closed[word] = policies.forbidding[word]
      var touched: UInt64 = 0
      for row in counted.indices { touched |= marks[row * policies.wordCount + word] }
      workOut(touched, word: word)
    }
    open = policies.gatesWithNone(of: closed)
  }

  private mutating func count(_ contacts: [Contact], from source: Int) {
    for index in contacts.indices {
      counted.append(
        Counted(
          at: contacts[index].at, countsTowardCaps: contacts[index].countsTowardCaps,
          outcomes: contacts[index].impliedOutcomes, source: source + index))
      for word in 0..<policies.wordCount {
        marks.append(
          policies.selecting(
            contacts[index].action, kind: contacts[index].kind, group: contacts[index].group,
            channel: contacts[index].channel, word: word))
      }
    }
  }

  /// Works out whether those of a word of a set are closed now.
  private mutating func workOut(_ set: UInt64, word: Int) {
    var rest = set
    while let policy = Self.next(of: &rest, word: word) {
      let bit: UInt64 = 1 << (policy & 63)
      if let opening = opening(of: policy), opening.isLater(than: .at(now)) {
        closed[word] |= bit
        openings[policy] = opening
      } else {
        closed[word] &= ~bit
      }
    }
  }

  /// When a policy opens that its contacts close; nil where they are too few. Those that are too old to close it now
  /// never will.
  private mutating func opening(of policy: Int) -> Opening? {
    let (word, bit) = (policy >> 6, UInt64(1) << (policy & 63))
    instants.removeAll(keepingCapacity: true)
    let oldest = now - policies.reaches[policy]
    var row = policies.countsAccount[policy] ? 0 : others.count
    while row < counted.count {
      defer { row += 1 }
      guard marks[row * policies.wordCount + word] & bit != 0 else { continue }
      let at =
        switch policies.rows[policy] {
        case .cap: counted[row].countsTowardCaps ? counted[row].at : nil
        case .pause(let pause): instant(of: pause.outcomes, row: row)
        }
      if let at, at > oldest { instants.append(at) }
    }
    return switch policies.rows[policy] {
    case .cap(let cap): cap.opening(&instants, in: zone)
    case .pause(let pause): pause.opening(&instants)
    }
  }

  private func instant(of outcomes: OutcomeSet, row: Int) -> Instant? {
    let (row, known) = (counted[row], others.count)
    guard !row.outcomes.isDisjoint(with: outcomes) else { return nil }
    if row.source < 0 { return row.at }
    return row.source < known
      ? others[row.source].instant(of: outcomes) : own[row.source - known].instant(of: outcomes)
  }
}
