import History
import HistoryRecords
import Synchronization

/// A file that behaves as if other hosts wrote the same history: nothing is ready before the loop's next turn, and
/// reservations meet the fates that the test wants.
///
/// Unchecked because it is touched on the test's own thread only.
final class ContestedJournal: HistoryJournal, @unchecked Sendable {
  /// What becomes of a reservation instead of being written.
  enum Fate {
    /// Somebody else was faster, and has made these contacts.
    case overtaken([StoredContact])
    /// Somebody else has answered the same request.
    case answered([UInt8])
  }

  private let inner: FileJournal
  private weak var history: ContactHistory?
  private var loop: ContactHistory.Loop?
  /// Those of the next reservations, in their order; later ones are written.
  var fates: [Fate] = []
  /// What was to be prepared, without what had nothing to be.
  private(set) var prepared: [Set<HistoryScope>] = []
  /// What reservations rested on.
  private(set) var bases: [Set<HistoryScope>] = []
  private var answers: [Digest: IdempotentResponse] = [:]

  init(_ inner: FileJournal) { self.inner = inner }

  var file: FileJournal? { inner }
  var holdsAll: Bool { false }
  var load: Int { inner.load }

  func open() -> OpenedJournal { inner.open() }

  func begin(for history: ContactHistory, on loop: ContactHistory.Loop) {
    self.history = history
    self.loop = loop
    inner.begin(for: history, on: loop)
  }

  func close() -> Int { inner.close() }
  func recover(_ expected: JournalExpectation) { inner.recover(expected) }

  func append(_ entry: JournalEntry) {
    guard entry.isReserving else { return inner.append(entry) }
    bases.append(Set(entry.basis.versions.keys))
    guard !fates.isEmpty else {
      for case .answer(_, let answer) in entry.changes { answers[answer.key] = answer }
      return inner.append(entry)
    }
    let fate = fates.removeFirst()
    later { [self] in
      history?.rollBack([entry.number])
      switch fate {
      case .overtaken(let contacts):
        for contact in contacts {
          var copy = ScopeCopy(scope: .journey(contact.journey), version: nil, contactsMade: 1)
          copy.contacts = [contact]
          _ = history?.replace([copy])
        }
        history?.receive(.overtaken([entry.number]))
      case .answered(let body):
        for case .answer(_, let answer) in entry.changes {
          answers[answer.key] = IdempotentResponse(
            key: answer.key, question: answer.question, journey: answer.journey, at: answer.at,
            revision: answer.revision, body: body)
        }
        history?.receive(.answered([entry.number]))
      }
    }
  }

  func answer(_ id: Int64, under key: Digest, _ done: @escaping @Sendable (FoundAnswer) -> Void) {
    done(answers[key].map { .kept(revision: $0.revision, body: $0.body) } ?? .lost)
  }

  func prepare(_ needs: HistoryNeeds, _ done: @escaping (HistoryFault?) -> Void) {
    if !needs.scopes.isEmpty { prepared.append(needs.scopes) }
    later { [self] in
      history?.note(needs.answers.compactMap { answers[$0] })
      done(nil)
    }
  }

  func basis(of scopes: Set<HistoryScope>) -> JournalBasis {
    var basis = JournalBasis()
    for scope in scopes { basis.versions[scope] = .some(nil) }
    return basis
  }

  private func later(_ work: @escaping () -> Void) {
    nonisolated(unsafe) let work = work
    loop?.execute { work() }
  }
}
