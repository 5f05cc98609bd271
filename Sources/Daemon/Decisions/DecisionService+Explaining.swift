import API
import Decisions
import History
import JSON

extension DecisionService {
  /// Says why an action is recommended or not, by all that is remembered. It is no decision: nothing is recorded, logged
  /// or counted. The search for the smallest change decides some thousand times, so it is done on another thread.
  ///
  /// - Parameters:
  ///   - action: index of the action in the book that serves.
  ///   - done: called on the loop, once.
  func explain(
    _ action: Int, _ document: JSONDocument, _ query: WhyQuery, done: @escaping (Answer, ServingBook) -> Void
  ) {
    let group = makeGroup(DecideQuery(explaining: query))
    readStates(document, at: [document.root], for: group) { states in
      for read in states {
        do throws(Refusal) {
          let journey = try self.accept(read, for: group)
          self.prepare(journey.scopes, for: group) { _ in
            let subject = self.complete(journey, from: document, at: document.root, in: group)
            self.explain(action, subject.state, query, in: group, done: done)
          }
        } catch {
          done(.refused(Problem(error)), group.book)
        }
      }
    }
  }

  private func explain(
    _ action: Int, _ journey: JourneyState, _ query: WhyQuery, in group: DecisionGroup,
    done: @escaping (Answer, ServingBook) -> Void
  ) {
    var journey = journey
    warnOfGaps(in: &journey)
    let book = group.book
    let considered = state.history.known(of: journey.journey, account: journey.account, for: book.view)
    let work = { @Sendable [explainer = book.explainer, journey, clock = group.clock] in
      let explanation = explainer.why(
        action, journey, history: considered, clock: clock, limit: query.limit)
      return query.isPage ? explanation.page : explanation.json
    }
    state.offload(work, on: state.explaining) { done(.decided($0), book) }
  }
}
