import Crypto
import Decisions
package import HistoryRecords
import Rules

/// What one request records: all of it or nothing.
package struct SharedWrite: Sendable {
  /// What a write asks of a scope that it touches.
  package enum Expectation: Sendable, Equatable {
    /// Nothing: it is written whatever stands there, and nothing may rest on it.
    case any
    /// Nothing either; what rests on it holds only where nobody has written since the write that is named.
    case following(WriteID?)
    /// Nobody has written since the write that is named; nil where nobody ever has.
    case unchanged(since: WriteID?)
  }

  package let id: WriteID
  /// What the version of its scopes is afterwards: its id, but for one that is written once more. A version that came
  /// back would hide from a reservation what was written in between.
  package internal(set) var version: WriteID
  /// What it is of scopes where somebody else has written before: nothing that was decided rests on that.
  var detachedVersion = WriteID.new()
  /// All scopes that it touches.
  package var scopes: [HistoryScope: Expectation]
  package var contacts: [ContactRecord] = []
  package var outcomes: [PlacedOutcome] = []
  package var withdrawals: [StoredWithdrawal] = []
  package var answer: IdempotentResponse?

  package init(id: WriteID, scopes: [HistoryScope: Expectation]) {
    self.id = id
    version = id
    self.scopes = scopes
  }

  /// Whether it holds only where nobody was faster.
  package var isReservation: Bool { scopes.values.contains { $0.isGuarding } }
}

extension SharedWrite.Expectation {
  /// Whether it keeps a write from being done.
  var isGuarding: Bool { if case .unchanged = self { true } else { false } }

  /// The write that stands there, where it is known: nil where there was none.
  package var since: WriteID?? {
    switch self {
    case .any: nil
    case .following(let version), .unchanged(let version): .some(version)
    }
  }
}

/// What came of a contact that is known by its number in its journey, or by the write that made it.
package struct PlacedOutcome: Sendable, Hashable {
  package let journey: String
  /// Nil where the number is known, which the record has then; otherwise that says which of the contacts that the write
  /// made with the journey it is, counted from 1.
  package let madeBy: WriteID?
  package let record: OutcomeRecord

  package init(_ record: OutcomeRecord, of journey: String, madeBy write: WriteID? = nil) {
    self.journey = journey
    madeBy = write
    self.record = record
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
