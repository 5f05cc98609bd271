import Rules

extension StateSchemaWriter {
  /// A key of the state that is no attribute. One that gives a fact is as the fact is declared.
  mutating func stateKey(_ key: StateKey, _ book: RuleBook) {
    let (name, vocabulary) = (key.rawValue, book.vocabulary)
    switch key {
    case .journey: journey(name)
    case .painPoints: entries(name) { $0.painPoint(book.declaredIDs(of: .painPoint)) }
    case .triggers: entries(name) { $0.string(examples: book.declaredIDs(of: .trigger)) }
    case .consent: consent(name, vocabulary.channels.items.map(\.id))
    case .touchpoints: entries(name) { $0.touchpoint(book) }
    case .buyingGroup: entries(name) { $0.member(book) }
    case .contacts: entries(name) { $0.contact(book) }
    case .now: instant(name)
    default: if let fact = BuiltInFact(givenBy: key) { self.fact(name, fact.declaration, book) }
    }
  }

  private mutating func journey(_ name: String) {
    member(name) {
      $0.object {
        $0.text("type", "string")
        $0.number("minLength", 1)
        $0.number("maxLength", Double(FieldReader.longestID))
      }
    }
  }

  private mutating func touchpoint(_ book: RuleBook) {
    entry(required: ["type"]) {
      $0.id("type", book.declaredIDs(of: .touchpoint))
      $0.instant("at")
      $0.fact("sentiment", BuiltInFact.sentiment.declaration, book)
      $0.id("channel", book.declaredIDs(of: .channel))
    }
  }

  private mutating func member(_ book: RuleBook) {
    entry(required: []) {
      $0.callersID("journey")
      $0.id("persona", book.declaredIDs(of: .persona))
      $0.id("role", Role.allCases.map(\.rawValue))
      $0.id("stage", book.declaredIDs(of: .stage))
      $0.types("engaged", ["boolean", "null"])
    }
  }

  private mutating func contact(_ book: RuleBook) {
    entry(required: ["action"]) {
      $0.id("action", book.declaredIDs(of: .action))
      $0.id("kind", book.kinds)
      $0.id("group", book.groups)
      $0.id("channel", book.declaredIDs(of: .channel))
      $0.instant("at")
      $0.id("outcome", Outcome.allCases.map(\.rawValue))
      $0.id("decision", [])
    }
  }

  /// A fact that the state gives, as it is declared.
  private mutating func fact(_ name: String, _ fact: FactDeclaration, _ book: RuleBook) {
    switch (fact.type, fact.domain) {
    case (.number, .range(let range)): self.range(name, range.lowerBound, range.upperBound)
    case (.number, _): types(name, ["number", "null"])
    case (.int, _): types(name, ["integer", "null"])
    case (.bool, _): types(name, ["boolean", "null"])
    case (.timestamp, _): instant(name)
    case (.strings, let domain): entries(name) { $0.string(examples: book.texts(of: domain)) }
    case (.string, let domain): id(name, book.texts(of: domain))
    }
  }
}
