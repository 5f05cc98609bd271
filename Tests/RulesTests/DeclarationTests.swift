import Diagnostics
import Testing

@testable import RuleFiles
@testable import Rules

/// What is declared once, for readers, messages, schemas and decisions alike.
struct DeclarationTests {
  @Test func `a fact that the state gives has the name of its key`() {
    for fact in BuiltInFact.allCases {
      if case .state(let key) = fact.declaration.source { #expect(key.rawValue == fact.rawValue) }
      if case .attribute(let path) = fact.declaration.source {
        #expect(Attribute.builtInPaths.contains(path))
      }
    }
  }

  @Test func `a fact that is only remembered is no key of a state`() {
    let remembered = BuiltInFact.allCases.filter {
      if case .memory = $0.declaration.source { true } else { false }
    }
    #expect(remembered == [.exit])
    for fact in remembered {
      #expect(StateKey(rawValue: fact.rawValue) == nil)
      #expect(!fact.declaration.isAlwaysKnown && fact.declaration.placedWith == nil)
    }
  }

  @Test func `facts of the decision have names of their own group`() {
    for fact in BuiltInFact.allCases {
      #expect(fact.isOfTheDecision == fact.rawValue.hasPrefix("decision."))
    }
  }

  @Test func `the domain of a fact fits its type`() {
    for fact in BuiltInFact.allCases {
      switch fact.declaration.domain {
      case .range: #expect(fact.type == .number)
      case .ids, .words, .values: #expect(fact.type == .string || fact.type == .strings)
      case .anything, .timeZone: break
      }
    }
  }

  @Test func `no key of a condition is the name of a fact, and no name is reserved twice over`() {
    let facts = Set(BuiltInFact.allCases.map(\.rawValue))
    #expect(facts.isDisjoint(with: ReservedNames.conditionKeys))
    #expect(ReservedNames.stateKeys.isDisjoint(with: ReservedNames.groups))
  }

  @Test func `every key of a rule is read as what it is written as`() {
    for key in RuleKey.allCases { #expect(RuleKey(rawValue: key.rawValue) == key) }
    #expect(RuleKey(rawValue: "verb") == nil)
    let verbs = RuleKey.allCases.compactMap { if case .verb(let verb) = $0 { verb } else { nil } }
    #expect(verbs == Rule.Verb.allCases)
    for verb in verbs {
      #expect(DiagnosticID.noVerb.page.contains("'\(verb.rawValue)'"))
      #expect(DiagnosticID.severalVerbs.page.contains("'\(verb.rawValue)'"))
    }
  }

  @Test func `every type of fact has its comparators, and each fits it`() {
    for type in FactType.allCases {
      #expect(Set(Comparator.fitting(type)) == Set(Comparator.allCases.filter { $0.fits(type) }))
    }
  }
}
