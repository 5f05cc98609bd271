import DecisionLog
import Decisions
import JSON
import Rules

/// A rule book that decided lines of the log, and how it compares with the one that decides anew.
final class PastBook {
  /// Logs may have been put together from several daemons: a book stands beside its file.
  struct Key: Hashable {
    let file: Int
    let revision: String
  }

  let missing: MissingFacts
  private let recorded: RecordedBook
  private let new: ReplayBook
  private var deciders = Deciders()
  private var result = JSONWriter(reservingCapacity: 4_096)
  private let places: BookPlaces
  /// Nil where the book cannot be had. Made when the first decision differs.
  private(set) lazy var difference: BookEdits? = recorded.kept.map {
    BookEdits(from: $0.book, to: new.book)
  }

  init(_ recorded: RecordedBook, comparedWith new: ReplayBook) {
    self.recorded = recorded
    self.new = new
    missing = MissingFacts(in: recorded.kept?.plan, readBy: new.plan)
    places = BookPlaces(recorded.kept?.files ?? [])
  }

  enum Again {
    case same(Decision)
    case notRepeatable(Obstacle)
  }

  func decider(_ limits: ExpressionLimits) -> Decider? {
    recorded.kept.map { deciders.decider($0.plan, limits) }
  }

  /// Decides a line as it was decided.
  func decideAgain(_ line: RecordedLine, _ version: String) -> Again {
    let record = line.record
    switch recorded {
    case .missing: return .notRepeatable(.bookMissing(revision: record.revision))
    case .changed: return .notRepeatable(.bookChanged(revision: record.revision))
    case .broken(let mistake): return .notRepeatable(.bookBroken(revision: record.revision, mistake: mistake))
    case .kept(let book):
      let decision: Decision
      do throws(StateRefusal) {
        decision = try record.decide(by: deciders.decider(book.plan, record.expressions), warnings: .recorded)
      } catch {
        return .notRepeatable(obstacle(of: error, in: line, version))
      }
      result.removeAll(keepingCapacity: true)
      record.writeResult(of: decision, book.plan, to: &result)
      if record.recordedResult.elementsEqual(result.bytes) { return .same(decision) }
      return .notRepeatable(search(line, book.book, version).obstacles().first ?? .unknown)
    }
  }

  /// Why a state cannot be read.
  func obstacle(of refusal: StateRefusal, in line: RecordedLine, _ version: String) -> Obstacle {
    if let book = recorded.kept?.book, let masked = search(line, book, version).masked().first {
      return masked
    }
    let problem = refusal.problems.first
    return .stateRefused(pointer: problem?.pointer ?? "", detail: problem?.detail ?? "")
  }

  private func search(_ line: RecordedLine, _ book: RuleBook, _ version: String) -> ObstacleSearch {
    ObstacleSearch(
      record: line.record, book: book, versions: (logged: line.version, current: version),
      isIntact: line.line.isIntact)
  }

  func place(of cause: Cause) -> BookPlace? {
    recorded.kept.flatMap { cause.place(in: $0.book, places, isNew: false) }
  }
}

/// Deciders of one rule book, by what its expressions may cost.
struct Deciders {
  private struct Key: Hashable {
    let expression: Int
    let decision: Int
  }

  private var known: [Key: Decider] = [:]

  mutating func decider(_ plan: DecisionPlan, _ limits: ExpressionLimits) -> Decider {
    let key = Key(expression: limits.stepsPerExpression, decision: limits.stepsPerDecision)
    if let decider = known[key] { return decider }
    let decider = Decider(plan, limits: limits)
    known[key] = decider
    return decider
  }
}
