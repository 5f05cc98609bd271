import CEL
import Rules
import Time

extension Facts {
  /// What a variable of an expression is now; unknown where it is not known.
  func value(of variable: ExpressionVariable) -> Value {
    let vocabulary = plan.book.vocabulary
    switch variable {
    case .fact(let fact): return Value(content(of: fact))
    case .painPoints:
      let there = presentPainPoints.sorted()
      return .map(
        Map(there.map { (vocabulary.painPoints.items[Int($0)].id, .double(severities[Int($0)])) }))
    case .triggers:
      return .list(List(presentTriggers.sorted().map { .string(vocabulary.triggers.items[Int($0)].id) }))
    case .touchpoints: return .list(List(state.touchpoints.map { value(of: $0) }))
    case .buyingGroup: return .list(List(state.buyingGroup.map { value(of: $0) }))
    case .contacts:
      let past = contacts.filter { contact in contact.at.map { $0 <= now } ?? true }
      return .list(List(past.map { value(of: $0) }))
    case .consent:
      let given = vocabulary.channels.indices.map { channel in
        state.consent[channel].map { Value.bool($0.isGiven) } ?? .unknown
      }
      return .map(Map(plan.book.expressions.consent, given))
    case .now: return .timestamp(Timestamp(now))
    }
  }

  private func value(of entry: JourneyState.TouchpointEntry) -> Value {
    let vocabulary = plan.book.vocabulary
    let item = vocabulary.touchpoints.items[entry.type]
    return .map(
      Map(
        plan.book.expressions.touchpoint,
        [
          .string(item.id), .instant(entry.at), entry.sentiment.map { .double($0) } ?? .unknown,
          .text(entry.channel.map { vocabulary.channels.items[$0].id }), .text(item.medium?.rawValue),
          .text(item.ownership?.rawValue), .text(item.influence?.rawValue),
        ]))
  }

  private func value(of member: JourneyState.GroupMember) -> Value {
    let vocabulary = plan.book.vocabulary
    return .map(
      Map(
        plan.book.expressions.member,
        [
          .text(member.journey), .text(member.persona.map { vocabulary.personas.items[$0].id }),
          .text(member.role?.rawValue), .text(member.stage.map { vocabulary.stages.items[$0].id }),
          member.isEngaged.map { .bool($0) } ?? .unknown,
        ]))
  }

  private func value(of contact: Contact) -> Value {
    let book = plan.book
    let order = Outcome.allCases
    let furthest = contact.results.map(\.outcome)
      .max { (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0) }
    return .map(
      Map(
        book.expressions.contact,
        [
          .string(contact.actionID), .text(contact.kind.map { book.kinds[$0] } ?? contact.retired?.kind),
          .text(contact.group.map { book.groups[$0] } ?? contact.retired?.group),
          .text(contact.channel.map { book.vocabulary.channels.items[$0].id }), .instant(contact.at),
          .text(furthest?.rawValue),
        ]))
  }
}

extension Value {
  fileprivate static func text(_ text: String?) -> Value { text.map { .string($0) } ?? .unknown }

  fileprivate static func instant(_ instant: Instant?) -> Value {
    instant.map { .timestamp(Timestamp($0)) } ?? .unknown
  }

  fileprivate init(_ content: FactContent) {
    switch content {
    case .absent: self = .unknown
    case .scalar(let value): self = .scalar(value)
    case .word(let word): self = .string(word)
    case .words(let words): self = .list(List(words.map { .string($0) }))
    case .item(let id, _): self = .string(id)
    }
  }

  private static func scalar(_ value: FactValue) -> Value {
    switch value {
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .instant(let instant): .timestamp(Timestamp(instant))
    case .absent, .string, .strings: .unknown
    }
  }
}
