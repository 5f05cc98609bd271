/// `all` and `exists`, which are `&&` and `||` over the elements.
final class QuantifierNode: EvaluationNode {
  private let loop: ElementLoop
  var range: Range<Int> { loop.range }
  private let body: any EvaluationNode
  private let deciding: Bool

  init(
    over: any EvaluationNode, first: Int, second: Int?, _ body: any EvaluationNode, deciding: Bool,
    at range: Range<Int>
  ) {
    self.body = body
    self.deciding = deciding
    loop = ElementLoop(over: over, first: first, second: second, range: range)
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    var tally = Tally(deciding: deciding)
    var isDecided = false
    let ended = try loop.forEach(&context) { context throws(Stop) in
      isDecided = tally.add(try body.evaluate(&context), at: range)
      return !isDecided
    }
    return ended ?? (isDecided ? .bool(deciding) : tally.result)
  }
}

/// `existsOne`: whether the predicate holds for exactly one element.
final class ExistsOneNode: EvaluationNode {
  private let loop: ElementLoop
  var range: Range<Int> { loop.range }
  private let body: any EvaluationNode

  init(over: any EvaluationNode, first: Int, second: Int?, _ body: any EvaluationNode, at range: Range<Int>) {
    self.body = body
    loop = ElementLoop(over: over, first: first, second: second, range: range)
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    var count = 0
    var odd = Odd()
    let ended = try loop.forEach(&context) { context throws(Stop) in
      if let holds = odd.holds(try body.evaluate(&context), at: range), holds { count += 1 }
      return !odd.isUnknown
    }
    return ended ?? odd.value ?? .bool(count == 1)
  }
}

/// `map`, `filter` and `transformList`: a new list. Without a body it takes the elements as they are.
final class ListFoldNode: EvaluationNode {
  private let loop: ElementLoop
  var range: Range<Int> { loop.range }
  private let condition: (any EvaluationNode)?
  private let body: (any EvaluationNode)?

  init(
    over: any EvaluationNode, first: Int, second: Int?, where condition: (any EvaluationNode)?,
    _ body: (any EvaluationNode)?, at range: Range<Int>
  ) {
    self.condition = condition
    self.body = body
    loop = ElementLoop(over: over, first: first, second: second, range: range)
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    var values: [Value] = []
    var odd = Odd()
    let ended = try loop.forEach(&context) { context throws(Stop) in
      if let condition {
        guard odd.holds(try condition.evaluate(&context), at: range) == true else { return !odd.isUnknown }
      }
      let value = try body?.evaluate(&context) ?? context.locals[loop.first]
      if odd.isOrdinary(value) { values.append(value) }
      return !odd.isUnknown
    }
    return ended ?? odd.value ?? .list(List(values))
  }
}

/// `transformMap` and `transformMapEntry`: a new map.
final class MapFoldNode: EvaluationNode {
  private let loop: ElementLoop
  var range: Range<Int> { loop.range }
  private let condition: (any EvaluationNode)?
  private let body: any EvaluationNode
  /// Whether the body makes whole entries.
  private let makesEntries: Bool

  init(
    over: any EvaluationNode, first: Int, second: Int, where condition: (any EvaluationNode)?,
    _ body: any EvaluationNode, makesEntries: Bool,
    at range: Range<Int>
  ) {
    self.condition = condition
    self.body = body
    self.makesEntries = makesEntries
    loop = ElementLoop(over: over, first: first, second: second, range: range)
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    var builder = Map.Builder()
    var odd = Odd()
    let ended = try loop.forEach(&context) { context throws(Stop) in
      if let condition {
        guard odd.holds(try condition.evaluate(&context), at: range) == true else { return !odd.isUnknown }
      }
      let value = try body.evaluate(&context)
      guard odd.isOrdinary(value) else { return !odd.isUnknown }
      var entries: [Map.Entry] = [(context.locals[loop.first], value)]
      if makesEntries {
        guard case .map(let map) = value else {
          _ = odd.isOrdinary(.noSuchOverload(at: range))
          return true
        }
        entries = map.entries
      }
      for entry in entries {
        try context.meter.step()
        if let problem = builder.add(entry.key, entry.value) {
          _ = odd.isOrdinary(.failure(problem, at: range))
        }
      }
      return true
    }
    return ended ?? odd.value ?? .map(builder.finish())
  }
}

/// `sortBy`: the elements in the order of what the body makes of them.
final class SortNode: EvaluationNode {
  private let loop: ElementLoop
  var range: Range<Int> { loop.range }
  private let body: any EvaluationNode

  init(over: any EvaluationNode, first: Int, _ body: any EvaluationNode, at range: Range<Int>) {
    self.body = body
    loop = ElementLoop(over: over, first: first, second: nil, range: range)
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    var elements: [Value] = []
    var keys: [Value] = []
    var odd = Odd()
    let ended = try loop.forEach(&context) { context throws(Stop) in
      let key = try body.evaluate(&context)
      if odd.isOrdinary(key) {
        elements.append(context.locals[loop.first])
        keys.append(key)
      }
      return !odd.isUnknown
    }
    if let value = ended ?? odd.value { return value }
    do throws(Stop) { return .list(try Library.sorted(List(elements), by: keys, &context.meter)) } catch {
      return try error.value(at: range)
    }
  }
}

extension Odd {
  /// A predicate's result; nil where it is no bool.
  mutating func holds(_ value: Value, at range: Range<Int>) -> Bool? {
    if case .bool(let value) = value { return value }
    if isOrdinary(value) { _ = isOrdinary(.noSuchOverload(at: range)) }
    return nil
  }

  /// Unknown ends a macro, as nothing that follows can change it.
  var isUnknown: Bool {
    if case .unknown? = value { true } else { false }
  }
}
