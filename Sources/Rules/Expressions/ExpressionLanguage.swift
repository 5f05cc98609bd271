package import CEL
package import Time

/// What a variable of an expression stands for.
package enum ExpressionVariable: Sendable, Hashable {
  case fact(Fact)
  case painPoints, triggers, touchpoints, buyingGroup, contacts, consent, now
}

/// What expressions can refer to under a rule book: variables by slot, and the records within lists.
package struct ExpressionLanguage: Sendable {
  /// By slot. The facts of the decision come last: only alert rules have them.
  package let variables: [ExpressionVariable]
  /// Type, at, sentiment, channel, medium, ownership, influence.
  package let touchpoint: RecordType
  /// Journey, persona, role, stage, engaged.
  package let member: RecordType
  /// Action, kind, group, channel, at, outcome.
  package let contact: RecordType
  /// A field for each channel, in the order of their indices.
  package let consent: RecordType
  /// Where zones are looked up by name: those of expressions, and of people.
  package let zones: ZoneTable
  private let ofRules: Environment
  private let ofAlerts: Environment

  package init(_ names: BookNames, zones: ZoneTable) {
    self.zones = zones
    let words = ExpressionWords(names)
    touchpoint = words.touchpoint
    member = words.member
    contact = words.contact
    consent = words.consent
    let before = BuiltInFact.allCases.filter { !$0.isOfTheDecision }.map { Fact.builtIn($0) }
    let after = BuiltInFact.allCases.filter(\.isOfTheDecision).map { Fact.builtIn($0) }
    let attributes = names.attributes.indices.map { Fact.attribute($0) }
    let common: [ExpressionVariable] =
      (before + attributes).map { .fact($0) }
      + [.painPoints, .triggers, .touchpoints, .buyingGroup, .contacts, .consent, .now]
    variables = common + after.map { .fact($0) }
    func environment(_ variables: [ExpressionVariable]) -> Environment {
      Environment(
        variables: variables.map { (name: $0.name(names), type: words.type(of: $0)) },
        functions: ExpressionFunctions.all(painPoint: words.painPoint), zones: zones)
    }
    ofRules = environment(common)
    ofAlerts = environment(variables)
  }

  /// Reads and checks an expression.
  ///
  /// - Parameters:
  ///   - type: what it has to give; nil: anything.
  ///   - hasDecision: whether it stands in an alert rule, which is evaluated after the decision.
  /// - Returns: the checked expression, or all that is wrong with it.
  package func check(_ text: String, expecting type: Type?, hasDecision: Bool) -> (
    checked: Checked?, problems: [ExpressionProblem]
  ) {
    let environment = hasDecision ? ofAlerts : ofRules
    let expression: Expression
    do { expression = try .parse(text) } catch { return (nil, [error]) }
    do {
      return (try Checker.check(expression, in: environment, expecting: type), [])
    } catch {
      return (nil, error.list)
    }
  }
}

extension ExpressionVariable {
  fileprivate func name(_ names: BookNames) -> String {
    switch self {
    case .fact(let fact): names.name(of: fact)
    case .painPoints: "pain_points"
    case .triggers: "triggers"
    case .touchpoints: "touchpoints"
    case .buyingGroup: "buying_group"
    case .contacts: "contacts"
    case .consent: "consent"
    case .now: "now"
    }
  }
}

/// The types of a book's words.
private struct ExpressionWords {
  let painPoint: Type
  let touchpoint: RecordType
  let member: RecordType
  let contact: RecordType
  let consent: RecordType
  private let names: BookNames

  init(_ names: BookNames) {
    self.names = names
    painPoint = .ids(names[.painPoint])
    let channel = Type.ids(names[.channel])
    touchpoint = RecordType(
      "touchpoint",
      [
        .init("type", .ids(names[.touchpoint])), .init("at", .timestamp), .init("sentiment", .double),
        .init("channel", channel), .init("medium", .closed("medium", Medium.self)),
        .init("ownership", .closed("ownership", Ownership.self)),
        .init("influence", .closed("influence", Influence.self)),
      ])
    member = RecordType(
      "member of the buying group",
      [
        .init("journey", .string), .init("persona", .ids(names[.persona])),
        .init("role", .closed("role", Role.self)), .init("stage", .ids(names[.stage])),
        .init("engaged", .bool),
      ])
    contact = RecordType(
      "contact",
      [
        .init("action", .ids(names[.action])), .init("kind", .ids(names[.kind])),
        .init("group", .ids(names[.group])), .init("channel", channel), .init("at", .timestamp),
        .init("outcome", .closed("outcome", Outcome.self)),
      ])
    consent = RecordType("consent", names[.channel].ids.map { .init($0, .bool) })
  }

  func type(of variable: ExpressionVariable) -> Type {
    switch variable {
    case .fact(let fact): type(of: fact)
    case .painPoints: .map(painPoint, .double)
    case .triggers: .list(.ids(names[.trigger]))
    case .touchpoints: .list(.record(touchpoint))
    case .buyingGroup: .list(.record(member))
    case .contacts: .list(.record(contact))
    case .consent: .record(consent)
    case .now: .timestamp
    }
  }

  private func type(of fact: Fact) -> Type {
    switch names.type(of: fact) {
    case .bool: .bool
    case .int: .int
    case .number: .double
    case .timestamp: .timestamp
    case .string: text(of: fact)
    case .strings: .list(text(of: fact))
    }
  }

  private func text(of fact: Fact) -> Type {
    switch names.domain(of: fact) {
    case .ids(let kind): .ids(names[kind])
    case .words(let words): .domain(Domain(name: words.noun, values: words.all))
    case .values(let values): .domain(Domain(name: "'\(names.name(of: fact))'", values: values))
    case .anything, .range, .timeZone: .string
    }
  }
}

extension Type {
  /// One of the ids of a section; any string where some of the book could not be read.
  fileprivate static func ids(_ table: IDTable) -> Type {
    table.isComplete ? .domain(Domain(name: table.noun, values: table.ids)) : .string
  }

  fileprivate static func closed<Choice: RawRepresentable & CaseIterable>(
    _ noun: String, _ choices: Choice.Type
  ) -> Type where Choice.RawValue == String {
    .domain(Domain(name: noun, values: choices.allCases.map(\.rawValue)))
  }
}
