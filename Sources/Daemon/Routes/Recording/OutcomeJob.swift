import API
import Decisions
import History
import JSON
import Serving

/// One request that reports outcomes as a whole, one or an array, carried out in slices so that others get their turn in
/// between. It belongs to the event loop.
final class OutcomeJob {
  private let state: ServingState
  private let document: JSONDocument
  private let writer: any ResponseWriter
  private let tokens: [JSONToken]
  private let isArray: Bool
  private var tally = ReportTally()
  private var read = 0
  private var reports: [ReportReader.Outcome] = []
  private var recorded = 0
  private var transaction: HistoryTransaction?

  init(_ document: JSONDocument, _ state: ServingState, _ writer: any ResponseWriter) {
    self.document = document
    self.state = state
    self.writer = writer
    isArray = document.kind(of: document.root) == .array
    tokens = isArray ? Array(document.elements(of: document.root)) : [document.root]
  }

  func begin() { state.loop.runInTurn { self.run() } }

  /// Reads every report before anything is recorded, so that a mistake at the end leaves nothing behind.
  private func run() {
    let slice = TimeSlice()
    while read < tokens.count {
      readNext()
      if isArray, slice.isOver { return yield() }
    }
    if let problem = tally.problem { return state.reply(problem, to: writer) }
    let transaction = transaction ?? state.history.transaction()
    self.transaction = transaction
    while recorded < reports.count {
      tally.add(reports[recorded], prefix: prefix(recorded), in: transaction, state)
      recorded += 1
      if recorded < reports.count, slice.isOver { return yield() }
    }
    if let problem = tally.problem {
      state.history.discard(transaction)
      return state.reply(problem, to: writer)
    }
    submit(transaction)
  }

  /// Answers once all is durable. One in which nothing is new waits as well: what it repeats may be on its way.
  private func submit(_ transaction: HistoryTransaction) {
    let json = tally.json + [UInt8(ascii: "\n")]
    state.history.commit(transaction) { [state, writer] fault in
      if let fault { return state.reply(.historyUnavailable("\(fault)"), to: writer) }
      state.reply(HTTPResponse(body: json), to: writer)
    }
  }

  private func yield() { state.loop.yield { self.run() } }

  private func prefix(_ index: Int) -> String { isArray ? "/\(index)" : "" }

  private func readNext() {
    var reader = ReportReader(root: tokens[read], state)
    do throws(StateRefusal) {
      reports.append(try reader.readOutcome(document))
    } catch {
      tally.add(error, prefix: prefix(read))
    }
    read += 1
  }
}
