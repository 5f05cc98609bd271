import API
import Decisions
import JSON
import Journeys
import Time

extension DecisionService {
  /// Decides what to do next in an account.
  ///
  /// - Parameters:
  ///   - now: as the request gives it, as JSON.
  ///   - key: under which the answer is stored with what is reserved, to be given again.
  ///   - done: called on the loop, once.
  func decideAccount(
    _ query: AccountQuery, now: [UInt8]?, storedUnder key: RequestKey? = nil,
    done: @escaping (Answer, ServingBook) -> Void
  ) {
    let group = makeGroup(query.decision)
    func decide(at now: (instant: Instant, json: [UInt8])?) {
      AccountDecision(query, group, now: now, storedUnder: key, by: self, done: done).begin()
    }
    guard let now else { return decide(at: nil) }
    // Read as a state's own `now` is, whosever it is.
    let document = BareState.document(query.account, now: now)
    readStates(document, at: [document.root], for: group) { states in
      for read in states {
        do throws(Refusal) {
          decide(at: try self.accept(read, for: group).now.map { ($0, now) })
        } catch {
          done(.refused(Problem(error)), group.book)
        }
      }
    }
  }
}
