/// Every name that a book declares: its ids by kind, and its facts with their types and the values that they can have.
package struct BookNames: Sendable {
  private let tables: [IDTable]
  package let vocabulary: Vocabulary
  /// By path; the built-in ones are among them.
  package let attributes: [Attribute]
  private let factByName: [String: Fact]

  /// - Parameter table: gives the ids of each kind; those of the vocabulary have the indices of its items.
  package init(
    vocabulary: Vocabulary = Vocabulary(), attributes: [Attribute] = [], table: (IDKind) -> IDTable
  ) {
    tables = IDKind.allCases.map(table)
    self.vocabulary = vocabulary
    self.attributes = attributes
    var facts: [String: Fact] = [:]
    for fact in BuiltInFact.allCases { facts[fact.rawValue] = .builtIn(fact) }
    for (index, attribute) in attributes.enumerated() { facts[attribute.path] = .attribute(index) }
    factByName = facts
  }

  package subscript(kind: IDKind) -> IDTable { tables[kind.rawValue] }

  package func fact(named name: String) -> Fact? { factByName[name] }

  /// The names of all facts, in no order.
  package var factNames: some Collection<String> { factByName.keys }

  package func type(of fact: Fact) -> FactType {
    switch fact {
    case .builtIn(let fact): fact.type
    case .attribute(let index): attributes[index].type
    }
  }

  package func name(of fact: Fact) -> String {
    switch fact {
    case .builtIn(let fact): fact.rawValue
    case .attribute(let index): attributes[index].path
    }
  }

  package func domain(of fact: Fact) -> FactDomain {
    switch fact {
    case .builtIn(let fact): fact.declaration.domain
    case .attribute(let index): attributes[index].domain
    }
  }

  /// Whether a fact is the language of a person.
  package func isLanguage(_ fact: Fact) -> Bool {
    switch fact {
    case .builtIn(let fact): fact == .language
    case .attribute(let index): attributes[index].path == "person.language"
    }
  }

  /// All texts that a fact can have; nil where they are not known.
  package func values(of fact: Fact) -> [String]? {
    switch domain(of: fact) {
    case .ids(let kind): self[kind].isComplete ? self[kind].ids : nil
    case .words(let words): words.all
    case .values(let values): values
    case .anything, .range, .timeZone: nil
    }
  }
}
