import DecisionLog
import Decisions
import Diagnostics
import RuleTests
import Rules
import Settings
import System

/// Makes a rule test of a decision in the log.
struct TestFromLog {
  let decision: String
  let place: LogOptions

  /// - Returns: a file of tests.
  func text(for book: RuleBook) throws -> String {
    let id = try DecisionID(argument: decision)
    let folder = try LogOptions.folder(place.loadConfiguration().decisionLogPath)
    let found = try LogSearch.record(of: id, in: folder)
    guard let record = RecordedDecision(found.record) else {
      throw Failure(
        .findings, "line \(found.line) of '\(found.file.path)' is no record of a decision")
    }
    let state = LoggedState(record)
    if state.hasOthers {
      Terminal.standardError.write(
        "note: contacts of others of the account were considered then; a test has only its own\n")
    }
    do throws(StateRefusal) {
      return try TestDraft("as decided in \(record.id)", state.value, for: DecisionPlan(book)).text
    } catch {
      throw Failure(
        .findings, "the state of then does not fit this rule book: \(error.problems.first?.detail ?? "")")
    }
  }
}

extension DecisionID {
  /// Reads what somebody has written on a command line.
  init(argument text: String) throws(Failure) {
    guard let id = DecisionID(text, inAnyCase: true) else {
      throw Failure(
        .wrongUse, "'\(text)' is no id of a decision",
        help:
          "it looks like 01890a5d-ac96-774b-bcce-b302099a8057; `waymark contacts JOURNEY` shows those of a journey"
      )
    }
    self = id
  }
}

extension LogSearch {
  /// The record of a decision, which has to be in the log.
  static func record(of id: DecisionID, in folder: LogFolder) throws(Failure) -> Found {
    let found: Found?
    do throws(FileProblem) { found = try find(id, in: folder) } catch { throw .logNotRead(error) }
    guard let found else { throw .notInLog(id, in: folder.path) }
    return found
  }
}

extension Failure {
  /// - Parameter place: the folder or file that was looked through; nil where that is several.
  static func notInLog(_ id: DecisionID, in place: String?) -> Failure {
    Failure(
      .findings,
      "decision '\(id.text)' is not in the decision log\(place.map { " in '\($0.visible)'" } ?? "")",
      help: "it may be older than the log, its line may be erased, or it was asked for as a preview")
  }
}
