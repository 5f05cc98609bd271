/// Turns a syntax tree into nodes.
struct Compiler {
  let environment: Environment
  let checked: Checked?
  private var locals: [(name: String, place: Int)] = []
  private(set) var localCount = 0

  init(_ environment: Environment, _ checked: Checked?) {
    self.environment = environment
    self.checked = checked
  }

  mutating func compile(_ expression: Expression) -> any EvaluationNode {
    switch expression.form {
    case .literal(let value): ConstantNode(value, at: expression.range)
    case .name(let name, let isAbsolute): compileName(name, isAbsolute: isAbsolute, at: expression.range)
    case .select(let select): compileSelect(select)
    case .call(let call): compileCall(call)
    case .all(let terms): junction(terms, deciding: false, at: expression.range)
    case .any(let terms): junction(terms, deciding: true, at: expression.range)
    case .list(let elements): list(elements, at: expression.range)
    case .map(let entries): map(entries, at: expression.range)
    case .fold(let fold): compileFold(fold)
    case .bind(let binding): compileBinding(binding) { BindNode($0, $1, $2, at: expression.range) }
    case .optionalMap(let binding, let isFlat):
      compileBinding(binding) { OptionalMapNode($0, $1, $2, isFlat: isFlat, at: expression.range) }
    }
  }

  mutating func compile(_ expressions: [Expression]) -> [any EvaluationNode] {
    var nodes: [any EvaluationNode] = []
    for expression in expressions { nodes.append(compile(expression)) }
    return nodes
  }

  private mutating func junction(_ terms: [Expression], deciding: Bool, at range: Range<Int>)
    -> any EvaluationNode
  {
    JunctionNode.make(compile(terms)[...], deciding: deciding, at: range)
  }

  private mutating func list(_ elements: [Expression.Element], at range: Range<Int>) -> any EvaluationNode {
    let nodes = compile(elements.map(\.value))
    return ListNode(zip(nodes, elements).map { ($0, $1.isOptional) }, at: range)
  }

  private mutating func map(_ entries: [Expression.Entry], at range: Range<Int>) -> any EvaluationNode {
    let keys = compile(entries.map(\.key))
    let values = compile(entries.map(\.value))
    return MapNode(entries.indices.map { (keys[$0], values[$0], entries[$0].isOptional) }, at: range)
  }

  // MARK: Names

  func local(_ name: String) -> Int? { locals.last { $0.name == name }?.place }

  private mutating func declare(_ name: String) -> Int {
    locals.append((name, locals.count))
    localCount = max(localCount, locals.count)
    return locals.count - 1
  }

  private func compileName(_ name: String, isAbsolute: Bool, at range: Range<Int>) -> any EvaluationNode {
    if !isAbsolute, let place = local(name) { return LocalNode(place, at: range) }
    return node(of: environment.meaning(name, isAbsolute: isAbsolute), at: range)
      ?? FailureNode("'\(name)' is not declared", at: range)
  }

  func node(of meaning: Environment.Meaning?, at range: Range<Int>) -> (any EvaluationNode)? {
    switch meaning {
    case .variable(let variable): SlotNode(variable.slot, at: range)
    case .type(let kind): ConstantNode(.type(kind), at: range)
    case nil: nil
    }
  }

  private mutating func compileSelect(_ select: Expression.Select) -> any EvaluationNode {
    let range = select.field.range
    if let name = select.qualifiedName, name.isAbsolute || local(name.parts[0].text) == nil,
      let variable = node(
        of: environment.meaning(name.joined(name.parts.count), isAbsolute: name.isAbsolute), at: range)
    {
      switch select.mode {
      case .value: return variable
      case .test: return KnownNode(variable, at: range)
      case .optional: return OptionalVariableNode(variable, at: range)
      }
    }
    let operand = compile(select.operand)
    switch select.mode {
    case .test: return PresenceNode(operand, select.field.text, at: range)
    case .optional: return OptionalSelectNode(operand, select.field.text, at: range)
    case .value: return field(select.field.text, of: operand, select.operand, at: range)
    }
  }

  func field(_ name: String, of node: any EvaluationNode, _ operand: Expression, at range: Range<Int>)
    -> any EvaluationNode
  {
    if case .record(let record)? = checked?.type(of: operand), let position = record.index(of: name) {
      if let variable = node as? LocalNode {
        return LocalFieldNode(variable.local, record, position, at: range)
      }
      return RecordFieldNode(node, record, position, at: range)
    }
    return SelectNode(node, name, at: range)
  }

  // MARK: Macros

  private mutating func compileBinding(
    _ binding: Expression.Binding, _ make: (Int, any EvaluationNode, any EvaluationNode) -> any EvaluationNode
  ) -> any EvaluationNode {
    let value = compile(binding.value)
    let place = declare(binding.variable.text)
    defer { locals.removeLast() }
    return make(place, value, compile(binding.body))
  }

  private mutating func compileFold(_ fold: Expression.Fold) -> any EvaluationNode {
    let over = compile(fold.range)
    let first = declare(fold.first.text)
    let second = fold.second.map { declare($0.text) }
    defer { locals.removeLast(second == nil ? 1 : 2) }
    let condition = fold.condition.map { compile($0) }
    let body = compile(fold.body)
    let range = fold.name.range
    switch fold.kind {
    case .all:
      return QuantifierNode(over: over, first: first, second: second, body, deciding: false, at: range)
    case .exists:
      return QuantifierNode(over: over, first: first, second: second, body, deciding: true, at: range)
    case .existsOne: return ExistsOneNode(over: over, first: first, second: second, body, at: range)
    case .filter:
      return ListFoldNode(over: over, first: first, second: second, where: body, nil, at: range)
    case .map, .transformList:
      return ListFoldNode(over: over, first: first, second: second, where: condition, body, at: range)
    case .transformMap, .transformMapEntry:
      return MapFoldNode(
        over: over, first: first, second: second ?? first, where: condition, body,
        makesEntries: fold.kind == .transformMapEntry, at: range)
    case .sortBy: return SortNode(over: over, first: first, body, at: range)
    }
  }
}
