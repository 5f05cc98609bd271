import JSON
package import Rules
import Synchronization
import Time

/// A rule book made ready for deciding: conditions lowered, rules indexed, constant texts escaped once.
package final class DecisionPlan: Sendable {
  package let book: RuleBook
  package let interner: Interner
  let program: Program
  let scales: Scales

  let detect: [RuleIndex]
  let placeStage: RuleIndex
  let placePersona: RuleIndex
  let recommend: RuleIndex
  let suppress: RuleIndex
  let alert: RuleIndex

  /// By index of an action.
  let actions: [ActionRow]
  let restrictions: [Restriction]
  let policies: PolicyRows
  /// By index of a channel.
  let channelRows: [ChannelRow]
  /// The channels of all actions, each in its order of preference.
  let channels: [Int]
  let ranking: Ranking
  /// By index of a rule: what a detect rule adds.
  let detections: [Int32: [DetectionRow]]
  /// By index of a rule: what a place rule is evidence for.
  let placements: [Int32: PlacementRow]
  /// By index of a rule: the first action that it recommends.
  let recommendations: [RecommendationRow]
  /// By index of a rule: the other actions that it recommends, where there are any.
  let furtherRecommendations: [Int32: [RecommendationRow]]
  /// The languages for somebody whose own is not known.
  let languages: LanguageChain
  /// By index of an action: its title as JSON, its id where it has none.
  let titles: [Localized<RawJSON>]
  /// By index of an attribute: whether a state must keep its text for templates or policies.
  let keepsText: [Bool]
  let accountID: Int
  let personLanguage: Int
  let personTimeZone: Int
  /// Whether any rule compares the journey's id.
  let comparesJourney: Bool
  /// Whether any cap or pause counts the contacts of the whole account.
  package let countsAccounts: Bool
  let attributeTree: AttributeTree
  package let actionIndex: [String: Int]
  private let kindIndex: [String: Int]
  private let groupIndex: [String: Int]
  /// By index of an attribute: the values that it may have, where it declares any.
  let attributeValues: [SpelledWords?]
  private let zones = Mutex<[String: Zone]>([:])

  let stages: [StageRow]
  let personas: [PersonaRow]
  let marketSymbols: [Int32]
  let touchpointSymbols: [Int32]
  let actionSymbols: [Int32]

  /// - Parameter keepsAllTexts: whether states keep the texts of all attributes, for an expression that stands in no
  ///   rule; otherwise of those that the book's texts and expressions name.
  package init(_ book: RuleBook, keepsAllTexts: Bool = false) {
    self.book = book
    var builder = ProgramBuilder(book.expressions)
    let vocabulary = book.vocabulary
    stages = vocabulary.stages.items.map { StageRow($0, &builder.interner) }
    personas = vocabulary.personas.items.map { PersonaRow($0, &builder.interner) }
    marketSymbols = vocabulary.markets.items.map { builder.interner.intern($0.id) }
    touchpointSymbols = vocabulary.touchpoints.items.map { builder.interner.intern($0.id) }
    actionSymbols = book.actions.map { builder.interner.intern($0.id) }
    for phase in Phase.allCases { _ = builder.interner.intern(phase.rawValue) }
    for role in Role.allCases { _ = builder.interner.intern(role.rawValue) }
    for outcome in Decision.Outcome.allCases { _ = builder.interner.intern(outcome.rawValue) }

    builder.makeScales(for: book)
    let effects = CompiledEffects(book, &builder)
    detections = effects.detections
    placements = effects.placements
    func rules(where isWanted: (Rule.Effect) -> Bool) -> [Int] {
      book.rules.indices.filter { book.rules[$0].isEnabled && isWanted(book.rules[$0].effect) }
    }
    detect = book.detectionLayers.map {
      RuleIndex(rules: $0.sorted(), of: book, amounts: effects.amounts, with: &builder)
    }
    placeStage = RuleIndex(
      rules: rules { if case .place(.stage) = $0 { true } else { false } }, of: book,
      amounts: effects.amounts, with: &builder)
    placePersona = RuleIndex(
      rules: rules { if case .place(.persona) = $0 { true } else { false } }, of: book,
      amounts: effects.amounts, with: &builder)
    recommend = RuleIndex(
      rules: rules { if case .recommend = $0 { true } else { false } }, of: book, amounts: effects.amounts,
      with: &builder)
    suppress = RuleIndex(
      rules: rules { if case .suppress = $0 { true } else { false } }, of: book, with: &builder)
    alert = RuleIndex(rules: rules { if case .alert = $0 { true } else { false } }, of: book, with: &builder)
    var channels: [Int] = []
    var restrictions: [Restriction] = []
    actions = book.actions.map { action in
      let start = channels.count
      channels += action.channels
      let restriction = Restriction(action, eligible: action.eligible.map { builder.conjunction($0) })
      if let restriction { restrictions.append(restriction) }
      return ActionRow(
        action, channels: Program.Slice(start: Int32(start), count: Int32(action.channels.count)),
        restriction: restriction.map { _ in restrictions.count - 1 })
    }
    self.restrictions = restrictions
    self.channels = channels
    policies = PolicyRows(book)
    channelRows = vocabulary.channels.items.map { ChannelRow(consent: $0.consent, bouncedFor: $0.bouncedFor) }
    ranking = effects.ranking
    recommendations = effects.recommendations
    furtherRecommendations = effects.furtherRecommendations
    languages = LanguageChain(person: nil, book: book.policies.language)
    titles = book.actions.map { action in
      (action.title ?? Localized(versions: [.init(language: nil, text: action.id)])).map { text in
        var writer = JSONWriter(reservingCapacity: text.utf8.count + 2)
        writer.string(text)
        return RawJSON(bytes: writer.bytes)
      }
    }

    let paths = Dictionary(
      book.attributes.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    accountID = paths["account.id"] ?? 0
    personLanguage = paths["person.language"] ?? 0
    personTimeZone = paths["person.time_zone"] ?? 0
    var keepsText = Array(repeating: keepsAllTexts, count: book.attributes.count)
    for fact in book.templatedFacts { if case .attribute(let index) = fact { keepsText[index] = true } }
    for fact in book.factsOfExpressions { if case .attribute(let index) = fact { keepsText[index] = true } }
    for index in [accountID, personLanguage, personTimeZone] { keepsText[index] = true }
    self.keepsText = keepsText
    comparesJourney = book.comparesJourney
    countsAccounts =
      book.policies.caps.contains { $0.scope == .account }
      || book.policies.pauses.contains { $0.scope == .account }
    attributeTree = AttributeTree(book.attributes)
    actionIndex = Dictionary(
      book.actions.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    kindIndex = Dictionary(book.kinds.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    groupIndex = Dictionary(
      book.groups.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    attributeValues = book.attributes.map { $0.values.map { SpelledWords($0) } }
    program = builder.program
    scales = builder.scales
    interner = builder.interner
  }
}

extension DecisionPlan {
  /// The index of the action that a name means, as ids are matched: whatever its capitals.
  package func action(named name: String) -> Int? { actionIndex[name] ?? actionIndex[name.foldedName] }

  /// The index of the kind that a name means, whatever its capitals.
  package func kind(named name: String) -> Int? { kindIndex[name] ?? kindIndex[name.foldedName] }

  /// The index of the group that a name means, whatever its capitals.
  package func group(named name: String) -> Int? { groupIndex[name] ?? groupIndex[name.foldedName] }

  /// A zone by its IANA name; nil where there is none. Zones are made once and kept.
  func zone(named name: String) -> Zone? {
    if name.utf8.elementsEqual(book.policies.zone.name.utf8) { return book.policies.zone }
    // A name is input: those that do not exist are turned away before anything is locked or kept.
    guard ZoneNames.contains(name) else { return nil }
    return zones.withLock { known in
      if let zone = known[name] { return zone }
      let zone = Zone(named: name)
      if let zone { known[name] = zone }
      return zone
    }
  }
}

extension RuleBook {
  /// Every fact that a template names.
  fileprivate var templatedFacts: Set<Fact> {
    var facts: Set<Fact> = []
    func add(_ text: Localized<Template>?) {
      for version in text?.versions ?? [] {
        for case .fact(let fact) in version.text.parts { facts.insert(fact) }
      }
    }
    for rule in rules {
      add(rule.because)
      if case .alert(let alert) = rule.effect { add(alert.summary) }
    }
    return facts
  }

  /// Every fact that an expression asks for.
  fileprivate var factsOfExpressions: Set<Fact> {
    var facts: Set<Fact> = []
    for expression in expressionsOfRulesAndActions {
      for slot in expression.slots {
        if case .fact(let fact) = expressions.variables[slot] { facts.insert(fact) }
      }
    }
    return facts
  }

  fileprivate var comparesJourney: Bool {
    func asks(_ condition: Condition?) -> Bool {
      (condition?.terms ?? []).contains { term in
        switch term.test {
        case .fact(.builtIn(.journey), _): true
        case .anyOf(let branches), .allOf(let branches), .noneOf(let branches): branches.contains { asks($0) }
        default: false
        }
      }
    }
    return rules.contains { asks($0.when) || asks($0.unless) } || actions.contains { asks($0.eligible) }
  }
}

/// The attributes as a tree of the segments of their paths, to read a state by.
final class AttributeTree: Sendable {
  /// Index of the attribute that ends here.
  let attribute: Int?
  let children: [String: AttributeTree]

  convenience init(_ attributes: [Attribute]) {
    self.init(paths: attributes.enumerated().map { ($1.path.split(separator: ".")[...], $0) })
  }

  private init(paths: [(ArraySlice<Substring>, Int)]) {
    attribute = paths.first { $0.0.isEmpty }?.1
    children = Dictionary(grouping: paths.filter { !$0.0.isEmpty }) { String($0.0.first ?? "") }
      .mapValues { AttributeTree(paths: $0.map { ($0.0.dropFirst(), $0.1) }) }
  }
}
