import JSON
package import Rules
import Time

/// A rule book made ready for deciding: conditions lowered, rules indexed, constant texts escaped once.
package final class DecisionPlan: Sendable {
  package let book: RuleBook
  package let interner: Interner
  let program: ConditionProgram
  let ranks: FactRanks
  let symbols: VocabularySymbols
  let effects: CompiledEffects
  let indexes: RuleIndexes

  /// By index of an action.
  let actions: [ActionRow]
  /// How many groups of actions there are to which all gates say the same.
  let peerCount: Int
  let restrictions: [Restriction]
  /// The channels of all actions, each in its order of preference.
  let channels: [Int]
  /// By index of a channel.
  let channelRows: [ChannelRow]
  let policies: PolicyRows
  let suppressions: SuppressionRows
  package let ids: WrittenIDs
  /// By index of an action: its title as JSON, its id where it has none.
  let titles: [Localized<RawJSON>]
  /// By index of an action: what it is sent with, by channel, and on any channel.
  let contents: [(treatments: [Int: RawJSON], payload: RawJSON?)]
  /// The languages for somebody whose own is not known.
  let languages: LanguageChain

  package let attributeTree: AttributeTree
  /// By index of an attribute: the values that it may have, where it declares any.
  let attributeValues: [SpelledWords?]
  /// By index of an attribute: whether a state must keep its text for templates or policies.
  let keepsText: [Bool]
  /// By index of an attribute: whether any rule, any action or the daemon itself asks for it.
  package let readsAttribute: [Bool]
  let wellKnown: WellKnownAttributes
  /// Whether any rule compares the journey's id.
  let comparesJourney: Bool
  /// Whether any cap or pause counts the contacts of the whole account.
  package let countsAccounts: Bool
  /// Whether any rule, or the eligibility of any action, asks for the buying group.
  package let asksForGroups: Bool
  let names: ActionNames
  let zones: ZoneTable

  package init(_ book: RuleBook) {
    self.book = book
    zones = book.expressions.zones
    var builder = ProgramBuilder(book)
    symbols = VocabularySymbols(book, &builder.interner)
    builder.collectRanks(for: book)
    effects = CompiledEffects(book, &builder)
    indexes = RuleIndexes(book, effects, &builder)
    policies = PolicyRows(book)
    suppressions = SuppressionRows(book)
    let actions = ActionRows(book, policies, &builder)
    self.actions = actions.rows
    peerCount = actions.peerCount
    restrictions = actions.restrictions
    channels = actions.channels
    channelRows = book.vocabulary.channels.items.map { ChannelRow($0) }
    ids = WrittenIDs(of: book)
    titles = book.actions.map(\.titleAsJSON)
    contents = book.actions.map { ($0.treatments, $0.payload) }
    languages = LanguageChain(person: nil, book: book.policies.language)
    attributeTree = AttributeTree(book.attributes)
    attributeValues = book.attributes.map { $0.values.map { SpelledWords($0) } }
    wellKnown = WellKnownAttributes(book)
    let uses = FactUses(book, beside: wellKnown.all)
    keepsText = uses.keepsText
    readsAttribute = uses.readsAttribute
    comparesJourney = uses.comparesJourney
    countsAccounts = book.policies.countAccounts
    names = ActionNames(book)
    program = builder.program
    asksForGroups = !builder.program.groupCounts.isEmpty || uses.expressionsAskForGroups
    ranks = builder.ranks
    interner = builder.interner
  }

  /// Dates, condition and cooldown of an action, where it has any.
  @inline(__always)
  func restriction(of action: ActionRow) -> Restriction? {
    action.restriction < 0 ? nil : restrictions[Int(action.restriction)]
  }

  /// The index of the attribute `account.id`.
  package var accountIDAttribute: Int { wellKnown.accountID }

  /// A zone by its IANA name; nil where there is none.
  func zone(named name: String) -> Zone? {
    if name.utf8.elementsEqual(book.policies.zone.name.utf8) { return book.policies.zone }
    return zones.zone(named: name)
  }
}

extension Action {
  /// The title as JSON strings, in each of its languages; the id where it has none.
  fileprivate var titleAsJSON: Localized<RawJSON> {
    (title ?? Localized(versions: [.init(language: nil, text: id)])).map { text in
      var writer = JSONWriter(reservingCapacity: text.utf8.count + 2)
      writer.string(text)
      return RawJSON(bytes: writer.bytes)
    }
  }
}

extension Policies {
  /// Whether any cap or pause counts the contacts of the whole account.
  fileprivate var countAccounts: Bool {
    caps.contains { $0.scope == .account } || pauses.contains { $0.scope == .account }
  }
}
