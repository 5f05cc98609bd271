import JSON
import Rules

extension Decision.Place {
  func write(_ ids: JSONValues, to writer: inout JSONWriter) {
    writer.object {
      if let item { $0.member("id", ids, at: item) }
      switch self {
      case .given: $0.member("source", "given")
      case .remembered: $0.member("source", "remembered")
      case .placed: $0.member("source", "placed")
      case .unknown: $0.member("source", "unknown")
      }
    }
  }
}

extension Decision.Detected {
  func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.object {
      let rule: Int32
      switch self {
      case .painPoint(let item, let severity, let by):
        $0.member("pain_point", book.vocabulary.painPoints[item].id)
        $0.member("severity", severity)
        rule = by
      case .trigger(let item, let by):
        $0.member("trigger", book.vocabulary.triggers[item].id)
        rule = by
      }
      $0.member("rule", book.rules[Int(rule)].id)
    }
  }
}

extension Decision.Recommended {
  func write(
    rank: Int, _ plan: DecisionPlan, _ languages: LanguageChain, to writer: inout JSONWriter
  ) {
    writer.object {
      $0.member("rank", rank)
      writeMembers(plan, languages, to: &$0)
    }
  }

  /// Writes all that it says but its rank.
  func writeMembers(_ plan: DecisionPlan, _ languages: LanguageChain, to writer: inout JSONWriter) {
    writer.members(plan.ids.actionAndKindMembers, at: action)
    if let channel { writer.members(plan.ids.channelMembers, at: channel) }
    if !passedOver.isEmpty { writer.array("passed_over", of: passedOver) { $1.write(plan, to: &$0) } }
    if let priority { writer.member("priority", Priority.value(priority)) }
    writer.member("score", ifPresent: score)
    writer.member("title", raw: plan.titles[action].text(in: languages).bytes)
    writer.member("because", ifPresent: because)
    writer.array("rules", of: rules) { $0.value(plan.ids.rules, at: Int($1)) }
    let (treatments, payload) = plan.contents[action]
    if !treatments.isEmpty, let treatment = channel.flatMap({ treatments[$0] }) {
      writer.member("treatment", raw: treatment.bytes)
    }
    if let payload { writer.member("payload", raw: payload.bytes) }
    if priority == nil { writer.member("fallback", true) }
  }
}

extension Decision.PassedOver {
  func write(_ plan: DecisionPlan, to writer: inout JSONWriter) {
    writer.object {
      if let channel = closed.channel { $0.members(plan.ids.channelMembers, at: channel) }
      $0.members(plan.ids.reasonMembers, at: Int(closed.gate.rawValue))
      if let by = closed.by { by.write(plan, to: &$0) }
      $0.member("until", ifPresent: until)
    }
  }
}

extension Decision.HeldBack {
  func write(
    _ plan: DecisionPlan, _ suppressionTexts: [Int32: String], to writer: inout JSONWriter
  ) {
    let ids = plan.ids
    guard closed.by == nil, until == nil, let priority else {
      return writer.object { writeMembers(plan, suppressionTexts, to: &$0) }
    }
    // Most are as plain as this.
    writer.object(ofAtMost: ids.plainHeldSize) {
      $0.members(ids.actionMembers, at: action)
      $0.member("priority", millionths: priority)
      $0.members(ids.reasonMembers, at: Int(closed.gate.rawValue))
      if let channel = closed.channel { $0.members(ids.channelMembers, at: channel) }
    }
  }

  func writeMembers(
    _ plan: DecisionPlan, _ suppressionTexts: [Int32: String], to writer: inout JSONWriter
  ) {
    writer.members(plan.ids.actionMembers, at: action)
    if let priority { writer.member("priority", Priority.value(priority)) }
    writer.members(plan.ids.reasonMembers, at: Int(closed.gate.rawValue))
    if let by = closed.by {
      by.write(plan, to: &writer)
      if case .rule(let rule) = by { writer.member("because", ifPresent: suppressionTexts[rule]) }
    }
    if let channel = closed.channel { writer.members(plan.ids.channelMembers, at: channel) }
    writer.member("until", ifPresent: until)
  }
}

extension ClosedGate.Cause {
  /// Writes the member that says what closed a gate.
  fileprivate func write(_ plan: DecisionPlan, to writer: inout JSONWriter) {
    switch self {
    case .rule(let index): writer.member("by", plan.ids.rules, at: Int(index))
    case .channel(let index): writer.member("by", plan.ids.channels, at: Int(index))
    case .cap, .pause, .quietHours, .kind, .group: writer.member("by", name(in: plan.book))
    }
  }
}

extension Decision.Failure {
  func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.object {
      switch subject {
      case .rule(let index): $0.member("rule", book.rules[Int(index)].id)
      case .action(let index): $0.member("action", book.actions[index].id)
      }
      $0.member("message", message)
    }
  }
}

extension Decision.Raised {
  func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.object {
      $0.member("rule", book.rules[Int(rule)].id)
      $0.member("severity", severity.rawValue)
      $0.member("summary", summary)
    }
  }
}
