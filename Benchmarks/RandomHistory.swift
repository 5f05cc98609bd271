import Decisions
import Rules
import Time

/// Contacts made up over a book's actions and channels, the same ones for the same book.
enum RandomHistory {
  /// Ten contacts of the sixty days before an instant, by instant; about one in four has an outcome of its own.
  static func make(for book: RuleBook, before clock: Instant, with random: inout Steps) -> JourneyHistory {
    let minutes = (0..<10).map { _ in Int64(random.next(below: 60 * 24 * 60)) }.sorted(by: >)
    return JourneyHistory(
      contacts: minutes.map { minutes in
        contact(of: book, at: clock - TimeSpan(seconds: 60 * minutes), with: &random)
      })
  }

  private static func contact(of book: RuleBook, at: Instant, with random: inout Steps) -> Contact {
    let index = random.next(below: book.actions.count)
    let action = book.actions[index]
    var outcome = Outcome.delivered
    if random.next(below: 4) == 0 {
      outcome = [Outcome.opened, .clicked, .dismissed, .bounced][random.next(below: 4)]
    }
    let channel = action.channels.isEmpty ? nil : action.channels[random.next(below: action.channels.count)]
    return Contact(
      action: index, actionID: action.id, kind: action.kind, group: action.group, channel: channel, at: at,
      results: .init(outcome, at: at), decision: random.decision(),
      countsTowardCaps: action.countsTowardCaps, origin: .reserved)
  }
}

/// Numbers in no order, the same ones every time (xorshift64*).
struct Steps {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  mutating func next(below bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

  mutating func decision() -> DecisionReference { .id(DecisionID(high: next(), low: next())) }
}
