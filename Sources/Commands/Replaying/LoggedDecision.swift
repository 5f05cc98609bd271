import DecisionLog
import Decisions
import Diagnostics
import Replay
import System

/// A decision that somebody names, as the log has it.
struct LoggedDecision {
  let found: LogSearch.Found
  let record: RecordedDecision
  let book: RecordedBook

  init(_ arguments: DecisionArguments, _ place: LogOptions) throws {
    let decision = try DecisionID(argument: arguments.id)
    let files = try place.files([arguments.log].compactMap(\.self))
    found = try Self.find(decision, in: files)
    guard let record = RecordedDecision(found.record) else {
      throw Failure(.findings, "line \(found.line) of '\(found.file.path)' is no record of a decision")
    }
    self.record = record
    book = RecordedBooks().book(record.revision, beside: found.file)
  }

  private static func find(
    _ decision: DecisionID, in files: [LogFilePath]
  ) throws(Failure) -> LogSearch.Found {
    let erased: Int
    do throws(FileProblem) {
      if let found = try LogSearch.find(decision, in: files) { return found }
      erased = try self.erased(decision, in: files)
    } catch {
      throw .logNotRead(error)
    }
    throw notFound(decision, erased, in: files)
  }

  private static func erased(_ decision: DecisionID, in files: [LogFilePath]) throws(FileProblem) -> Int {
    guard let made = decision.made else { return 0 }
    return try LogSearch.erasedLines(at: made, in: files)
  }

  private static func notFound(_ decision: DecisionID, _ erased: Int, in files: [LogFilePath]) -> Failure {
    guard erased > 0, let made = decision.made else {
      let places = Set(files.map { Directory.parent(of: $0.path) })
      return .notInLog(decision, in: places.count == 1 ? places.first : nil)
    }
    let lines = erased == 1 ? "a line was" : "\(erased) lines were"
    return Failure(
      .findings,
      "decision '\(decision.text)' is not in the decision log, and \(lines) erased where it would stand",
      help: "it was made at \(made); of an erased line only its number and digest are left")
  }

  /// Whether its line has the digest of its record.
  var isIntact: Bool { LogLine(found.bytes)?.isIntact ?? false }

  /// Where its line stands.
  var place: String { "\(found.file.path):\(found.line)" }
}
