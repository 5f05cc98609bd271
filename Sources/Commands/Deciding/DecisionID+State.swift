import Decisions
import JSON
import Rules
import Time

extension DecisionID {
  /// The id of a decision that is made without a daemon: of the same state, at the same instant and under the same rule
  /// book it is the same. It follows from the JSON array of revision, instant, occurrence and state in their canonical form.
  ///
  /// - Parameter occurrence: from 1: how many states of the journey there were up to this one.
  init(of state: JSONDocument, at now: Instant, occurrence: Int, in book: RuleBook) {
    var writer = JSONWriter(reservingCapacity: 512)
    writer.array {
      $0.string(book.revision)
      $0.string("\(now)")
      $0.int(Int64(occurrence))
      $0.canonical(state.root, of: state)
    }
    self.init(deriving: writer.bytes)
  }
}
