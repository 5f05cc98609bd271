package import Rules
package import Time

/// One thing that could be other than it is: in a state, in the time, or in the book's numbers.
package enum Change: Sendable, Hashable {
  /// A fact of the state is set; nil: it is removed.
  case fact(StateFact, FactSetting?)
  /// Somebody consents to a channel, by index, now.
  case consent(Int)
  /// One more entry of a list of the state.
  case adding(ListEntry)
  /// One entry of a list of the state less.
  case removing(ListEntry)
  /// So much time passes that a gate opens.
  case waiting(until: Instant)
  /// A rule gives an action another score, from 0 to 100.
  case score(rule: Int32, action: Int, Double)
  /// An action has another weight, from 0 to 100.
  case weight(action: Int, Double)
}

/// A single fact that a state gives. The id of the account and the time zone are none: they say who somebody is.
package enum StateFact: Sendable, Hashable {
  case stage, persona, market
  case sentiment
  case stageEntered
  /// Index into `RuleBook.attributes`.
  case attribute(Int)

  /// The fact that rules compare.
  var fact: Fact {
    switch self {
    case .stage: .builtIn(.stage)
    case .persona: .builtIn(.persona)
    case .market: .builtIn(.market)
    case .sentiment: .builtIn(.sentiment)
    case .stageEntered: .builtIn(.stageEntered)
    case .attribute(let index): .attribute(index)
    }
  }

  /// Of its vocabulary, where it has one.
  var kind: IDKind? {
    switch self {
    case .stage: .stage
    case .persona: .persona
    case .market: .market
    case .sentiment, .stageEntered, .attribute: nil
    }
  }
}

/// What a fact is set to.
package enum FactSetting: Sendable, Hashable {
  /// Index into the vocabulary of the fact.
  case item(Int)
  case value(Literal)
  /// A list that is there and has nothing in it.
  case noTexts
}

/// An entry of a list that a state gives.
package enum ListEntry: Sendable, Hashable {
  case painPoint(Int, severity: Double)
  case trigger(Int)
  /// Of an attribute that is a list, by its index.
  case text(attribute: Int, String)
  case touchpoint(JourneyState.TouchpointEntry)
  case member(JourneyState.GroupMember)
  case contact(ContactSketch)
}

/// A contact as a state would tell of it, by indices.
package struct ContactSketch: Sendable, Hashable {
  let action: Int
  let channel: Int?
  let at: Instant
  let outcome: Outcome
}

extension Change {
  /// Which kinds of changes come first where one would do: facts that are set, entries that are added, what can be taken
  /// away, waiting, and last the numbers of the book.
  var preference: Int {
    switch self {
    case .consent: 0
    case .fact(_, .some): 1
    case .fact(_, nil): 2
    case .adding: 3
    case .removing: 4
    case .waiting: 5
    case .score: 6
    case .weight: 7
    }
  }

  /// The same for several together, where any do: who somebody is, is changed last.
  var preferenceAmongSeveral: Int {
    switch self {
    case .fact(.persona, _), .fact(.market, _): 8
    default: preference
    }
  }

  /// Whether it is a number of the book.
  var isOfBook: Bool {
    switch self {
    case .score, .weight: true
    case .fact, .consent, .adding, .removing, .waiting: false
    }
  }

  /// The part of the state that it changes.
  var subject: ChangeInput? {
    switch self {
    case .fact(let fact, _): .fact(fact)
    case .consent(let channel): .consent(channel)
    case .adding(let entry), .removing(let entry): entry.input
    case .waiting, .score, .weight: nil
    }
  }
}

/// A part of a state that can be changed by itself.
enum ChangeInput: Hashable, Sendable {
  case consent(Int)
  case fact(StateFact)
  case painPoint(Int)
  case trigger(Int)
  /// The entries of these lists are many and alike: each is one.
  case touchpoints, buyingGroup, contacts
}

extension ListEntry {
  var input: ChangeInput {
    switch self {
    case .painPoint(let item, _): .painPoint(item)
    case .trigger(let item): .trigger(item)
    case .text(let attribute, _): .fact(.attribute(attribute))
    case .touchpoint: .touchpoints
    case .member: .buyingGroup
    case .contact: .contacts
    }
  }
}

extension ChangeInput: Comparable {
  static func < (left: Self, right: Self) -> Bool { left.place < right.place }

  /// First what is easiest to bring about, last who somebody is.
  private var place: (Int, Int) {
    switch self {
    case .consent(let channel): (0, channel)
    case .fact(.stage): (1, 0)
    case .fact(.stageEntered): (2, 0)
    case .fact(.sentiment): (3, 0)
    case .fact(.attribute(let index)): (4, index)
    case .fact(.persona): (5, 0)
    case .fact(.market): (6, 0)
    case .painPoint(let item): (7, item)
    case .trigger(let item): (8, item)
    case .touchpoints: (9, 0)
    case .buyingGroup: (10, 0)
    case .contacts: (11, 0)
    }
  }
}

extension Change {
  /// Whether two changes of one set would be about the same thing.
  func conflicts(with other: Change) -> Bool {
    switch (self, other) {
    case (.waiting, .waiting), (.score, .score), (.weight, .weight): return true
    default: break
    }
    guard let subject, subject == other.subject else { return false }
    switch subject {
    case .touchpoints, .buyingGroup, .contacts: return false
    case .consent, .fact, .painPoint, .trigger:
      if let text, let otherText = other.text { return text == otherText }
      return true
    }
  }

  /// That of a list of texts, which it adds or removes.
  private var text: ExactText? {
    switch self {
    case .adding(.text(_, let text)), .removing(.text(_, let text)): ExactText(text)
    default: nil
    }
  }
}
