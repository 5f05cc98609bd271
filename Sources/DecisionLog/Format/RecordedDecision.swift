package import Decisions
package import JSON
import Rules
package import Time

/// A record of a decision, read: all that is needed to make it again under its rule book.
package struct RecordedDecision: Sendable {
  package let document: JSONDocument
  package let id: String
  package let recorded: Instant
  package let now: Instant
  package let revision: String
  package let call: DecisionEntry.Call
  package let limit: Int?
  package let explanation: Explanation
  package let reserve: Int?
  package let expressions: ExpressionLimits
  package let state: JSONToken
  package let considered: JSONToken
  package let decision: JSONToken
  private let stateWarnings: Int

  /// Nil where the record is of no decision, or not as it is written.
  package init?(_ record: [UInt8]) {
    guard let document = try? JSONDocument(parsing: record, maximumDepth: 512),
      let id = document.text("id", of: document.root),
      let recorded = document.instant("at", of: document.root),
      let now = document.instant("now", of: document.root),
      let revision = document.text("revision", of: document.root),
      let query = document.member("query", of: document.root),
      let call = document.text("call", of: query).flatMap({ DecisionEntry.Call(rawValue: $0) }),
      let state = document.member("state", of: document.root),
      let considered = document.member("considered", of: document.root),
      let decision = document.member("decision", of: document.root)
    else { return nil }
    self.document = document
    self.id = id
    self.recorded = recorded
    self.now = now
    self.revision = revision
    self.call = call
    limit = document.whole("limit", of: query).map { Int($0) }
    explanation = document.text("explain", of: query).flatMap { Explanation(rawValue: $0) } ?? .none
    reserve = document.whole("reserve", of: query).map { Int($0) }
    var limits = ExpressionLimits()
    if let steps = document.whole("expression_steps", of: query) { limits.stepsPerExpression = Int(steps) }
    if let steps = document.whole("decision_steps", of: query) { limits.stepsPerDecision = Int(steps) }
    expressions = limits
    self.state = state
    self.considered = considered
    self.decision = decision
    stateWarnings = document.whole("state_warnings", of: document.root).map { Int($0) } ?? 0
  }

  /// Makes the decision again.
  ///
  /// - Parameter plan: of the rule book of the record's revision.
  /// - Returns: the answer that was given, without a line feed. It is the same to the byte where nothing was hashed.
  /// - Throws: why the state is refused: where a personal attribute was hashed that is no string.
  package func answer(under plan: DecisionPlan) throws(StateRefusal) -> [UInt8] {
    answer(try decide(by: Decider(plan, limits: expressions), warnings: .recorded), plan)
  }

  func supplement(in plan: DecisionPlan) -> StateSupplement {
    var supplement = StateSupplement()
    guard let memory = document.member("memory", of: document.root) else { return supplement }
    let vocabulary = plan.book.vocabulary
    supplement.exit = document.text("exit", of: memory).flatMap { vocabulary.exits.index(ofID: $0) }
    supplement.isStageRemembered = document.member("stage", of: memory) != nil
    supplement.isPersonaRemembered = document.member("persona", of: memory) != nil
    if let observed = document.member("observed", of: memory),
      let stage = document.text("stage", of: observed).flatMap({ vocabulary.stages.index(ofID: $0) }),
      let since = document.instant("since", of: observed)
    {
      supplement.observed = .init(stage: stage, since: since)
    }
    return supplement
  }

  /// The warnings of the decision that are of the state: those of deciding stand after the last of it that has no
  /// pointer.
  var warningsOfState: [JourneyState.Warning] {
    var warnings = document.list("warnings", of: decision).map {
      JourneyState.Warning(
        pointer: document.text("pointer", of: $0) ?? "", detail: document.text("detail", of: $0) ?? "")
    }
    let extra = warnings.count - stateWarnings
    let end = warnings.firstIndex { !$0.pointer.isEmpty } ?? warnings.endIndex
    if extra > 0, end >= extra { warnings.removeSubrange(end - extra..<end) }
    return warnings
  }

  // MARK: The history

  func history(in plan: DecisionPlan) -> JourneyHistory {
    JourneyHistory(
      contacts: contacts("contacts", of: considered, plan),
      others: document.list("others", of: considered).map { contacts("contacts", of: $0, plan) },
      withdrawals: document.list("withdrawals", of: considered).compactMap { entry in
        guard let at = document.instant("at", of: entry),
          let channel = document.text("channel", of: entry)
            .flatMap({ plan.book.vocabulary.channels.index(ofID: $0) })
        else { return nil }
        return Withdrawal(channel: channel, at: at)
      })
  }

  private func contacts(_ key: StaticString, of token: JSONToken, _ plan: DecisionPlan) -> [Contact] {
    document.list(key, of: token).compactMap { contact($0, plan) }
  }

  private func contact(_ entry: JSONToken, _ plan: DecisionPlan) -> Contact? {
    guard let action = document.text("action", of: entry) else { return nil }
    let book = plan.book
    let kind = document.text("kind", of: entry)
    let group = document.text("group", of: entry)
    let kindIndex = kind.flatMap { book.kinds.firstIndex(of: $0) }
    let groupIndex = group.flatMap { book.groups.firstIndex(of: $0) }
    let results = document.list("outcomes", of: entry).compactMap { result in
      document.text("outcome", of: result).flatMap { Outcome(rawValue: $0) }
        .map { Contact.Result($0, at: document.instant("at", of: result)) }
    }
    return Contact(
      action: plan.action(withID: action), actionID: action, kind: kindIndex, group: groupIndex,
      retired: .init(kind: kindIndex == nil ? kind : nil, group: groupIndex == nil ? group : nil),
      channel: document.text("channel", of: entry).flatMap { book.vocabulary.channels.index(ofID: $0) },
      at: document.instant("at", of: entry),
      results: results.count == 1 ? .init(results[0].outcome, at: results[0].at) : .init(results),
      decision: document.text("decision", of: entry).map { DecisionReference($0) },
      countsTowardCaps: document.member("counts", of: entry) == nil,
      origin: document.text("origin", of: entry).flatMap { Contact.Origin(name: $0) } ?? .told)
  }
}
