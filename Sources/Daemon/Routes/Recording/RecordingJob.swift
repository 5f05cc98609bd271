import API
import Decisions
import History
import HistoryRecords
import JSON
import Serving

/// One request that reports something as a whole, one or an array, carried out in slices so that others get their turn
/// in between. It belongs to the event loop.
final class RecordingJob<Report> {
  typealias Read = (JSONDocument, JSONToken) throws(StateRefusal) -> Report
  typealias Record = (Report, _ prefix: String, inout ReportTally, HistoryTransaction) throws(HistoryFault) ->
    Void

  private let state: ServingState
  private let document: JSONDocument
  private let writer: any ResponseWriter
  private let tokens: [JSONToken]
  private let isArray: Bool
  private let readReport: Read
  private let record: Record
  private var tally: ReportTally
  private var read = 0
  private var reports: [Report] = []
  private var recorded = 0
  private var transaction: HistoryTransaction?

  init(
    _ document: JSONDocument, _ state: ServingState, _ writer: any ResponseWriter, tally: ReportTally,
    read: @escaping Read, record: @escaping Record
  ) {
    self.document = document
    self.state = state
    self.writer = writer
    self.tally = tally
    readReport = read
    self.record = record
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
      do throws(HistoryFault) {
        try record(reports[recorded], prefix(recorded), &tally, transaction)
      } catch {
        state.history.discard(transaction)
        return state.reply(.notRecorded(transaction, error), to: writer)
      }
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
      if let fault { return state.reply(.notRecorded(transaction, fault), to: writer) }
      state.reply(HTTPResponse(body: json), to: writer)
    }
  }

  private func yield() { state.loop.yield { self.run() } }

  private func prefix(_ index: Int) -> String { isArray ? "/\(index)" : "" }

  private func readNext() {
    do throws(StateRefusal) {
      reports.append(try readReport(document, tokens[read]))
    } catch {
      tally.add(error, prefix: prefix(read))
    }
    read += 1
  }
}
