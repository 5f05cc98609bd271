import Rules
import Time

/// Writes conditions of a book with its ids, so that two texts are equal only where the conditions are, in whatever book
/// they stand: terms, lists and comparators keep their order.
struct ConditionText {
  let book: RuleBook
  /// Where it is given, expressions are equal only where all that they name is, too.
  var common: CommonWords?

  func text(of expression: CheckedExpression) -> String {
    common?.signature(of: expression, in: book) ?? expression.text
  }

  func text(of condition: Condition) -> String {
    condition.terms.map { text(of: $0.test) }.joined(separator: ", ")
  }

  private func text(of test: Condition.Test) -> String {
    let words = book.vocabulary
    return switch test {
    case .fact(let fact, let comparisons):
      "\(book.names.name(of: fact)): \(comparisons.map { text(of: $0) }.joined(separator: ", "))"
    case .painPoints(let presence): "pain_points: \(text(of: presence) { words.painPoints[$0].id })"
    case .triggers(let presence): "triggers: \(text(of: presence) { words.triggers[$0].id })"
    case .touchpoints(let count): text(of: CountFilter(count, in: book, common), count.bounds)
    case .contacts(let count): text(of: CountFilter(count, in: book, common), count.bounds)
    case .buyingGroup(let count): text(of: CountFilter(count, in: book, common), count.bounds)
    case .anyOf(let conditions): "any_of: [\(branches(conditions))]"
    case .allOf(let conditions): "all_of: [\(branches(conditions))]"
    case .noneOf(let conditions): "none_of: [\(branches(conditions))]"
    case .expression(let expression): "if: \(text(of: expression))"
    }
  }

  private func branches(_ conditions: [Condition]) -> String {
    conditions.map { "{\(text(of: $0))}" }.joined(separator: ", ")
  }

  private func text(of presence: Condition.Presence, _ id: (Int) -> String) -> String {
    var parts: [String] = []
    for (key, items) in [("any", presence.any), ("all", presence.all), ("none", presence.none)] {
      guard let items else { continue }
      parts.append("\(key): [\(items.map(id).joined(separator: ", "))]")
    }
    if let least = presence.minSeverity { parts.append("min_severity: \(least)") }
    return "{\(parts.joined(separator: ", "))}"
  }

  private func text(of filter: CountFilter, _ bounds: Condition.Bounds) -> String {
    var parts = filter.wanted.sorted { $0.key < $1.key }.map {
      "\($0.key): [\($0.value.joined(separator: ", "))]"
    }
    if !filter.sentiment.isEmpty { parts.append("sentiment: \(filter.sentiment.map { text(of: $0) })") }
    if let within = filter.within { parts.append("within: \(within.inDays)") }
    if let olderThan = filter.olderThan { parts.append("older_than: \(olderThan.inDays)") }
    parts.append("at_least: \(bounds.atLeast)")
    if let most = bounds.atMost { parts.append("at_most: \(most)") }
    return "\(filter.list.rawValue): {\(parts.joined(separator: ", "))}"
  }

  private func text(of comparison: Comparison) -> String { comparison.text }
}

extension Comparison {
  /// As a rule file would have it.
  var text: String {
    switch self {
    case .equal(let literal): literal.words
    case .notEqual(let literal): "ne \(literal.words)"
    case .greater(let literal): "gt \(literal.words)"
    case .greaterOrEqual(let literal): "gte \(literal.words)"
    case .less(let literal): "lt \(literal.words)"
    case .lessOrEqual(let literal): "lte \(literal.words)"
    case .between(let low, let high): "between \(low.words) and \(high.words)"
    case .isIn(let list): "in [\(list.map(\.words).joined(separator: ", "))]"
    case .isNotIn(let list): "not_in [\(list.map(\.words).joined(separator: ", "))]"
    case .exists(let isWanted): "exists \(isWanted)"
    case .within(let span): "within \(span.inDays)"
    case .olderThan(let span): "older_than \(span.inDays)"
    case .inNext(let span): "in_next \(span.inDays)"
    case .laterThan(let span): "later_than \(span.inDays)"
    case .hasAll(let list): "has_all [\(list.map(\.words).joined(separator: ", "))]"
    case .hasAny(let list): "has_any [\(list.map(\.words).joined(separator: ", "))]"
    case .hasNone(let list): "has_none [\(list.map(\.words).joined(separator: ", "))]"
    }
  }
}
