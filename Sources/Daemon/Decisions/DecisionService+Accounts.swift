import API
import Decisions
import JSON
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
    let document = Self.memberState(query.account, now: now)
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

  /// The state of somebody of an account, of whom a request says no more than whose it is, and perhaps the time.
  ///
  /// - Parameter now: as JSON.
  func readMember(
    _ journey: String, now: [UInt8]?, in group: DecisionGroup
  ) -> (document: JSONDocument, state: JourneyState)? {
    let document = Self.memberState(journey, now: now)
    let read = try? JourneyState.read(
      document, at: document.root, for: group.book.plan, limits: limits, keepingTexts: false)
    return read.map { (document, $0) }
  }

  private static func memberState(_ journey: String, now: [UInt8]?) -> JSONDocument {
    var writer = JSONWriter()
    writer.object {
      $0.member("journey", journey)
      if let now { $0.member("now", raw: now) }
    }
    return (try? JSONDocument(parsing: writer.bytes)) ?? JSONDocument()
  }
}
