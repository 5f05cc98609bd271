/// By what the safeguards of a book hold back besides their own words: what they ask of states, and what the rules ask that
/// find that out for them.
struct Reliance {
  /// What rules find out of a state.
  enum Source: Hashable {
    case painPoint(String), trigger(String), stage(String), persona(String)
  }

  /// From which severity or confidence on something counts.
  enum Level: Hashable {
    case whatever
    case from(Double)
    case exact
  }

  /// What keeps less from people: less of something, more of it, or either.
  struct Direction: OptionSet, Hashable {
    let rawValue: UInt8

    static let less = Direction(rawValue: 1)
    static let more = Direction(rawValue: 2)
    static let either: Direction = [.less, .more]

    var reversed: Direction {
      var reversed: Direction = []
      if contains(.less) { reversed.insert(.more) }
      if contains(.more) { reversed.insert(.less) }
      return reversed
    }
  }

  /// A condition by which something is held back.
  enum Holder: Hashable {
    case rule(String)
    case unless(ofRule: String)
    case eligible(ofAction: String)

    var words: String {
      switch self {
      case .rule(let id): "the rule '\(id)'"
      case .unless(let rule): "the 'unless' of '\(rule)'"
      case .eligible(let action): "the 'eligible' of '\(action)'"
      }
    }

    func precedes(_ other: Holder) -> Bool {
      rank == other.rank ? bytesPrecede(words, other.words) : rank < other.rank
    }

    private var rank: Int {
      switch self {
      case .rule: 0
      case .unless: 1
      case .eligible: 2
      }
    }
  }

  /// That of a source less keeps less from people, or more.
  struct Need: Hashable {
    let source: Source
    let direction: Direction
    let level: Level
  }

  /// A test as it stands in a condition.
  struct Asked {
    let test: Condition.Test
    let direction: Direction
    let holder: Holder
  }

  private(set) var needs: [Need: [Holder]] = [:]
  private(set) var asked: [Asked] = []
  private let book: RuleBook
  /// The rules of the book that find something out.
  let finders: [Source: [Finder]]
  /// Of the holder at hand: the rules that were read, each in which direction.
  private var read: Set<Reading> = []

  private struct Reading: Hashable {
    let rule: String
    let direction: Direction
  }

  init(_ book: RuleBook, _ holders: [(Holder, Condition, Direction)]) {
    self.book = book
    finders = Finder.all(in: book)
    var last: Holder?
    for (holder, condition, direction) in holders {
      if holder != last { read = [] }
      last = holder
      visit(condition, direction, holder, seesPlaces: true)
    }
  }

  // MARK: Conditions

  /// - Parameter seesPlaces: false in rules that detect and place: they do not see what is placed.
  private mutating func visit(
    _ condition: Condition, _ direction: Direction, _ holder: Holder, seesPlaces: Bool
  ) {
    for term in condition.terms {
      switch term.test {
      case .anyOf(let list), .allOf(let list):
        for part in list { visit(part, direction, holder, seesPlaces: seesPlaces) }
        continue
      case .noneOf(let list):
        for part in list { visit(part, direction.reversed, holder, seesPlaces: seesPlaces) }
        continue
      case .fact(let fact, let comparisons):
        if seesPlaces { needPlaces(fact, comparisons, direction, holder) }
      case .painPoints(let presence):
        let level = presence.minSeverity.map { Level.from($0) } ?? .whatever
        let words = book.vocabulary.painPoints
        need(presence, direction, level, holder) { .painPoint(words[$0].id) }
      case .triggers(let presence):
        let words = book.vocabulary.triggers
        need(presence, direction, .whatever, holder) { .trigger(words[$0].id) }
      case .expression(let expression): visit(expression, holder, seesPlaces: seesPlaces)
      case .touchpoints, .contacts, .buyingGroup: break
      }
      asked.append(Asked(test: term.test, direction: direction, holder: holder))
    }
  }

  private mutating func visit(_ expression: CheckedExpression, _ holder: Holder, seesPlaces: Bool) {
    let (uses, words) = (expression.uses, book.vocabulary)
    let looksAtAll = !uses.unnamed.isEmpty
    for (index, item) in words.painPoints.items.enumerated()
    where looksAtAll || uses.signals.contains(.painPoint(index)) {
      let isGraded = looksAtAll || uses.graded.contains(index)
      need(.painPoint(item.id), .either, isGraded ? .exact : .whatever, holder)
    }
    for (index, item) in words.triggers.items.enumerated()
    where looksAtAll || uses.signals.contains(.trigger(index)) {
      need(.trigger(item.id), .either, .whatever, holder)
    }
    guard seesPlaces else { return }
    for fact in uses.facts.union(uses.tested) { needPlaces(fact, nil, .either, holder) }
  }

  private mutating func need(
    _ presence: Condition.Presence, _ direction: Direction, _ level: Level, _ holder: Holder,
    _ source: (Int) -> Source
  ) {
    for index in (presence.any ?? []) + (presence.all ?? []) { need(source(index), direction, level, holder) }
    for index in presence.none ?? [] { need(source(index), direction.reversed, level, holder) }
  }

  /// What a fact asks of the stage or the persona: where one is placed, it is in the place of others.
  ///
  /// - Parameter comparisons: nil: anything.
  private mutating func needPlaces(
    _ fact: Fact, _ comparisons: [Comparison]?, _ direction: Direction, _ holder: Holder
  ) {
    guard case .builtIn(let fact) = fact else { return }
    let words = book.vocabulary
    func asked(_ value: String?) -> Direction {
      guard let comparisons else { return .either }
      return (value.map { comparisons.allow($0) } ?? false) ? direction : direction.reversed
    }
    switch fact {
    case .stage, .phase, .stalled:
      for stage in words.stages.items {
        let direction: Direction =
          switch fact {
          case .stage: asked(stage.id)
          case .phase: asked(stage.phase.rawValue)
          default: .either
          }
        need(.stage(stage.id), direction, .exact, holder)
      }
    case .persona, .role, .market:
      for persona in words.personas.items {
        let value =
          switch fact {
          case .persona: persona.id
          case .role: persona.role?.rawValue
          default: persona.market.map { words.markets[$0].id }
          }
        need(.persona(persona.id), asked(value), .exact, holder)
      }
    default: break
    }
  }

  // MARK: Sources

  private mutating func need(_ source: Source, _ direction: Direction, _ level: Level, _ holder: Holder) {
    for one in [Direction.less, .more] where direction.contains(one) {
      let need = Need(source: source, direction: one, level: level)
      if needs[need]?.last != holder { needs[need, default: []].append(holder) }
      for finder in finders[source] ?? [] { read(finder, one, holder) }
    }
  }

  /// What a rule asks that finds something out.
  private mutating func read(_ finder: Finder, _ direction: Direction, _ holder: Holder) {
    guard read.insert(Reading(rule: finder.rule.id, direction: direction)).inserted else { return }
    if let when = finder.rule.when { visit(when, direction, holder, seesPlaces: false) }
    if let unless = finder.rule.unless { visit(unless, direction.reversed, holder, seesPlaces: false) }
    if let expression = finder.amount?.expression { visit(expression, holder, seesPlaces: false) }
  }
}

/// A rule that finds something out of a state.
struct Finder {
  let rule: Rule
  /// The severity or the confidence; nil for a trigger.
  let amount: Amount?

  /// Those that are enabled.
  static func all(in book: RuleBook) -> [Reliance.Source: [Finder]] {
    let words = book.vocabulary
    var finders: [Reliance.Source: [Finder]] = [:]
    for rule in book.rules where rule.isEnabled {
      switch rule.effect {
      case .detect(let detections):
        for detection in detections {
          let source: Reliance.Source =
            switch detection {
            case .painPoint(let index, _): .painPoint(words.painPoints[index].id)
            case .trigger(let index): .trigger(words.triggers[index].id)
            }
          finders[source, default: []].append(Finder(rule: rule, amount: detection.severity))
        }
      case .place(let placement):
        let source: Reliance.Source =
          switch placement {
          case .stage(let index, _): .stage(words.stages[index].id)
          case .persona(let index, _): .persona(words.personas[index].id)
          }
        finders[source, default: []].append(Finder(rule: rule, amount: placement.confidence))
      case .recommend, .suppress, .alert: break
      }
    }
    return finders
  }
}

extension [Comparison] {
  /// Whether a text that is known passes all of them.
  func allow(_ text: String) -> Bool {
    allSatisfy { comparison in
      switch comparison {
      case .equal(let literal): literal == .string(text)
      case .notEqual(let literal): literal != .string(text)
      case .isIn(let list): list.contains(.string(text))
      case .isNotIn(let list): !list.contains(.string(text))
      case .exists(let isWanted): isWanted
      default: false
      }
    }
  }
}
