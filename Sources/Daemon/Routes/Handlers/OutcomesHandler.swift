import API
import Decisions
import History
import HistoryRecords
import JSON
import Reporting
import Serving
import Settings

/// `POST /v1/outcomes`: records one outcome, all of an array or none, or line by line each by itself.
struct OutcomesHandler: RequestHandler, LineHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) {
    state.parse(request.body, at: .outcomes, for: writer) { document in
      let count = document.count(of: document.root)
      let most = state.configuration.statesPerArray
      if document.kind(of: document.root) == .array, count > most {
        return state.reply(.tooManyStates(count, most: most), to: writer)
      }
      RecordingJob(
        document, state, writer,
        tally: ReportTally(of: .outcomes, knowingPeople: !state.history.knowsNobody),
        read: { [state] document, token throws(StateRefusal) in
          var reader = ReportReader(root: token, state)
          return try reader.readOutcome(document)
        },
        record: { [state] report, prefix, tally, transaction throws(HistoryFault) in
          try tally.add(report, prefix: prefix, in: transaction, state)
        }
      ).begin()
    }
  }

  func receiveLines(of request: HTTPRequest, with writer: any ResponseWriter) -> BodyReceiver {
    LineStream(recording: writer, state, at: .outcomes, of: .outcomes) { document, transaction, tally in
      var reader = ReportReader(root: document.root, state)
      try tally.add(try reader.readOutcome(document), in: transaction, state)
    }.receiver
  }
}
