package import Time

extension RuleBook {
  /// How far back a decision may have to look at contacts: the longest window of a cap, a pause, a cooldown, a bounce or
  /// a count of contacts. Expressions, and counts without a window, look as far back as there is something to see.
  package var reach: TimeSpan {
    var longest = TimeSpan(microseconds: 0)
    func take(_ span: TimeSpan?) { if let span { longest = max(longest, span) } }
    for cap in policies.caps {
      switch cap.window {
      case .rolling(let span): take(span)
      case .calendar: take(TimeSpan(seconds: 32 * 86_400))
      }
    }
    for pause in policies.pauses {
      take(TimeSpan(microseconds: pause.within.microseconds + pause.pause.microseconds))
    }
    for channel in vocabulary.channels.items { take(channel.bouncedFor) }
    for action in actions {
      take(action.cooldown)
      action.eligible?.visitContactCounts { take($0.bounds.reach) }
    }
    for rule in rules {
      rule.when?.visitContactCounts { take($0.bounds.reach) }
      rule.unless?.visitContactCounts { take($0.bounds.reach) }
    }
    return longest
  }
}

extension Condition {
  /// Calls the visitor for each count of contacts in it, however deep.
  fileprivate func visitContactCounts(_ visit: (ContactCount) -> Void) {
    for term in terms {
      switch term.test {
      case .contacts(let count): visit(count)
      case .anyOf(let parts), .allOf(let parts), .noneOf(let parts):
        for part in parts { part.visitContactCounts(visit) }
      case .fact, .painPoints, .triggers, .touchpoints, .buyingGroup, .expression: break
      }
    }
  }
}

extension Condition.Bounds {
  fileprivate var reach: TimeSpan? { [within, olderThan].compactMap(\.self).max() }
}
