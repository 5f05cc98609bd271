import Glibc
import JSON
import Synchronization
import System

/// The journeys whose lines are still to be erased: in a file, so that it is done after a restart too. The file goes when
/// nothing is pending.
final class PendingErasures: Sendable {
  private struct Pending: Sendable {
    let journey: String
    /// Whether all that names it is on its way to the log, so that it can begin.
    var isReady: Bool
  }

  private let folder: LogFolder
  private struct State: Sendable {
    var journeys: [Pending] = []
    var isRead = false
  }
  private let state = Mutex(State())

  init(in folder: LogFolder) { self.folder = folder }

  /// Those whose lines can be erased now.
  func ready() throws(FileProblem) -> [String] {
    try state.withLock { (state) throws(FileProblem) in
      try read(&state)
      return state.journeys.filter(\.isReady).map(\.journey)
    }
  }

  /// All of them.
  func all() throws(FileProblem) -> [String] {
    try state.withLock { (state) throws(FileProblem) in
      try read(&state)
      return state.journeys.map(\.journey)
    }
  }

  /// Adds one; on return it is on disk.
  func add(_ journey: String) throws(FileProblem) {
    try state.withLock { (state) throws(FileProblem) in
      try read(&state)
      try folder.prepare()
      try write(state.journeys + [Pending(journey: journey, isReady: false)], &state)
    }
  }

  /// Says that one can begin that was added before.
  func begin(_ journey: String) {
    state.withLock { state in
      for index in state.journeys.indices where state.journeys[index].journey.utf8.elementsEqual(journey.utf8)
      {
        state.journeys[index].isReady = true
      }
    }
  }

  /// Removes those that are done.
  func remove(_ done: [String]) throws(FileProblem) {
    try state.withLock { (state) throws(FileProblem) in
      var rest = state.journeys
      // Of one that came again meanwhile, the later one stays.
      for journey in done {
        let index = rest.firstIndex { $0.isReady && $0.journey.utf8.elementsEqual(journey.utf8) }
        if let index { rest.remove(at: index) }
      }
      try write(rest, &state)
    }
  }

  private func read(_ state: inout State) throws(FileProblem) {
    guard !state.isRead else { return }
    let bytes = try TrustedFile.read(folder.pendingErasuresPath) ?? []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if let document = try? JSONDocument(parsing: Array(line)),
        let journey = document.text("journey", of: document.root)
      {
        state.journeys.append(Pending(journey: journey, isReady: true))
      }
    }
    state.isRead = true
  }

  private func write(_ journeys: [Pending], _ state: inout State) throws(FileProblem) {
    var writer = JSONWriter()
    for pending in journeys {
      writer.object { $0.member("journey", pending.journey) }
      writer.newline()
    }
    if journeys.isEmpty {
      unlink(folder.pendingErasuresPath)
    } else {
      try AtomicFile.replace(folder.pendingErasuresPath, with: writer.bytes)
    }
    state.journeys = journeys
  }
}
