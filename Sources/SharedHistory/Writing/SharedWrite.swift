import Crypto
package import Decisions
import History
import PostgreSQL
package import Rules
package import Time

/// What one request records: all of it or nothing.
package struct SharedWrite: Sendable {
  /// What a write asks of a scope that it touches.
  package enum Expectation: Sendable, Equatable {
    /// Nothing: it is written whatever stands there.
    case any
    /// Nobody has written since the write that is named; nil where nobody ever has.
    case unchanged(since: WriteID?)
  }

  package let id: WriteID
  /// What the version of its scopes is afterwards: its id, but for one that is written once more. A version that came
  /// back would hide from a reservation what was written in between.
  var version: WriteID
  /// All scopes that it touches.
  package let scopes: [HistoryScope: Expectation]
  package var contacts: [SharedContact] = []
  package var outcomes: [SharedOutcome] = []
  package var withdrawals: [SharedWithdrawal] = []
  package var answer: SharedAnswer?

  package init(id: WriteID, scopes: [HistoryScope: Expectation]) {
    self.id = id
    version = id
    self.scopes = scopes
  }

  /// Whether it holds only where nobody was faster.
  package var isReservation: Bool { scopes.values.contains { $0 != .any } }
}

/// A contact that is written.
package struct SharedContact: Sendable {
  package let journey: String
  package let account: String?
  package let stamp: ActionStamp
  package let channel: String?
  package let at: Instant
  package let decision: DecisionID?
  package let isDelivered: Bool
  package let origin: Contact.Origin

  package init(
    journey: String, account: String?, stamp: ActionStamp, channel: String?, at: Instant,
    decision: DecisionID?, isDelivered: Bool = true, origin: Contact.Origin = .reserved
  ) {
    self.journey = journey
    self.account = account
    self.stamp = stamp
    self.channel = channel
    self.at = at
    self.decision = decision
    self.isDelivered = isDelivered
    self.origin = origin
  }
}

/// What came of a contact, which is known by its number in its journey. Told twice, the earliest instant stays.
package struct SharedOutcome: Sendable, Hashable {
  package let journey: String
  package let contact: Int64
  package let outcome: Outcome
  package let at: Instant
  package let value: Double?

  package init(journey: String, contact: Int64, outcome: Outcome, at: Instant, value: Double? = nil) {
    self.journey = journey
    self.contact = contact
    self.outcome = outcome
    self.at = at
    self.value = value
  }
}

/// An opt-out of a person, who is known by a keyed hash of the journey. The latest stays.
package struct SharedWithdrawal: Sendable, Hashable {
  package let person: [UInt8]
  package let channel: String
  package let at: Instant
  package let journey: String?

  package init(person: [UInt8], channel: String, at: Instant, journey: String?) {
    self.person = person
    self.channel = channel
    self.at = at
    self.journey = journey
  }
}

/// An answer that is given again to whoever repeats the request under the same key, on whichever host.
package struct SharedAnswer: Sendable, Hashable {
  /// Hash of the name that the caller gave the request.
  package let key: [UInt8]
  /// Hash of what was asked.
  package let question: [UInt8]
  /// Empty where it names several.
  package let journey: String
  package let at: Instant
  package let revision: String
  package let body: [UInt8]

  package init(
    key: [UInt8], question: [UInt8], journey: String, at: Instant, revision: String, body: [UInt8]
  ) {
    self.key = key
    self.question = question
    self.journey = journey
    self.at = at
    self.revision = revision
    self.body = body
  }
}

extension ActionStamp {
  /// The row that it has in every database: the beginning of a hash (SHA-256) of what it says, so that hosts agree on it
  /// without asking.
  var row: Int64 {
    var hash = SHA256()
    for text in [action.text, kind, group] {
      // A length before each, so that no two lists of words look alike.
      hash.update(data: Array("\(text.map(\.utf8.count) ?? -1):\(text ?? "")".utf8))
    }
    hash.update(data: [isExempt ? 1 : 0, counts ? 1 : 0] as [UInt8])
    return hash.finalize().prefix(8).reduce(0) { $0 << 8 | Int64($1) }
  }
}
