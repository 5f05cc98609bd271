import API
import Decisions
import History
import HistoryRecords
import JSON
import Serving
import Settings

extension LineStream {
  /// A stream whose lines are recorded, each by itself.
  ///
  /// - Parameter record: records what one line says.
  convenience init(
    recording writer: any ResponseWriter, _ state: ServingState, at endpoint: Endpoint,
    of kind: ReportTally.Kind,
    record: @escaping (JSONDocument, HistoryTransaction, inout ReportTally) throws -> Void
  ) {
    let knowsPeople = !state.history.knowsNobody
    self.init(to: writer, state, at: endpoint) { document, reply in
      var tally = ReportTally(of: kind, knowingPeople: knowsPeople)
      let transaction = state.history.transaction()
      do {
        try record(document, transaction, &tally)
      } catch let refusal as StateRefusal {
        tally.add(refusal, prefix: "")
      } catch let fault as HistoryFault {
        state.history.discard(transaction)
        return reply(.notRecorded(transaction, fault))
      } catch {
        return reply(state.problem(reading: error, of: .line))
      }
      if let problem = tally.problem {
        state.history.discard(transaction)
        return reply(problem)
      }
      let json = tally.json
      state.history.commit(transaction) { fault in
        if let fault { reply(.notRecorded(transaction, fault)) } else { reply(json) }
      }
    }
  }
}
