import JSON
import Rules

extension JSONWriter {
  /// The schema of a key of the state that is no attribute. One that gives a fact is as the fact is declared.
  mutating func schema(of key: StateKey, _ book: RuleBook) {
    let (name, vocabulary) = (key.rawValue, book.vocabulary)
    switch key {
    case .journey: journeySchema(named: name)
    case .painPoints: listSchema(named: name) { $0.painPointSchema(book.declaredIDs(of: .painPoint)) }
    case .triggers: listSchema(named: name) { $0.idSchema(examples: book.declaredIDs(of: .trigger)) }
    case .consent: consentSchema(named: name, channels: vocabulary.channels.items.map(\.id))
    case .touchpoints: listSchema(named: name) { $0.touchpointSchema(book) }
    case .buyingGroup: listSchema(named: name) { $0.personSchema(book) }
    case .contacts: listSchema(named: name) { $0.contactSchema(book) }
    case .now: instantSchema(named: name)
    default: if let fact = BuiltInFact(givenBy: key) { factSchema(named: name, fact.declaration, book) }
    }
  }

  private mutating func journeySchema(named name: String) {
    member(named: name) {
      $0.object {
        $0.member("type", "string")
        $0.member("minLength", 1)
        $0.member("maxLength", FieldReader.longestID)
      }
    }
  }

  private mutating func painPointSchema(_ ids: [String]) {
    object {
      $0.array("anyOf") {
        $0.idSchema(examples: ids)
        $0.objectSchema(required: ["id"]) {
          $0.member("id") { $0.stringSchema(examples: ids) }
          $0.rangeSchema(named: "severity", 0...1)
        }
      }
    }
  }

  private mutating func consentSchema(named name: String, channels: [String]) {
    schema(named: name, ["object", "null"]) {
      $0.member(
        "description", channels.isEmpty ? "by channel" : "by channel: \(channels.joined(separator: ", "))")
      $0.object("additionalProperties") {
        $0.array("anyOf") {
          $0.schema(["boolean"])
          $0.objectSchema(required: ["given"]) {
            $0.schema(named: "given", ["boolean"])
            $0.instantSchema(named: "at")
          }
        }
      }
    }
  }

  private mutating func touchpointSchema(_ book: RuleBook) {
    objectSchema(required: ["type"]) {
      $0.member("type") { $0.stringSchema(examples: book.declaredIDs(of: .touchpoint)) }
      $0.instantSchema(named: "at")
      $0.factSchema(named: "sentiment", BuiltInFact.sentiment.declaration, book)
      $0.idSchema(named: "channel", examples: book.declaredIDs(of: .channel))
    }
  }

  /// One person of a buying group.
  private mutating func personSchema(_ book: RuleBook) {
    objectSchema(required: []) {
      $0.schema(named: "journey", ["string", "null"]) { $0.member("maxLength", FieldReader.longestID) }
      $0.idSchema(named: "persona", examples: book.declaredIDs(of: .persona))
      $0.idSchema(named: "role", examples: Role.allCases.map(\.rawValue))
      $0.idSchema(named: "stage", examples: book.declaredIDs(of: .stage))
      $0.schema(named: "engaged", ["boolean", "null"])
    }
  }

  private mutating func contactSchema(_ book: RuleBook) {
    objectSchema(required: ["action"]) {
      $0.member("action") { $0.stringSchema(examples: book.declaredIDs(of: .action)) }
      $0.idSchema(named: "kind", examples: book.kinds)
      $0.idSchema(named: "group", examples: book.groups)
      $0.idSchema(named: "channel", examples: book.declaredIDs(of: .channel))
      $0.instantSchema(named: "at")
      $0.idSchema(named: "outcome", examples: Outcome.allCases.map(\.rawValue))
      $0.idSchema(named: "decision", examples: [])
    }
  }

  /// A fact that the state gives, as it is declared.
  private mutating func factSchema(named name: String, _ fact: FactDeclaration, _ book: RuleBook) {
    switch (fact.type, fact.domain) {
    case (.number, .range(let range)): rangeSchema(named: name, range)
    case (.number, _): schema(named: name, ["number", "null"])
    case (.int, _): schema(named: name, ["integer", "null"])
    case (.bool, _): schema(named: name, ["boolean", "null"])
    case (.timestamp, _): instantSchema(named: name)
    case (.strings, let domain): listSchema(named: name) { $0.idSchema(examples: book.texts(of: domain)) }
    case (.string, let domain): idSchema(named: name, examples: book.texts(of: domain))
    }
  }
}
