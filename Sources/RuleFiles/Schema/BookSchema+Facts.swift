import Rules

extension BookSchema {
  /// What facts are compared with, by their types and what they can be: definitions that conditions refer to.
  var tests: [SchemaValue.Property] {
    let types = FactType.allCases.map { ("test_of_\($0.rawValue)", test($0, value(of: $0))) }
    let kinds: [SchemaValue.Property] = BuiltInFact.allCases.compactMap { fact in
      if case .anything = fact.declaration.domain { return nil }
      return ("test_of_\(fact.rawValue)", test(fact.type, value(of: fact.type, fact.declaration.domain)))
    }
    return types + kinds
      + [
        (
          "test",
          .any(of: .oneOrMore(.reference("scalar")), comparators(Comparator.allCases, .reference("scalar")))
        )
      ]
  }

  /// What stands in a condition under the name of a fact.
  func test(of fact: BuiltInFact) -> SchemaValue {
    if case .anything = fact.declaration.domain { return .reference("test_of_\(fact.type.rawValue)") }
    return .reference("test_of_\(fact.rawValue)")
  }

  func test(of attribute: Attribute) -> SchemaValue {
    guard attribute.values != nil else { return .reference("test_of_\(attribute.type.rawValue)") }
    return test(attribute.type, value(of: attribute.type, attribute.domain))
  }

  /// A value, a list of values of which one must be it, or comparators which all must hold.
  private func test(_ type: FactType, _ value: SchemaValue) -> SchemaValue {
    let comparators = comparators(Comparator.fitting(type), value)
    return type == .strings ? comparators : .any(of: .oneOrMore(value), comparators)
  }

  private func comparators(_ keys: [Comparator], _ value: SchemaValue) -> SchemaValue {
    .mapping(only: keys, minimum: 1) { key in
      switch key {
      case .eq, .ne, .gt, .gte, .lt, .lte, .has: value
      case .between: ["type": "array", "items": value, "minItems": 2, "maxItems": 2]
      case .isIn, .isNotIn, .hasAny, .hasAll, .hasNone: .oneOrMore(value)
      case .exists: .boolean
      case .within, .olderThan, .inNext, .laterThan: .reference("duration")
      }
    }
  }

  private func value(of type: FactType, _ domain: FactDomain = .anything) -> SchemaValue {
    switch (type, domain) {
    case (.string, .ids(let kind)), (.strings, .ids(let kind)): .id(of: kind)
    case (.string, .words(let words)), (.strings, .words(let words)): .words(words.all)
    case (.string, .values(let values)), (.strings, .values(let values)): .texts(values)
    case (.string, _), (.strings, _): ["type": "string"]
    case (.number, .range(let range)), (.int, .range(let range)):
      ["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
    // A whole number may be compared with a fraction.
    case (.number, _), (.int, _): ["type": "number"]
    case (.bool, _): .boolean
    case (.timestamp, _): .reference("instant")
    }
  }
}
