package import Rules
import Time

/// What a gate says of an action that it holds back: why and by what. One that is open says nothing.
package struct ClosedGate: Sendable {
  /// What closes a gate: indices into the rule book.
  package enum Cause: Sendable {
    case rule(Int32)
    case cap(Int32)
    case pause(Int32)
    case quietHours(Int32)
    case channel(Int32)
    case kind, group

    /// The id of the rule, policy or channel; or the word.
    package func name(in book: RuleBook) -> String {
      switch self {
      case .rule(let index): book.rules[Int(index)].id
      case .cap(let index): book.policies.caps[Int(index)].id
      case .pause(let index): book.policies.pauses[Int(index)].id
      case .quietHours(let index): book.policies.quietHours[Int(index)].id
      case .channel(let index): book.vocabulary.channels[Int(index)].id
      case .kind: "kind"
      case .group: "group"
      }
    }
  }

  package let gate: Gate
  package let by: Cause?
  private let channelIndex: Int16
  /// Index of the channel that it is about.
  package var channel: Int? { channelIndex < 0 ? nil : Int(channelIndex) }

  init(_ gate: Gate, by: Cause? = nil, channel: Int? = nil) {
    self.gate = gate
    self.by = by
    channelIndex = Int16(channel ?? -1)
  }
}

/// The verdict of a gate that is closed: what it says, and when it opens.
struct GateVerdict {
  let closed: ClosedGate
  let opens: Opening

  init(
    _ gate: Gate, by: ClosedGate.Cause? = nil, channel: Int? = nil, opens: Opening = .never
  ) {
    closed = ClosedGate(gate, by: by, channel: channel)
    self.opens = opens
  }
}

/// When something closed opens at the earliest: at an instant, or never by itself.
enum Opening {
  case at(Instant)
  case never

  var instant: Instant? {
    switch self {
    case .at(let instant): instant
    case .never: nil
    }
  }

  /// What never opens is the last.
  func isLater(than other: Self) -> Bool {
    guard let other = other.instant else { return false }
    return instant.map { $0 > other } ?? true
  }

  /// The later of this and of another one, if there is one.
  func orLater(_ other: Self?) -> Self {
    guard let other else { return self }
    return other.isLater(than: self) ? other : self
  }
}
