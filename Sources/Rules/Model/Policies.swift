package import Time

package struct QuietHours: Sendable {
  package let id: String
  /// Indices; nil: all channels.
  package let channels: [Int]?
  /// Minutes from midnight, 0 to 1439.
  package let from: Int
  /// Minutes from midnight, 0 to 1440 (the end of the day), not equal to `from`; below it: on the next day.
  package let until: Int
  /// The days on which a window begins, indexed by `Weekday.rawValue`.
  package let days: [Bool]

  package init(id: String, channels: [Int]?, from: Int, until: Int, days: [Bool]) {
    self.id = id
    self.channels = channels
    self.from = from
    self.until = until
    self.days = days
  }
}

/// Whose contacts a policy counts.
package enum Scope: String, Sendable, CaseIterable {
  case journey, account
}

package enum CalendarUnit: String, Sendable, CaseIterable {
  case day, week, month
}

package struct Cap: Sendable {
  package enum Window: Sendable {
    case rolling(TimeSpan)
    case calendar(CalendarUnit)
  }

  package let id: String
  package let selector: ContactSelector
  package let atMost: Int
  package let scope: Scope
  package let window: Window

  package init(id: String, selector: ContactSelector, atMost: Int, scope: Scope, window: Window) {
    self.id = id
    self.selector = selector
    self.atMost = atMost
    self.scope = scope
    self.window = window
  }
}

package struct Pause: Sendable {
  package let id: String
  package let selector: ContactSelector
  package let scope: Scope
  /// How many counted contacts start a pause; at least 1.
  package let after: Int
  package let outcomes: OutcomeSet
  package let within: TimeSpan
  package let pause: TimeSpan

  package init(
    id: String, selector: ContactSelector, scope: Scope, after: Int, outcomes: OutcomeSet, within: TimeSpan,
    pause: TimeSpan
  ) {
    self.id = id
    self.selector = selector
    self.scope = scope
    self.after = after
    self.outcomes = outcomes
    self.within = within
    self.pause = pause
  }
}

package struct Holdout: Sendable {
  /// From 0 to 100.
  package let percent: Double
  package let salt: String
  package let scope: Scope

  package init(percent: Double, salt: String, scope: Scope) {
    self.percent = percent
    self.salt = salt
    self.scope = scope
  }
}

/// How many of a role a buying group needs.
package struct RequiredRole: Sendable, Equatable {
  package let role: Role
  /// From 1 to 100.
  package let required: Int

  package init(role: Role, required: Int) {
    self.role = role
    self.required = required
  }
}

package struct Policies: Sendable {
  package var zone = Zone.utc
  /// In lower case.
  package var language = "en"
  package var limit = 3
  /// At most so many of a kind among the recommendations.
  package var spreadByKind: Int?
  package var spreadByGroup: Int?
  package var sameContactWithin = TimeSpan.hour
  /// How long a member of a buying group counts as engaged after a touchpoint or a response.
  package var engagedWithin = TimeSpan(seconds: 30 * 86_400)
  /// Each role once, in the order of `Role.allCases`; empty: none is required.
  package var buyingGroup: [RequiredRole] = []
  /// By id.
  package var quietHours: [QuietHours] = []
  /// By id.
  package var caps: [Cap] = []
  /// By id.
  package var pauses: [Pause] = []
  package var holdout: Holdout?
  /// Indices of actions, in their order.
  package var fallback: [Int] = []

  package init() {}
}
