import History
import HistoryRecords
import JSON
import Journeys
import Serving

/// The events of all journeys, line by line: some journeys after another in the order of their names' bytes, and the rest
/// when the client has read most of that. It belongs to the event loop.
final class EventExport {
  private let state: ServingState
  private let writer: any ResponseWriter
  /// Whose events come next.
  private var journeys: ArraySlice<String> = []
  private var last: String?

  /// Of how many journeys the names are read at once.
  private static let step = 20

  init(_ state: ServingState, _ writer: any ResponseWriter) {
    self.state = state
    self.writer = writer
  }

  /// Writes to the end of a body that was begun; one that cannot be read to its end is not ended.
  func run() {
    guard writer.isOpen else { return }
    guard writer.waitingBytes < LongResponse.mostWaiting else {
      return state.loop.schedule(after: LongResponse.pause) { self.run() }
    }
    do throws(HistoryFault) {
      let hasMore = try writeSlice()
      guard hasMore else { return writer.end() }
    } catch {
      return writer.abort()
    }
    state.loop.yield { self.run() }
  }

  /// - Returns: whether there may be more.
  private func writeSlice() throws(HistoryFault) -> Bool {
    if journeys.isEmpty {
      journeys = try state.history.journeysWithEvents(after: last, most: Self.step)[...]
      guard let end = journeys.last else { return false }
      last = end
    }
    let slice = TimeSlice()
    var json = JSONWriter()
    repeat {
      guard let journey = journeys.popFirst() else { break }
      for event in try state.history.events(of: journey) { event.writeLine(to: &json) }
    } while !slice.isOver
    writer.write(json.bytes)
    return true
  }
}

extension JourneyEvent {
  func writeLine(to writer: inout JSONWriter) {
    write(to: &writer)
    writer.newline()
  }
}
