import API
import Decisions
import History
import HistoryRecords

extension DecisionService {
  /// What became of what a group has reserved.
  enum Recorded {
    case recorded
    /// Somebody else was faster: nothing is recorded, and the same is to be decided again.
    case overtaken(DecisionAttempt)
    /// Another request under its key was answered meanwhile.
    case answeredBefore
    case refused(Problem)
  }

  /// Sees to it that what is remembered of some scopes is new enough to decide by: at once where all is in memory.
  ///
  /// - Parameter next: called on the loop, with why nothing can be reserved now, if something is to be.
  func prepare(
    _ scopes: @autoclosure () -> Set<HistoryScope>, for group: DecisionGroup,
    _ next: @escaping (Problem?) -> Void
  ) {
    state.history.prepare(HistoryNeeds(scopes: scopes())) { fault in
      // What reserves nothing is decided by what was read before.
      guard let fault, group.query.reserve != nil else { return next(nil) }
      next(.historyUnavailable("\(fault)"))
    }
  }

  /// What decisions of a group on some scopes rest on from now on; nil where nobody else can be faster.
  func basis(
    of scopes: @autoclosure () -> Set<HistoryScope>, for group: DecisionGroup
  ) -> JournalBasis? {
    group.query.reserve == nil ? nil : state.history.basis(of: scopes())
  }

  /// Records a group: first what it reserves is made durable, then what follows from each decision is done.
  ///
  /// - Parameter done: called on the loop.
  func record(
    _ group: DecisionGroup, _ transaction: HistoryTransaction?, _ attempt: DecisionAttempt,
    done: @escaping (Recorded) -> Void
  ) {
    guard let transaction, !transaction.isEmpty else {
      return report(group, from: 0) { done(.recorded) }
    }
    state.history.append(transaction) { result in
      switch result {
      case .recorded: self.report(group, from: 0) { done(.recorded) }
      case .overtaken:
        let next = attempt.next(touching: transaction.scopes)
        done(next.map { .overtaken($0) } ?? .refused(.overtaken(attempt.number)))
      case .answered: done(.answeredBefore)
      case .failed(let fault): done(.refused(.historyUnavailable("\(fault)")))
      }
    }
  }
}

extension JourneyState {
  /// What a decision on it rests on.
  var scopes: Set<HistoryScope> {
    account.map { [.journey(journey), .account($0)] } ?? [.journey(journey)]
  }
}
