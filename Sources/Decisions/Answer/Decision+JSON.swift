package import JSON
import Rules
import Time

extension Decision {
  /// Writes the decision as the JSON that answers carry. Keys stand in their documented order; absent values are
  /// left out, lists are always there.
  ///
  /// - Parameters:
  ///   - id: the decision's own id; nil leaves it out.
  ///   - listsAll: whether every action that was held back is listed, or the ten best.
  ///   - reserved: the actions that it reserved; nil where it was not to reserve any.
  package func write(
    id: String?, plan: DecisionPlan, listsAll: Bool = false, reserved: [Int]? = nil,
    to writer: inout JSONWriter
  ) {
    let book = plan.book
    writer.beginObject()
    if let id {
      writer.key("decision")
      writer.string(id)
    }
    writer.key("journey")
    writer.string(journey)
    writer.key("revision")
    writer.string(book.revision)
    writer.key("now")
    writer.instant(now)
    writer.key("outcome")
    writer.string(outcome.rawValue)
    writer.key("stage")
    stage.write(to: &writer) { book.vocabulary.stages[$0].id }
    writer.key("persona")
    persona.write(to: &writer) { book.vocabulary.personas[$0].id }
    writer.key("detected")
    writer.array(detected) { $0.write(book, to: &$1) }
    writer.key("recommendations")
    writer.beginArray()
    for (index, recommended) in recommendations.enumerated() {
      recommended.write(rank: index + 1, plan, languages, to: &writer)
    }
    writer.endArray()
    writer.key("held_back")
    writer.array(listsAll ? heldBack[...] : heldBack.prefix(Decider.listed)) {
      $0.write(book, suppressionTexts, to: &$1)
    }
    if let nextPossible {
      writer.key("next_possible")
      writer.instant(nextPossible)
    }
    writer.key("alerts")
    writer.array(alerts) { $0.write(book, to: &$1) }
    writer.key("errors")
    writer.array(failures) { $0.write(book, to: &$1) }
    writer.key("warnings")
    writer.warnings(warnings)
    if let reserved {
      writer.key("reserved")
      writer.array(reserved) { $1.string(book.actions[$0].id) }
    }
    writer.endObject()
  }
}

extension JSONWriter {
  /// Writes warnings as answers list them.
  package mutating func warnings(_ warnings: [JourneyState.Warning]) {
    array(warnings) { warning, writer in
      writer.beginObject()
      writer.key("pointer")
      writer.string(warning.pointer)
      writer.key("detail")
      writer.string(warning.detail)
      writer.endObject()
    }
  }

  mutating func instant(_ instant: Instant) {
    string(instant.description)
  }

  mutating func array<Elements: Sequence>(
    _ elements: Elements, _ write: (Elements.Element, inout JSONWriter) -> Void
  ) {
    beginArray()
    for element in elements { write(element, &self) }
    endArray()
  }
}
