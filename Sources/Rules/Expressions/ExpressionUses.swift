package import CEL

/// What an expression depends on.
package struct ExpressionUses: Sendable {
  /// The facts whose values it asks for.
  package fileprivate(set) var facts: Set<Fact> = []
  /// The facts of which it asks whether they are known.
  package fileprivate(set) var tested: Set<Fact> = []
  /// The pain points and triggers that it names literally.
  package fileprivate(set) var signals: Set<DetectionSignal> = []
  /// Where it uses pain points or triggers in another way than by naming one.
  package fileprivate(set) var unnamed: [Range<Int>] = []
  /// The pain points whose severity it asks for: indices.
  package fileprivate(set) var graded: Set<Int> = []
  /// The texts that stand in it: ids may be among them.
  package fileprivate(set) var texts: Set<String> = []
  /// The fields of entries that it asks for, such as `medium`.
  package fileprivate(set) var fields: Set<String> = []

  package init(of checked: Checked, in language: ExpressionLanguage, _ names: BookNames) {
    var reading = UsesReading(checked: checked, variables: language.variables, names: names)
    reading.visit(checked.expression, isTested: false)
    reading.collectTexts(checked.expression)
    self = reading.uses
  }

  fileprivate init() {}
}

/// Goes through an expression and collects what it uses.
private struct UsesReading {
  let checked: Checked
  let variables: [ExpressionVariable]
  let names: BookNames
  var uses = ExpressionUses()

  mutating func collectTexts(_ expression: Expression) {
    if let text = expression.literalText { uses.texts.insert(text) }
    if case .select(let select) = expression.form { uses.fields.insert(select.field.text) }
    for child in expression.children { collectTexts(child) }
  }

  private func variable(_ expression: Expression) -> ExpressionVariable? {
    checked.slot(of: expression).map { variables[$0] }
  }

  mutating func visit(_ expression: Expression, isTested: Bool) {
    if let variable = variable(expression) {
      switch variable {
      case .fact(let fact):
        if isTested { uses.tested.insert(fact) } else { uses.facts.insert(fact) }
      case .painPoints, .triggers: uses.unnamed.append(expression.range)
      case .touchpoints, .buyingGroup, .contacts, .consent, .now: break
      }
      return
    }
    switch expression.form {
    case .call(let call): visit(call)
    case .select(let select):
      if names(select.field.text, in: select.operand, isGraded: select.mode != .test) { return }
      visit(select.operand, isTested: isTested || select.mode == .test)
    default: for child in expression.children { visit(child, isTested: isTested) }
    }
  }

  private mutating func visit(_ call: Expression.Call) {
    let arguments = call.arguments
    switch (call.function.text, arguments.count) {
    case (Operator.index, 2), (Operator.optionalIndex, 2):
      if let id = arguments[1].literalText, names(id, in: arguments[0], isGraded: true) { return }
    case (Operator.contained, 2):
      if let id = arguments[0].literalText, names(id, in: arguments[1], isGraded: false) { return }
    case (ExpressionFunctions.severityName, 1):
      if let id = arguments[0].literalText {
        name(painPoint: id, isGraded: true)
        return
      }
      uses.unnamed.append(call.function.range)
    case (ExpressionFunctions.knownName, 1):
      visit(arguments[0], isTested: true)
      return
    default: break
    }
    if let target = call.target { visit(target, isTested: false) }
    for argument in arguments { visit(argument, isTested: false) }
  }

  private mutating func name(painPoint id: String, isGraded: Bool) {
    guard let index = names[.painPoint].index(of: id) else { return }
    uses.signals.insert(.painPoint(index))
    if isGraded { uses.graded.insert(index) }
  }

  /// Whether a container is that of the pain points or triggers; the id is one that is named, then.
  private mutating func names(_ id: String, in container: Expression, isGraded: Bool) -> Bool {
    guard let variable = variable(container) else { return false }
    switch variable {
    case .painPoints: name(painPoint: id, isGraded: isGraded)
    case .triggers:
      if let index = names[.trigger].index(of: id) { uses.signals.insert(.trigger(index)) }
    default: return false
    }
    return true
  }
}
