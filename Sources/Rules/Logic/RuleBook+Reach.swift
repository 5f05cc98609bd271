package import Time

extension RuleBook {
  /// How far back a decision may have to look at contacts: the longest window of a cap, a pause, a cooldown, a bounce,
  /// a count of contacts or a comparison of the last contact's instant. Expressions and
  /// counts without a window look back without end.
  package var reach: TimeSpan {
    var longest = TimeSpan(microseconds: 0)
    func include(_ span: TimeSpan?) { if let span { longest = max(longest, span) } }
    for cap in policies.caps {
      switch cap.window {
      case .rolling(let span): include(span)
      case .calendar: include(TimeSpan(seconds: 32 * 86_400))
      }
    }
    for pause in policies.pauses {
      include(TimeSpan(microseconds: pause.within.microseconds + pause.pause.microseconds))
    }
    for channel in vocabulary.channels.items { include(channel.bouncedFor) }
    for action in actions {
      include(action.cooldown)
      action.eligible?.visitSpans(include)
    }
    for rule in rules {
      rule.when?.visitSpans(include)
      rule.unless?.visitSpans(include)
    }
    return longest
  }
}

extension Condition {
  /// Calls the visitor for each span in it that looks back at contacts, however deep.
  fileprivate func visitSpans(_ visit: (TimeSpan?) -> Void) {
    forEachTerm { term in
      switch term.test {
      case .contacts(let count): visit(count.bounds.reach)
      case .fact(.builtIn(.lastContactAt), let comparisons):
        for comparison in comparisons { visit(comparison.reach) }
      case .fact, .painPoints, .triggers, .touchpoints, .buyingGroup, .anyOf, .allOf, .noneOf, .expression:
        break
      }
    }
  }
}

extension Comparison {
  fileprivate var reach: TimeSpan? {
    switch self {
    case .within(let span), .olderThan(let span): span
    default: nil
    }
  }
}

extension Condition.Bounds {
  fileprivate var reach: TimeSpan? { [within, olderThan].compactMap(\.self).max() }
}
