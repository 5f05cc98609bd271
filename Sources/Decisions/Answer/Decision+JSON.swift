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

  fileprivate mutating func instant(_ instant: Instant) {
    string(instant.description)
  }

  fileprivate mutating func array<Elements: Sequence>(
    _ elements: Elements, _ write: (Elements.Element, inout JSONWriter) -> Void
  ) {
    beginArray()
    for element in elements { write(element, &self) }
    endArray()
  }
}

extension Decision.Place {
  fileprivate func write(to writer: inout JSONWriter, id: (Int) -> String) {
    writer.beginObject()
    if let item {
      writer.key("id")
      writer.string(id(item))
    }
    writer.key("source")
    switch self {
    case .given: writer.string("given")
    case .placed: writer.string("placed")
    case .unknown: writer.string("unknown")
    }
    writer.endObject()
  }
}

extension Decision.Detected {
  fileprivate func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.beginObject()
    let rule: Int32
    switch self {
    case .painPoint(let item, let severity, let by):
      writer.key("pain_point")
      writer.string(book.vocabulary.painPoints[item].id)
      writer.key("severity")
      writer.double(severity)
      rule = by
    case .trigger(let item, let by):
      writer.key("trigger")
      writer.string(book.vocabulary.triggers[item].id)
      rule = by
    }
    writer.key("rule")
    writer.string(book.rules[Int(rule)].id)
    writer.endObject()
  }
}

extension Decision.Recommended {
  fileprivate func write(
    rank: Int, _ plan: DecisionPlan, _ languages: LanguageChain, to writer: inout JSONWriter
  ) {
    let book = plan.book
    let item = book.actions[action]
    writer.beginObject()
    writer.key("rank")
    writer.int(Int64(rank))
    writer.key("action")
    writer.string(item.id)
    writer.key("kind")
    writer.string(book.kinds[item.kind])
    if let group = item.group {
      writer.key("group")
      writer.string(book.groups[group])
    }
    if let channel {
      writer.key("channel")
      writer.string(book.vocabulary.channels[channel].id)
    }
    if !passedOver.isEmpty {
      writer.key("passed_over")
      writer.array(passedOver) { $0.write(book, to: &$1) }
    }
    if let priority {
      writer.key("priority")
      writer.double(Priority.value(priority))
    }
    if let score {
      writer.key("score")
      writer.double(score)
    }
    writer.key("title")
    writer.raw(plan.titles[action].text(in: languages).bytes)
    if let because {
      writer.key("because")
      writer.string(because)
    }
    writer.key("rules")
    writer.array(rules) { $1.string(book.rules[Int($0)].id) }
    if let treatment = channel.flatMap({ item.treatments[$0] }) {
      writer.key("treatment")
      writer.raw(treatment.bytes)
    }
    if let payload = item.payload {
      writer.key("payload")
      writer.raw(payload.bytes)
    }
    if priority == nil {
      writer.key("fallback")
      writer.bool(true)
    }
    writer.endObject()
  }
}

extension Decision.PassedOver {
  fileprivate func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.beginObject()
    if let channel = closed.channel {
      writer.key("channel")
      writer.string(book.vocabulary.channels[channel].id)
    }
    writer.key("reason")
    writer.string(closed.gate.reason)
    if let by = closed.by {
      writer.key("by")
      writer.string(by.name(in: book))
    }
    if let until {
      writer.key("until")
      writer.instant(until)
    }
    writer.endObject()
  }
}

extension Decision.HeldBack {
  fileprivate func write(
    _ book: RuleBook, _ suppressionTexts: [Int32: String], to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.key("action")
    writer.string(book.actions[action].id)
    if let priority {
      writer.key("priority")
      writer.double(Priority.value(priority))
    }
    writer.key("reason")
    writer.string(closed.gate.reason)
    if let by = closed.by {
      writer.key("by")
      writer.string(by.name(in: book))
      if case .rule(let rule) = by, let because = suppressionTexts[rule] {
        writer.key("because")
        writer.string(because)
      }
    }
    if let channel = closed.channel {
      writer.key("channel")
      writer.string(book.vocabulary.channels[channel].id)
    }
    if let until {
      writer.key("until")
      writer.instant(until)
    }
    writer.endObject()
  }
}

extension Decision.Failure {
  fileprivate func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.beginObject()
    switch subject {
    case .rule(let index):
      writer.key("rule")
      writer.string(book.rules[Int(index)].id)
    case .action(let index):
      writer.key("action")
      writer.string(book.actions[index].id)
    }
    writer.key("message")
    writer.string(message)
    writer.endObject()
  }
}

extension Decision.Raised {
  fileprivate func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("rule")
    writer.string(book.rules[Int(rule)].id)
    writer.key("severity")
    writer.string(severity.rawValue)
    writer.key("summary")
    writer.string(summary)
    writer.endObject()
  }
}
