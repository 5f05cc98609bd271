import Decisions
import History
import JSON
import Serving

/// One request that reports outcomes as a whole, one or an array, carried out in slices so that others get their turn in
/// between.
///
/// Unchecked because it is touched on the event loop only.
final class RecordJob: @unchecked Sendable {
  private let office: Office
  private let document: JSONDocument
  private let responder: Responder
  private let tokens: [JSONToken]
  private let isArray: Bool
  private var tally = ReportTally()
  private var read = 0
  private var reports: [ReportReader.Outcome] = []
  private var recorded = 0
  private var entry: HistoryTransaction?

  init(_ document: JSONDocument, office: Office, responder: Responder) {
    self.document = document
    self.office = office
    self.responder = responder
    isArray = document.kind(of: document.root) == .array
    tokens = isArray ? Array(document.elements(of: document.root)) : [document.root]
  }

  /// Reads every report before anything is recorded, so that a mistake at the end leaves nothing behind.
  func run() {
    let began = ContinuousClock.now
    while read < tokens.count {
      readNext()
      if isOver(began) { return responder.yield { self.run() } }
    }
    if let problem = tally.problem { return office.finish(problem, to: responder) }
    let entry = entry ?? office.history.entry()
    self.entry = entry
    while recorded < reports.count {
      tally.record(reports[recorded], prefix: prefix(recorded), in: entry, office)
      recorded += 1
      if recorded < reports.count, isOver(began) { return responder.yield { self.run() } }
    }
    if let problem = tally.problem {
      office.history.drop(entry)
      return office.finish(problem, to: responder)
    }
    let json = tally.json + [UInt8(ascii: "\n")]
    office.submit(entry, responder) { HTTPResponse(body: json) }
  }

  private func isOver(_ began: ContinuousClock.Instant) -> Bool {
    isArray && ContinuousClock.now - began > DecideJob.slice
  }

  private func prefix(_ index: Int) -> String { isArray ? "/\(index)" : "" }

  private func readNext() {
    var reader = ReportReader(root: tokens[read], office: office)
    do throws(StateRefusal) {
      reports.append(try reader.readOutcome(document))
    } catch {
      tally.add(error, prefix: prefix(read))
    }
    read += 1
  }
}
