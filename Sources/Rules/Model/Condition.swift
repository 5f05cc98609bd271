package import Diagnostics
package import Time

/// A condition as the book states it: every term must hold. An empty list of terms always holds.
package struct Condition: Sendable {
  package let terms: [Term]

  package init(terms: [Term]) {
    self.terms = terms
  }

  /// One key of a condition with what it asks for.
  package struct Term: Sendable {
    /// As written, such as `stage` or `account.employees`.
    package let key: String
    /// Where the key stands in its file.
    package let span: SourceSpan
    package let test: Test

    package init(key: String, span: SourceSpan, test: Test) {
      self.key = key
      self.span = span
      self.test = test
    }
  }

  package indirect enum Test: Sendable {
    /// All comparisons must hold.
    case fact(Fact, [Comparison])
    case painPoints(Presence)
    case triggers(Presence)
    case touchpoints(TouchpointCount)
    case contacts(ContactCount)
    case buyingGroup(GroupCount)
    case anyOf([Condition])
    case allOf([Condition])
    case noneOf([Condition])
    case expression(CheckedExpression)
  }

  /// What is asked of the pain points or triggers: indices into their vocabulary. Every part that is given
  /// must hold; a plain id or list in the book is `any`.
  package struct Presence: Sendable {
    package var any: [Int]?
    package var all: [Int]?
    package var none: [Int]?
    /// Pain points below it do not count as there. 0 to 1; nil for triggers.
    package var minSeverity: Double?

    package init(any: [Int]? = nil, all: [Int]? = nil, none: [Int]? = nil, minSeverity: Double? = nil) {
      self.any = any
      self.all = all
      self.none = none
      self.minSeverity = minSeverity
    }
  }

  /// Bounds on how many entries pass the filters of a count.
  package struct Bounds: Sendable {
    package let atLeast: Int
    package let atMost: Int?
    /// Entries from now−within to now, both ends in.
    package let within: TimeSpan?
    /// Entries before now−olderThan.
    package let olderThan: TimeSpan?

    package init(atLeast: Int, atMost: Int?, within: TimeSpan? = nil, olderThan: TimeSpan? = nil) {
      self.atLeast = atLeast
      self.atMost = atMost
      self.within = within
      self.olderThan = olderThan
    }
  }

  /// Filters are lists of alternatives; nil lets everything pass.
  package struct TouchpointCount: Sendable {
    package var types: [Int]?
    package var media: [Medium]?
    package var ownerships: [Ownership]?
    package var influences: [Influence]?
    package var channels: [Int]?
    /// All must hold; empty lets everything pass.
    package var sentiment: [Comparison]
    package var bounds: Bounds

    package init(
      types: [Int]? = nil, media: [Medium]? = nil, ownerships: [Ownership]? = nil,
      influences: [Influence]? = nil, channels: [Int]? = nil, sentiment: [Comparison] = [], bounds: Bounds
    ) {
      self.types = types
      self.media = media
      self.ownerships = ownerships
      self.influences = influences
      self.channels = channels
      self.sentiment = sentiment
      self.bounds = bounds
    }
  }

  package struct ContactCount: Sendable {
    /// `outcomes` apart, which contacts are counted.
    package var selector: ContactSelector
    package var outcomes: OutcomeSet?
    package var bounds: Bounds

    package init(selector: ContactSelector, outcomes: OutcomeSet? = nil, bounds: Bounds) {
      self.selector = selector
      self.outcomes = outcomes
      self.bounds = bounds
    }
  }

  package struct GroupCount: Sendable {
    package var personas: [Int]?
    package var roles: [Role]?
    package var stages: [Int]?
    package var engaged: Bool?
    package var bounds: Bounds

    package init(
      personas: [Int]? = nil, roles: [Role]? = nil, stages: [Int]? = nil, engaged: Bool? = nil,
      bounds: Bounds
    ) {
      self.personas = personas
      self.roles = roles
      self.stages = stages
      self.engaged = engaged
      self.bounds = bounds
    }
  }
}

/// A constant that a fact is compared with.
package enum Literal: Sendable, Hashable {
  case bool(Bool)
  case int(Int64)
  case double(Double)
  /// A string by its text: a free attribute, or the id of a vocabulary item, phase or role.
  case string(String)
  case timestamp(Instant)

  /// Texts are equal only where all code points are.
  package static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.string(let left), .string(let right)): ExactText(left) == ExactText(right)
    case (.timestamp(let left), .timestamp(let right)): left == right
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .double(let value): hasher.combine(value)
    case .string(let text): hasher.combine(ExactText(text))
    case .timestamp(let instant): hasher.combine(instant)
    }
  }
}

package enum Comparison: Sendable {
  case equal(Literal)
  case notEqual(Literal)
  case greater(Literal)
  case greaterOrEqual(Literal)
  case less(Literal)
  case lessOrEqual(Literal)
  /// Both ends in.
  case between(Literal, Literal)
  case isIn([Literal])
  case isNotIn([Literal])
  case exists(Bool)
  /// now − span ≤ x ≤ now
  case within(TimeSpan)
  /// x < now − span
  case olderThan(TimeSpan)
  /// now ≤ x ≤ now + span
  case inNext(TimeSpan)
  /// x > now + span
  case laterThan(TimeSpan)
  /// A list has all of these: `has` names one, `has_all` several.
  case hasAll([Literal])
  case hasAny([Literal])
  case hasNone([Literal])
}

/// Which contacts or candidates a rule or a policy is about: every list that is given must match.
/// Indices of actions, kinds, groups and channels.
package struct ContactSelector: Sendable {
  package var actions: [Int]?
  package var kinds: [Int]?
  package var groups: [Int]?
  package var channels: [Int]?

  package init(actions: [Int]? = nil, kinds: [Int]? = nil, groups: [Int]? = nil, channels: [Int]? = nil) {
    self.actions = actions
    self.kinds = kinds
    self.groups = groups
    self.channels = channels
  }
}

/// What came of a contact, in the order of the journey of a message.
package enum Outcome: String, Sendable, CaseIterable {
  case delivered, opened, clicked, accepted, dismissed, converted, bounced, unsubscribed, complained
  /// A reservation given back: such a contact is none.
  case notSent = "not_sent"

  /// Its place in that order.
  package var place: Int {
    switch self {
    case .delivered: 0
    case .opened: 1
    case .clicked: 2
    case .accepted: 3
    case .dismissed: 4
    case .converted: 5
    case .bounced: 6
    case .unsubscribed: 7
    case .complained: 8
    case .notSent: 9
    }
  }

  private static let inOrder = allCases

  /// The one at a place; nil where there is none.
  package init?(place: Int) {
    guard Self.inOrder.indices.contains(place) else { return nil }
    self = Self.inOrder[place]
  }
}

package struct OutcomeSet: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  package init(_ outcome: Outcome) {
    rawValue = 1 << UInt16(outcome.place)
  }
}
