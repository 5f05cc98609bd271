import Decisions
import Diagnostics
package import JSON
import Rules
package import Time

/// Writes what the log holds of a decision.
package struct RecordWriter: Sendable {
  let pseudonyms: Pseudonyms
  /// Whether journeys, accounts and members of buying groups are hashed.
  let hidesJourneys: Bool

  package init(_ pseudonyms: Pseudonyms, hidesJourneys: Bool) {
    self.pseudonyms = pseudonyms
    self.hidesJourneys = hidesJourneys
  }

  /// Writes the record of a decision.
  package func write(_ entry: DecisionEntry, to writer: inout JSONWriter) {
    let book = entry.book
    writer.object {
      $0.member("id") { writer in entry.id.withUTF8 { writer.string($0) } }
      $0.member("at", entry.recorded)
      $0.member("now", entry.decision.now)
      $0.member("revision", book.revision)
      $0.object("query") { write(entry.query, book, to: &$0) }
      $0.member("state") { write(stateOf: entry, to: &$0) }
      if entry.supplement != StateSupplement() {
        $0.object("memory") { write(entry.supplement, book.plan.book, to: &$0) }
      }
      $0.object("considered") { write(entry.considered, book.plan, to: &$0) }
      $0.object("decision") { write(decisionOf: entry, to: &$0) }
      if entry.stateWarnings > 0 { $0.member("state_warnings", entry.stateWarnings) }
      $0.array("matched", of: entry.decision.matched) { $0.value(book.rules, at: Int($1)) }
      $0.member("nanoseconds", entry.duration.wholeNanoseconds)
    }
  }

  private func write(_ query: DecisionEntry.Query, _ book: LoggedBook, to writer: inout JSONWriter) {
    writer.member("call", query.call.rawValue)
    if let limit = query.limit { writer.member("limit", limit) }
    if query.explanation != .none { writer.member("explain", query.explanation.rawValue) }
    if let reserve = query.reserve { writer.member("reserve", reserve) }
    let usual = ExpressionLimits()
    if book.expressions.stepsPerExpression != usual.stepsPerExpression {
      writer.member("expression_steps", book.expressions.stepsPerExpression)
    }
    if book.expressions.stepsPerDecision != usual.stepsPerDecision {
      writer.member("decision_steps", book.expressions.stepsPerDecision)
    }
  }

  private func write(_ supplement: StateSupplement, _ book: RuleBook, to writer: inout JSONWriter) {
    let vocabulary = book.vocabulary
    writer.member("exit", ifPresent: supplement.exit.map { vocabulary.exits[$0].id })
    if let observed = supplement.observed {
      writer.object("observed") {
        $0.member("stage", vocabulary.stages[observed.stage].id)
        $0.member("since", observed.since)
      }
    }
    if supplement.isStageRemembered { writer.member("stage", true) }
    if supplement.isPersonaRemembered { writer.member("persona", true) }
  }

  private func write(decisionOf entry: DecisionEntry, to writer: inout JSONWriter) {
    let plan = entry.book.plan
    let listsAll = entry.query.explanation == .full
    if hidesJourneys || !entry.decision.warnings.isEmpty {
      shown(entry.decision, plan).writeResult(plan: plan, listsAll: listsAll, to: &writer)
    } else {
      entry.decision.writeResult(plan: plan, listsAll: listsAll, to: &writer)
    }
    if let reserve = entry.query.reserve {
      writer.array("reserved", of: entry.decision.recommendations.prefix(reserve)) {
        $0.value(plan.ids.actions, at: $1.action)
      }
    }
  }

  /// A decision without what must not stand in the log.
  private func shown(_ decision: Decision, _ plan: DecisionPlan) -> Decision {
    var decision = hidesJourneys ? decision.withoutNames(plan) : decision
    decision.warnings = shown(decision.warnings, plan.book)
    return decision
  }

  /// Warnings without the values of personal attributes.
  private func shown(_ warnings: [JourneyState.Warning], _ book: RuleBook) -> [JourneyState.Warning] {
    warnings.map { warning in
      let path = warning.pointer.split(separator: "/").joined(separator: ".")
      let isPersonal = book.attributes.contains {
        $0.isPersonal && (path == $0.path || path.hasPrefix("\($0.path)."))
      }
      return isPersonal
        ? .init(pointer: warning.pointer, detail: "not shown, since the attribute is personal") : warning
    }
  }

  /// Writes the record that stands in the place of decisions that were dropped.
  ///
  /// - Parameters:
  ///   - first: when the first of them was recorded.
  ///   - last: when the last was.
  package static func write(
    gapOf count: Int, from first: Instant, to last: Instant, to writer: inout JSONWriter
  ) {
    writer.object {
      $0.member("gap", count)
      $0.member("from", first)
      $0.member("to", last)
    }
  }
}

extension Duration {
  fileprivate var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
