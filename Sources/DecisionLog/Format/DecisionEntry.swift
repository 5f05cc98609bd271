package import Decisions
package import Diagnostics
package import JSON
import Rules
package import Time

/// A decision on its way into the log: what whoever made it has, handed on without a copy. A reference, since it goes
/// through several hands.
package final class DecisionEntry: Sendable {
  /// How it was asked for.
  package enum Call: String, Sendable, CaseIterable {
    case decide, next, array, stream
  }

  package struct Query: Sendable {
    package let call: Call
    package let limit: Int?
    /// Whether the answer lists every action that was held back.
    package let explanation: Explanation
    /// How many recommendations it was to reserve; nil: none, and the answer says nothing of that.
    package let reserve: Int?

    package init(call: Call, limit: Int?, explanation: Explanation, reserve: Int?) {
      self.call = call
      self.limit = limit
      self.explanation = explanation
      self.reserve = reserve
    }
  }

  package let id: DecisionID
  package let decision: Decision
  package let query: Query
  /// The document of the state that was decided on, and where in it the state stands.
  package let document: JSONDocument
  package let token: JSONToken
  /// What was remembered beside.
  package let supplement: StateSupplement
  package let considered: JourneyHistory
  /// How many of the decision's warnings are those of the state, and not of deciding.
  package let stateWarnings: Int
  /// How long it took to find what is remembered, to decide and to write the answer.
  package let duration: Duration
  /// When it was asked for.
  package let asked: Instant
  /// When what follows from it was done.
  package let recorded: Instant
  package let book: LoggedBook

  package init(
    id: DecisionID, decision: Decision, query: Query, document: JSONDocument, token: JSONToken,
    supplement: StateSupplement = StateSupplement(), considered: JourneyHistory, stateWarnings: Int,
    duration: Duration, asked: Instant, recorded: Instant,
    book: LoggedBook
  ) {
    self.id = id
    self.decision = decision
    self.query = query
    self.document = document
    self.token = token
    self.supplement = supplement
    self.considered = considered
    self.stateWarnings = stateWarnings
    self.duration = duration
    self.asked = asked
    self.recorded = recorded
    self.book = book
  }

  /// Roughly what it holds in memory, in bytes: of a state in an array its share of the document.
  var weight: Int {
    let contacts = considered.others.reduce(considered.contacts.count) { $0 + $1.count }
    return 1_024 + 3 * document.rawBytes(of: token).count + 160 * contacts
      + 64 * decision.heldBack.count + 256 * decision.recommendations.count
  }
}

/// A rule book under which decisions are logged.
package final class LoggedBook: Sendable {
  package let plan: DecisionPlan
  package let files: [SourceFile]
  /// What its expressions may cost.
  package let expressions: ExpressionLimits
  /// By index of a rule: how records name it among those that matched, with its file and line.
  let rules: JSONValues

  package init(plan: DecisionPlan, files: [SourceFile], expressions: ExpressionLimits) {
    self.plan = plan
    self.files = files
    self.expressions = expressions
    rules = JSONValues(of: plan.book.rules) { $1.writeMatch(to: &$0) }
  }

  package var revision: String { plan.book.revision }
}

extension Rule {
  /// Writes how records name a rule among those that matched.
  func writeMatch(to writer: inout JSONWriter) {
    writer.object {
      $0.member("rule", id)
      $0.member("file", location.file)
      $0.member("line", Int(location.span.line))
    }
  }
}
