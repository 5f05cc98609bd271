extension Compiler {
  mutating func compileCall(_ call: Expression.Call) -> any EvaluationNode {
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
