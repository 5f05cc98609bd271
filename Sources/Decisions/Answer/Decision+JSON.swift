package import JSON
import Rules
package import Time

extension Decision {
  /// Writes the decision as the JSON that answers carry. Keys stand in their documented order; absent values are
  /// left out, lists are always there.
  ///
  /// - Parameters:
  ///   - id: the decision's own id; nil leaves it out.
  ///   - explanation: how much is said of how it came about; it says no more than was asked for when it was made.
  ///   - reserved: the actions that it reserved; nil where it was not to reserve any.
  ///   - namesAccount: whether it says whose the journey is, for who records what it reserved.
  package func write(
    id: String?, plan: DecisionPlan, explanation: Explanation = .none, reserved: [Int]? = nil,
    namesAccount: Bool = false, to writer: inout JSONWriter
  ) {
    let book = plan.book
    writer.object {
      $0.member("decision", ifPresent: id)
      $0.member("journey", journey)
      if namesAccount { $0.member("account", ifPresent: account) }
      $0.member("revision", book.revision)
      $0.member("now", now)
      writeResult(plan: plan, listsAll: explanation == .full, to: &$0)
      if let reserved { $0.array("reserved", of: reserved) { $0.value(plan.ids.actions, at: $1) } }
      if explanation != .none {
        $0.array("matched", of: explanations) { $1.write(book, to: &$0) }
      }
      if explanation == .full {
        $0.array("near_misses", of: nearMisses) { $1.write(book, to: &$0) }
      }
    }
  }

  /// Writes the members of the answer that say what was decided, from `outcome` to `warnings`.
  ///
  /// - Parameter listsAll: whether every action that was held back is listed, or the ten best.
  package func writeResult(plan: DecisionPlan, listsAll: Bool, to writer: inout JSONWriter) {
    let book = plan.book
    writer.member("outcome", outcome.rawValue)
    writer.member("stage") { stage.write(plan.ids.stages, to: &$0) }
    writer.member("persona") { persona.write(plan.ids.personas, to: &$0) }
    writer.array("detected", of: detected) { $1.write(book, to: &$0) }
    writer.array("recommendations", of: recommendations.indices) {
      recommendations[$1].write(rank: $1 + 1, plan, languages, to: &$0)
    }
    writer.array("held_back", of: listsAll ? heldBack[...] : heldBack.prefix(Decider.listed)) {
      $1.write(plan, suppressionTexts, to: &$0)
    }
    writer.member("next_possible", ifPresent: nextPossible)
    writer.array("alerts", of: alerts) { $1.write(book, to: &$0) }
    writer.array("errors", of: failures) { $1.write(book, to: &$0) }
    writer.warnings(warnings)
  }
}

extension JSONWriter {
  /// Writes the member of the warnings, as answers list them.
  package mutating func warnings(_ warnings: [JourneyState.Warning]) {
    array("warnings", of: warnings) { writer, warning in
      writer.object {
        $0.member("pointer", warning.pointer)
        $0.member("detail", warning.detail)
      }
    }
  }

  package mutating func member(_ name: StaticString, _ instant: Instant) {
    member(name) { writer in instant.withUTF8 { writer.string($0) } }
  }

  /// Writes no member where there is no instant.
  package mutating func member(_ name: StaticString, ifPresent instant: Instant?) {
    if let instant { member(name, instant) }
  }
}
