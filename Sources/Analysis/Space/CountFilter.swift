package import Rules
package import Time

/// Which entries of a list of the state a count is about.
package struct CountFilter: Sendable {
  package enum List: String, Sendable, Hashable {
    case touchpoints, contacts
    case buyingGroup = "buying_group"
  }

  package let list: List
  /// What must pass, by key: the ids or words that do, sorted. A key that is not here lets everything pass.
  package let wanted: [String: [String]]
  /// What the sentiment of a touchpoint must pass; empty lets everything pass.
  package let sentiment: [Comparison]
  package let within: TimeSpan?
  package let olderThan: TimeSpan?
}

extension CountFilter: Hashable {
  package static func == (left: Self, right: Self) -> Bool {
    left.list == right.list && left.wanted == right.wanted && left.within == right.within
      && left.olderThan == right.olderThan && left.sentiment.map(\.text) == right.sentiment.map(\.text)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(list)
    hasher.combine(wanted)
    hasher.combine(within)
    hasher.combine(olderThan)
  }
}

extension CountFilter {
  /// - Parameter common: words of all books that are compared. Where a count names no types it is about those that all
  ///   of them know: what only one book knows is told as a word, not by every rule that counts anything.
  init(_ count: Condition.TouchpointCount, in book: RuleBook, _ common: CommonWords?) {
    let items = book.vocabulary.touchpoints
    // What a touchpoint is like is said by the book: the filter is the set of those that pass.
    let passing = items.items.enumerated().filter { index, item in
      (count.types?.contains(index) ?? common?.touchpoints.contains(item.id) ?? true)
        && (count.media.map { media in item.medium.map(media.contains) ?? false } ?? true)
        && (count.ownerships.map { all in item.ownership.map(all.contains) ?? false } ?? true)
        && (count.influences.map { all in item.influence.map(all.contains) ?? false } ?? true)
    }
    var wanted: [String: [String]] = [:]
    // Also where no key narrows them: another book may have others.
    wanted["type"] = passing.map(\.element.id).sorted()
    if let channels = count.channels {
      wanted["channel"] = channels.map { book.vocabulary.channels[$0].id }.sorted()
    }
    self.init(
      list: .touchpoints, wanted: wanted, sentiment: count.sentiment,
      within: count.bounds.within, olderThan: count.bounds.olderThan)
  }

  init(_ count: Condition.ContactCount, in book: RuleBook, _ common: CommonWords?) {
    var wanted: [String: [String]] = [:]
    let selector = count.selector
    if let actions = selector.actions { wanted["action"] = actions.map { book.actions[$0].id }.sorted() }
    if let kinds = selector.kinds { wanted["kind"] = kinds.map { book.kinds[$0] }.sorted() }
    if let groups = selector.groups { wanted["group"] = groups.map { book.groups[$0] }.sorted() }
    if let channels = selector.channels {
      wanted["channel"] = channels.map { book.vocabulary.channels[$0].id }.sorted()
    }
    if let outcomes = count.outcomes {
      wanted["outcome"] = Outcome.allCases.filter { outcomes.contains(OutcomeSet($0)) }.map(\.rawValue)
    }
    self.init(
      list: .contacts, wanted: wanted, sentiment: [], within: count.bounds.within,
      olderThan: count.bounds.olderThan)
  }

  init(_ count: Condition.GroupCount, in book: RuleBook, _ common: CommonWords?) {
    var wanted: [String: [String]] = [:]
    let vocabulary = book.vocabulary
    if let personas = count.personas {
      wanted["persona"] = personas.map { vocabulary.personas[$0].id }.sorted()
    }
    if let roles = count.roles { wanted["role"] = roles.map(\.rawValue).sorted() }
    if let stages = count.stages { wanted["stage"] = stages.map { vocabulary.stages[$0].id }.sorted() }
    if let engaged = count.engaged { wanted["engaged"] = ["\(engaged)"] }
    self.init(list: .buyingGroup, wanted: wanted, sentiment: [], within: nil, olderThan: nil)
  }
}
