import API
import Decisions
import History
import HistoryRecords
import JSON
import Journeys
import Serving
import Settings

/// `POST /v1/events`: records what happened on journeys, one event, all of an array or none, or line by line each by
/// itself.
struct EventsHandler: RequestHandler, LineHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    let telling = try telling(by: request)
    state.parse(request.body, at: .events, for: writer) { document in
      let count = document.count(of: document.root)
      let most = state.configuration.statesPerArray
      if document.kind(of: document.root) == .array, count > most {
        return state.reply(.tooManyStates(count, most: most), to: writer)
      }
      RecordingJob(
        document, state, writer,
        tally: ReportTally(of: .events, knowingPeople: !state.history.knowsNobody),
        read: { [state] document, token throws(StateRefusal) in
          var reader = EventReader(root: token, state)
          return try reader.read(document)
        },
        record: { [state] told, prefix, tally, transaction throws(HistoryFault) in
          try tally.add(told, prefix: prefix, in: transaction, state, telling)
        }
      ).begin()
    }
  }

  func receiveLines(
    of request: HTTPRequest, with writer: any ResponseWriter
  ) throws(QueryProblem) -> BodyReceiver {
    let telling = try telling(by: request)
    return LineStream(recording: writer, state, at: .events, of: .events) { document, transaction, tally in
      var reader = EventReader(root: document.root, state)
      try tally.add(try reader.read(document), in: transaction, state, telling)
    }.receiver
  }

  private func telling(by request: HTTPRequest) throws(QueryProblem) -> EventTelling {
    let flags = try request.flags([.imported, .erased])
    let isImport = flags.contains(.imported)
    if isImport { state.history.noteImport() }
    return isImport && !flags.contains(.erased) ? .ofBefore : isImport ? .despiteErasure : .now
  }
}

/// How events are told, which says what becomes of those of before their journey was erased.
enum EventTelling {
  /// As they happen.
  case now
  /// By an import.
  case ofBefore
  /// By one that takes what is of before an erasure too.
  case despiteErasure
}

extension EventReader {
  init(root: JSONToken, _ state: ServingState) {
    self.init(
      root: root, plan: state.book.plan, clock: state.clock(),
      limits: .init(
        keepsPersonal: state.configuration.keepsPersonal,
        refusesUnknown: state.configuration.unknown == .refuse))
  }
}

extension ReportTally {
  /// Records what was read of an event.
  mutating func add(
    _ told: EventReader.Told, prefix: String = "", in transaction: HistoryTransaction, _ state: ServingState,
    _ telling: EventTelling
  ) throws(HistoryFault) {
    let (event, noes) = (told.event, transaction.withdrawalCount)
    if telling == .ofBefore, told.hasInstant {
      let closed = told.noes.map { ContactDocument.Closed(channel: $0, at: event.at) }
      if isOfErased(event.journey, at: event.at, noes: closed, in: transaction, state, prefix: prefix) {
        return
      }
    }
    warnings += told.warnings.map { .init(pointer: prefix + $0.pointer, detail: $0.detail) }
    let isUnknown =
      !told.noes.isEmpty && !told.saysMore && (try? state.history.knows(event.journey)) == false
    switch try transaction.record(told) {
    case .conflict: addConflict(told.event.name ?? "", prefix: prefix)
    case let recorded: count(recorded, prefix: prefix, nil)
    }
    guard !told.noes.isEmpty else {
      if telling == .now, told.hasInstant {
        warnOfErased(event.journey, at: event.at, prefix: prefix, state)
      }
      return
    }
    outlastYesesAhead(from: noes, in: transaction, prefix: prefix, state)
    warnOfSpelling(
      event.journey, closing: told.noes, isUnknown: isUnknown, prefix: prefix, state)
    if told.isDate {
      warnOfLaterYes(
        of: event.journey, onDayFrom: event.at, closing: told.noes, prefix: prefix, state)
    }
  }
}
