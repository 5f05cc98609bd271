import JSON
import Rules

extension Decision.Place {
  func write(to writer: inout JSONWriter, id: (Int) -> String) {
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
  func write(_ book: RuleBook, to writer: inout JSONWriter) {
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
  func write(
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
  func write(_ book: RuleBook, to writer: inout JSONWriter) {
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
  func write(
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
  func write(_ book: RuleBook, to writer: inout JSONWriter) {
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
  func write(_ book: RuleBook, to writer: inout JSONWriter) {
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
