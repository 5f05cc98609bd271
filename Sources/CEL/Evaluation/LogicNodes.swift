/// `&&` or `||` over two terms: the deciding value wins wherever it stands, else unknown, else an error. Longer
/// chains are balanced trees of these, which neither go deep nor count references as arrays of nodes do.
final class JunctionNode: EvaluationNode {
  let range: Range<Int>
  private let left: any EvaluationNode
  private let right: any EvaluationNode
  /// False for `&&`, true for `||`.
  private let deciding: Bool

  private init(_ left: any EvaluationNode, _ right: any EvaluationNode, deciding: Bool, at range: Range<Int>)
  {
    self.left = left
    self.right = right
    self.deciding = deciding
    self.range = range
  }

  static func make(_ terms: ArraySlice<any EvaluationNode>, deciding: Bool, at range: Range<Int>)
    -> any EvaluationNode
  {
    if terms.count == 1, let term = terms.first { return term }
    let middle = terms.startIndex + terms.count / 2
    return JunctionNode(
      make(terms[..<middle], deciding: deciding, at: range),
      make(terms[middle...], deciding: deciding, at: range),
      deciding: deciding, at: range)
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let left = try left.evaluate(&context)
    if case .bool(let value) = left {
      if value == deciding { return left }
      let right = try right.evaluate(&context)
      if case .bool = right { return right }
      return right.isOrdinary ? .noSuchOverload(at: range) : right
    }
    var tally = Tally(deciding: deciding)
    _ = tally.add(left, at: range)
    return tally.add(try right.evaluate(&context), at: range) ? .bool(deciding) : tally.result
  }
}

/// What the terms of an `&&` or `||` have come to so far.
struct Tally {
  private let deciding: Bool
  private var odd: Value?

  init(deciding: Bool) { self.deciding = deciding }

  /// Whether the value decides.
  @inline(__always)
  mutating func add(_ value: Value, at range: Range<Int>) -> Bool {
    if case .bool(let value) = value { return value == deciding }
    record(value, at: range)
    return false
  }

  private mutating func record(_ value: Value, at range: Range<Int>) {
    switch value {
    case .unknown: odd = .unknown
    case .error: odd = odd ?? value
    default: odd = odd ?? .noSuchOverload(at: range)
    }
  }

  /// The value where no term decided.
  @inline(__always)
  var result: Value { odd ?? .bool(!deciding) }
}

/// `condition ? value : otherwise`.
final class ConditionalNode: EvaluationNode {
  let range: Range<Int>
  private let condition: any EvaluationNode
  private let value: any EvaluationNode
  private let otherwise: any EvaluationNode

  init(
    _ condition: any EvaluationNode, _ value: any EvaluationNode, _ otherwise: any EvaluationNode,
    at range: Range<Int>
  ) {
    self.condition = condition
    self.value = value
    self.otherwise = otherwise
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let condition = try condition.evaluate(&context)
    switch condition {
    case .bool(true): return try value.evaluate(&context)
    case .bool(false): return try otherwise.evaluate(&context)
    case .error, .unknown: return condition
    default: return .noSuchOverload(at: range)
    }
  }
}
