extension Expression {
  /// Reads an expression; what is wrong with its form is one problem.
  package static func parse(_ text: String, limits: Limits = Limits()) throws(ExpressionProblem) -> Expression
  {
    let length = text.utf8.count
    guard length <= limits.length else {
      throw ExpressionProblem(
        .tooLong, at: 0..<length, "the expression is \(length) bytes long, at most \(limits.length) are read")
    }
    var parser = Parser(text, limits: limits)
    do throws(Parser.Failed) { return try parser.parse() } catch {
      throw parser.problem ?? ExpressionProblem(.syntax, at: 0..<length, "the expression is not valid")
    }
  }
}

/// A recursive descent over the grammar of the language definition; binary operators by precedence. What recurs is
/// kept small on the stack: problems are stored and not thrown, and their texts are made elsewhere.
struct Parser {
  /// Thrown after a problem was stored.
  struct Failed: Error {}

  var lexer: Lexer
  private(set) var token = Token(kind: .end, range: 0..<0)
  private(set) var problem: ExpressionProblem?
  /// Where the last consumed token ended.
  private(set) var end = 0
  private let limits: Limits
  private var nodes = 0
  private var nesting = 0

  init(_ text: String, limits: Limits) {
    lexer = Lexer(text)
    self.limits = limits
  }

  mutating func parse() throws(Failed) -> Expression {
    try advance()
    if token.kind == .end { throw fail(at: token.range, "the expression is empty") }
    let expression = try self.expression()
    guard token.kind == .end else { throw unexpectedAfterOperand() }
    return expression
  }

  // MARK: Tokens

  mutating func advance() throws(Failed) {
    end = token.range.upperBound
    do throws(ExpressionProblem) { token = try lexer.next() } catch {
      problem = error
      throw Failed()
    }
  }

  func isAt(_ symbol: Symbol) -> Bool { token.kind == .symbol(symbol) }

  mutating func skip(_ symbol: Symbol) throws(Failed) -> Bool {
    guard isAt(symbol) else { return false }
    try advance()
    return true
  }

  /// Consumes a closing bracket; where it is missing, the problem is the bracket it would close.
  mutating func close(_ symbol: Symbol, opened: Range<Int>) throws(Failed) {
    if try skip(symbol) { return }
    if token.kind == .end {
      let bracket = lexer.spelling(opened)
      throw fail(at: opened, "'\(bracket)' is not closed", help: "add `\(symbol.rawValue)`")
    }
    throw unexpectedAfterOperand(expecting: symbol)
  }

  var spelling: String { lexer.spelling(token.range) }

  /// Stores a problem.
  mutating func fail(
    _ kind: ExpressionProblem.Kind = .syntax, at range: Range<Int>, _ message: @autoclosure () -> String,
    help: @autoclosure () -> String? = nil
  ) -> Failed {
    problem = ExpressionProblem(kind, at: range, message(), help: help())
    return Failed()
  }

  // MARK: Nodes

  mutating func make(_ form: Expression.Form, _ range: Range<Int>) throws(Failed) -> Expression {
    let depth = form.depth
    guard depth < limits.depth else { throw tooDeep(range) }
    nodes += 1
    let most = limits.nodes
    guard nodes <= most else {
      throw fail(.tooLarge, at: range, "the expression has more than \(most) parts")
    }
    return Expression(form, range: range, id: nodes - 1, depth: depth + 1)
  }

  private mutating func tooDeep(_ range: Range<Int>) -> Failed {
    let depth = limits.depth
    return fail(.tooDeep, at: range, "the expression is nested more than \(depth) deep")
  }

  private mutating func nest() throws(Failed) {
    nesting += 1
    guard nesting <= limits.depth else { throw tooDeep(token.range) }
  }

  // MARK: Operators

  /// `condition ? value : otherwise`, or anything that binds tighter.
  mutating func expression() throws(Failed) -> Expression {
    try nest()
    defer { nesting -= 1 }
    let condition = try binary(above: 0)
    guard isAt(.question) else { return condition }
    let sign = token.range
    try advance()
    let value = try expression()
    guard try skip(.colon) else {
      throw fail(
        at: sign, "this '?' has no ':'", help: "write `condition ? value : otherwise`")
    }
    let otherwise = try expression()
    return try call(Operator.conditional, sign, [condition, value, otherwise])
  }

  private struct BinaryOperator {
    let name: String
    let precedence: Int
  }

  private static let or = 1
  private static let and = 2

  private var binaryOperator: BinaryOperator? {
    guard case .symbol(let symbol) = token.kind else {
      guard token.kind == .name, isAtIn else { return nil }
      return BinaryOperator(name: Operator.contained, precedence: 3)
    }
    switch symbol {
    case .or: return BinaryOperator(name: "", precedence: Self.or)
    case .and: return BinaryOperator(name: "", precedence: Self.and)
    case .less: return BinaryOperator(name: Operator.less, precedence: 3)
    case .lessOrEqual: return BinaryOperator(name: Operator.lessOrEqual, precedence: 3)
    case .greater: return BinaryOperator(name: Operator.greater, precedence: 3)
    case .greaterOrEqual: return BinaryOperator(name: Operator.greaterOrEqual, precedence: 3)
    case .equal: return BinaryOperator(name: Operator.equal, precedence: 3)
    case .notEqual: return BinaryOperator(name: Operator.notEqual, precedence: 3)
    case .plus: return BinaryOperator(name: Operator.add, precedence: 4)
    case .minus: return BinaryOperator(name: Operator.subtract, precedence: 4)
    case .star: return BinaryOperator(name: Operator.multiply, precedence: 5)
    case .slash: return BinaryOperator(name: Operator.divide, precedence: 5)
    case .percent: return BinaryOperator(name: Operator.remainder, precedence: 5)
    default: return nil
    }
  }

  private var isAtIn: Bool {
    token.range.count == 2 && lexer.bytes[token.range].elementsEqual([UInt8(ascii: "i"), UInt8(ascii: "n")])
  }

  private mutating func binary(above floor: Int) throws(Failed) -> Expression {
    var left = try unary()
    while let next = binaryOperator, next.precedence > floor {
      let sign = token.range
      if next.precedence <= Self.and {
        left = try logical(left, next.precedence)
        continue
      }
      try advance()
      try nest()
      let right = try binary(above: next.precedence)
      nesting -= 1
      left = try call(next.name, sign, [left, right])
    }
    return left
  }

  /// All terms of one `&&` or `||`, side by side, so that long chains are not deep.
  private mutating func logical(_ first: Expression, _ precedence: Int) throws(Failed) -> Expression {
    var terms = [first]
    while let next = binaryOperator, next.precedence == precedence {
      try advance()
      try nest()
      terms.append(try binary(above: precedence))
      nesting -= 1
    }
    let range = first.range.lowerBound..<end
    return try make(precedence == Self.and ? .all(terms) : .any(terms), range)
  }

  /// An operand with its signs before it.
  private mutating func unary() throws(Failed) -> Expression {
    isAt(.not) || isAt(.minus) ? try signedOperand() : try member(minus: nil)
  }

  private mutating func signedOperand() throws(Failed) -> Expression {
    var signs: [Token] = []
    var minus: Range<Int>?
    while isAt(.not) || isAt(.minus) {
      signs.append(token)
      try advance()
      if token.kind == .number, let last = signs.last, last.kind == .symbol(.minus) {
        minus = signs.removeLast().range
      }
    }
    var operand = try member(minus: minus)
    while let sign = signs.popLast() { operand = try signed(operand, sign) }
    return operand
  }

  private mutating func signed(_ operand: Expression, _ sign: Token) throws(Failed) -> Expression {
    let name = sign.kind == .symbol(.not) ? Operator.not : Operator.negate
    return try call(name, sign.range, [operand], from: sign.range.lowerBound)
  }

  private mutating func call(
    _ name: String, _ sign: Range<Int>, _ arguments: [Expression], from start: Int? = nil
  ) throws(Failed) -> Expression {
    let start = start ?? arguments.first?.range.lowerBound ?? sign.lowerBound
    let function = Expression.Name(text: name, range: sign)
    return try make(.call(.init(function: function, target: nil, arguments: arguments)), start..<end)
  }
}
