package import JSON
package import Rules
import Time

extension Condition.Test {
  /// Writes what a key asks for, as rule files say it; nothing of the conditions inside of it.
  package func writeWanted(_ book: RuleBook, to writer: inout JSONWriter) {
    let vocabulary = book.vocabulary
    switch self {
    case .fact(_, let comparisons): writer.comparisons(comparisons)
    case .painPoints(let presence): presence.write({ vocabulary.painPoints[$0].id }, to: &writer)
    case .triggers(let presence): presence.write({ vocabulary.triggers[$0].id }, to: &writer)
    case .touchpoints(let count): count.write(book, to: &writer)
    case .contacts(let count): count.write(book, to: &writer)
    case .buyingGroup(let count): count.write(book, to: &writer)
    case .expression(let expression): writer.string(expression.text)
    case .anyOf, .allOf, .noneOf: writer.null()
    }
  }
}

extension Condition.Presence {
  fileprivate func write(_ id: (Int) -> String, to writer: inout JSONWriter) {
    if let any, all == nil, none == nil, minSeverity == nil { return writer.array(of: any.map(id)) }
    writer.object {
      if let any { $0.array("any", of: any.map(id)) }
      if let all { $0.array("all", of: all.map(id)) }
      if let none { $0.array("none", of: none.map(id)) }
      $0.member("min_severity", ifPresent: minSeverity)
    }
  }
}

extension Condition.TouchpointCount {
  fileprivate func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.object {
      if let types { $0.array("type", of: types.map { book.vocabulary.touchpoints[$0].id }) }
      if let media { $0.array("medium", of: media.map(\.rawValue)) }
      if let ownerships { $0.array("ownership", of: ownerships.map(\.rawValue)) }
      if let influences { $0.array("influence", of: influences.map(\.rawValue)) }
      if let channels { $0.array("channel", of: channels.map { book.vocabulary.channels[$0].id }) }
      if !sentiment.isEmpty { $0.member("sentiment") { $0.comparisons(sentiment) } }
      bounds.write(to: &$0)
    }
  }
}

extension Condition.ContactCount {
  fileprivate func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.object {
      if let actions = selector.actions { $0.array("action", of: actions.map { book.actions[$0].id }) }
      if let kinds = selector.kinds { $0.array("kind", of: kinds.map { book.kinds[$0] }) }
      if let groups = selector.groups { $0.array("group", of: groups.map { book.groups[$0] }) }
      if let channels = selector.channels {
        $0.array("channel", of: channels.map { book.vocabulary.channels[$0].id })
      }
      if let outcomes {
        $0.array("outcome", of: Outcome.allCases.filter { outcomes.contains(OutcomeSet($0)) }.map(\.rawValue))
      }
      bounds.write(to: &$0)
    }
  }
}

extension Condition.GroupCount {
  fileprivate func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.object {
      if let personas { $0.array("persona", of: personas.map { book.vocabulary.personas[$0].id }) }
      if let roles { $0.array("role", of: roles.map(\.rawValue)) }
      if let stages { $0.array("stage", of: stages.map { book.vocabulary.stages[$0].id }) }
      if let engaged { $0.member("engaged", engaged) }
      bounds.write(to: &$0)
    }
  }
}

extension Condition.Bounds {
  /// The members of a count that say when and how many.
  fileprivate func write(to writer: inout JSONWriter) {
    if let within { writer.member("within", within.description) }
    if let olderThan { writer.member("older_than", olderThan.description) }
    if atLeast != 1 || atMost == nil { writer.member("at_least", atLeast) }
    if let atMost { writer.member("at_most", atMost) }
  }
}

extension JSONWriter {
  /// Writes what is asked of a fact: a value, a list of which it is to be one, or comparators.
  fileprivate mutating func comparisons(_ comparisons: [Comparison]) {
    switch comparisons.count == 1 ? comparisons.first : nil {
    case .equal(let literal): self.literal(literal)
    case .isIn(let list): literals(list)
    default: object { for comparison in comparisons { comparison.write(to: &$0) } }
    }
  }

  fileprivate mutating func literals(_ list: [Literal]) { array(of: list) { $0.literal($1) } }

  /// Writes a constant as a state would give it.
  mutating func literal(_ literal: Literal) {
    switch literal {
    case .bool(let value): bool(value)
    case .int(let value): int(value)
    case .double(let value): double(value)
    case .string(let text): string(text)
    case .timestamp(let instant): string(instant.description)
    }
  }
}

extension Comparison {
  /// Writes the comparator and what is compared with.
  fileprivate func write(to writer: inout JSONWriter) {
    switch self {
    case .equal(let literal): writer.member("eq") { $0.literal(literal) }
    case .notEqual(let literal): writer.member("ne") { $0.literal(literal) }
    case .greater(let literal): writer.member("gt") { $0.literal(literal) }
    case .greaterOrEqual(let literal): writer.member("gte") { $0.literal(literal) }
    case .less(let literal): writer.member("lt") { $0.literal(literal) }
    case .lessOrEqual(let literal): writer.member("lte") { $0.literal(literal) }
    case .between(let low, let high): writer.member("between") { $0.literals([low, high]) }
    case .isIn(let list): writer.member("in") { $0.literals(list) }
    case .isNotIn(let list): writer.member("not_in") { $0.literals(list) }
    case .exists(let isWanted): writer.member("exists", isWanted)
    case .within(let span): writer.member("within", span.description)
    case .olderThan(let span): writer.member("older_than", span.description)
    case .inNext(let span): writer.member("in_next", span.description)
    case .laterThan(let span): writer.member("later_than", span.description)
    case .hasAll(let list): writer.member("has_all") { $0.literals(list) }
    case .hasAny(let list): writer.member("has_any") { $0.literals(list) }
    case .hasNone(let list): writer.member("has_none") { $0.literals(list) }
    }
  }
}
