/// Turns a syntax tree into nodes.
struct Compiler {
  private let environment: Environment
  private let checked: Checked?
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

  private mutating func compile(_ expressions: [Expression]) -> [any EvaluationNode] {
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

  private func local(_ name: String) -> Int? { locals.last { $0.name == name }?.place }

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

  private func node(of meaning: Environment.Meaning?, at range: Range<Int>) -> (any EvaluationNode)? {
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

  private func field(_ name: String, of node: any EvaluationNode, _ operand: Expression, at range: Range<Int>)
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

// MARK: - Calls

extension Compiler {
  private mutating func compileCall(_ call: Expression.Call) -> any EvaluationNode {
    if call.target == nil, let node = compileOperator(call) { return node }
    let range = call.function.range
    if let function = namespaced(call) {
      return compile(function, call.arguments, compile(call.arguments), isMember: false, at: range)
    }
    guard let function = environment.function(call.function.text) else {
      return FailureNode("there is no function '\(call.function.text)'", at: range)
    }
    let arguments = (call.target.map { [$0] } ?? []) + call.arguments
    return compile(function, arguments, compile(arguments), isMember: call.target != nil, at: range)
  }

  /// The function that the target and the name stand for together, as in `math.abs`.
  private func namespaced(_ call: Expression.Call) -> Function? {
    guard let name = call.target?.qualifiedName, name.isAbsolute || local(name.parts[0].text) == nil else {
      return nil
    }
    let start = name.isAbsolute ? "." : ""
    return environment.function(start + name.joined(name.parts.count) + "." + call.function.text)
  }

  /// A node for an operator that has one of its own.
  private mutating func compileOperator(_ call: Expression.Call) -> (any EvaluationNode)? {
    let (name, arguments) = (call.function.text, call.arguments)
    let range = call.function.range
    if name == Operator.conditional, arguments.count == 3 {
      return ConditionalNode(
        compile(arguments[0]), compile(arguments[1]), compile(arguments[2]), at: arguments[0].range)
    }
    guard arguments.count == 2 else { return nil }
    if let comparison = ComparisonOperator(name) {
      return compile(arguments[0], comparison, arguments[1], at: range)
    }
    switch name {
    case Operator.contained:
      guard let text = arguments[0].literalText else { return nil }
      return TextMembershipNode(text, in: compile(arguments[1]), at: range)
    case Operator.index:
      guard let field = arguments[1].literalText, isMap(arguments[0]) else { return nil }
      return self.field(field, of: compile(arguments[0]), arguments[0], at: range)
    default: return nil
    }
  }

  private func isMap(_ expression: Expression) -> Bool {
    checked?.type(of: expression).kinds == KindSet(.map)
  }

  private mutating func compile(
    _ left: Expression, _ comparison: ComparisonOperator, _ right: Expression, at range: Range<Int>
  ) -> any EvaluationNode {
    if left.literal != nil, right.literal == nil {
      return compile(right, comparison.flipped, left, at: range)
    }
    let operand = compile(left)
    switch right.literal {
    case .int(let constant): return IntComparisonNode(operand, comparison, constant, at: range)
    case .double(let constant): return DoubleComparisonNode(operand, comparison, constant, at: range)
    case .string(let text) where comparison.isEquality:
      return TextEqualityNode(operand, equals: comparison == .equal, text, at: range)
    default: return ComparisonNode(operand, comparison, compile(right), at: range)
    }
  }

  private func compile(
    _ function: Function, _ arguments: [Expression], _ nodes: [any EvaluationNode], isMember: Bool,
    at range: Range<Int>
  ) -> any EvaluationNode {
    if isMember, nodes.count == 2, function.name == "or" || function.name == "orValue" {
      return FallbackNode(nodes[0], nodes[1], unwraps: function.name == "orValue", at: range)
    }
    let overloads = function.overloads.filter { overload in
      overload.isMember == isMember && overload.accepts(arguments.count + function.implicit.count)
        && arguments.indices.allSatisfy { fits(arguments[$0], overload, $0) }
    }
    if let match = match(overloads, arguments, nodes, at: range) { return match }
    let nodes = nodes + function.implicit.map { implicit($0, at: range) }
    if nodes.count == 1, overloads.allSatisfy({ !$0.isVariadic }) {
      let call = UnaryCallNode(overloads, nodes[0], seesUnknown: function.seesUnknown, at: range)
      return folded(call, function, nodes[0]) ?? call
    }
    if nodes.count == 2, !function.seesUnknown, overloads.allSatisfy({ !$0.isVariadic }) {
      return BinaryCallNode(overloads, nodes[0], nodes[1], at: range)
    }
    return CallNode(overloads, nodes, seesUnknown: function.seesUnknown, at: range)
  }

  /// A variable that is passed without being written.
  private func implicit(_ name: String, at range: Range<Int>) -> any EvaluationNode {
    node(of: environment.meaning(name, isAbsolute: true), at: range) ?? ConstantNode(.unknown, at: range)
  }

  /// Whether an overload may accept an argument, by what is known of its type.
  private func fits(_ argument: Expression, _ overload: Overload, _ index: Int) -> Bool {
    guard let checked else { return true }
    return !checked.type(of: argument).kinds.isDisjoint(
      with: overload.kinds[min(index, overload.kinds.count - 1)])
  }

  private func match(
    _ overloads: [Overload], _ arguments: [Expression], _ nodes: [any EvaluationNode], at range: Range<Int>
  ) -> (any EvaluationNode)? {
    guard nodes.count == 2, let index = overloads.first?.pattern, arguments.indices.contains(index),
      let text = arguments[index].literalText
    else { return nil }
    do throws(PatternError) { return MatchNode(nodes[0], try Pattern(text), at: range) } catch {
      return FailureNode("the pattern is not valid: \(error.message)", at: arguments[index].range)
    }
  }

  /// The value of a conversion of a literal, such as `duration("24h")`.
  private func folded(_ call: UnaryCallNode, _ function: Function, _ argument: any EvaluationNode) -> (
    any EvaluationNode
  )? {
    guard argument is ConstantNode, function.name == "duration" || function.name == "timestamp" else {
      return nil
    }
    var context = Context(facts: FixedFacts([]), meter: Meter(100, zones: environment.zones), locals: [])
    guard let value = try? call.evaluate(&context), value.isOrdinary else { return nil }
    return ConstantNode(value, at: call.range)
  }
}
