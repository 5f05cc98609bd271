/// `cel.bind`.
final class BindNode: EvaluationNode {
  let range: Range<Int>
  private let local: Int
  private let value: any EvaluationNode
  private let body: any EvaluationNode

  init(_ local: Int, _ value: any EvaluationNode, _ body: any EvaluationNode, at range: Range<Int>) {
    self.local = local
    self.value = value
    self.body = body
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    context.locals[local] = try value.evaluate(&context)
    return try body.evaluate(&context)
  }
}

/// `optMap` and `optFlatMap`.
final class OptionalMapNode: EvaluationNode {
  let range: Range<Int>
  private let local: Int
  private let value: any EvaluationNode
  private let body: any EvaluationNode
  private let isFlat: Bool

  init(
    _ local: Int, _ value: any EvaluationNode, _ body: any EvaluationNode, isFlat: Bool, at range: Range<Int>
  ) {
    self.local = local
    self.value = value
    self.body = body
    self.isFlat = isFlat
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let value = try value.evaluate(&context)
    guard case .optional(let boxed) = value else {
      return value.isOrdinary ? .noSuchOverload(at: range) : value
    }
    guard let boxed else { return value }
    context.locals[local] = boxed.value
    let result = try body.evaluate(&context)
    guard result.isOrdinary else { return result }
    if !isFlat { return .present(result) }
    return result.kind == .optional ? result : .noSuchOverload(at: range)
  }
}
