/// A list of elements, some of which may be left out.
final class ListNode: EvaluationNode {
  let range: Range<Int>
  private let elements: [(node: any EvaluationNode, isOptional: Bool)]

  init(_ elements: [(node: any EvaluationNode, isOptional: Bool)], at range: Range<Int>) {
    self.elements = elements
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.charge(1 + elements.count)
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    var odd = Odd()
    for element in elements {
      let value = try element.node.evaluate(&context)
      guard odd.isOrdinary(value) else { continue }
      guard element.isOptional else {
        values.append(value)
        continue
      }
      guard case .optional(let boxed) = value else {
        _ = odd.isOrdinary(.noSuchOverload(at: element.node.range))
        continue
      }
      if let boxed { values.append(boxed.value) }
    }
    return odd.value ?? .list(List(values))
  }
}

/// A map of entries, some of which may be left out.
final class MapNode: EvaluationNode {
  let range: Range<Int>
  private let entries: [(key: any EvaluationNode, value: any EvaluationNode, isOptional: Bool)]

  init(
    _ entries: [(key: any EvaluationNode, value: any EvaluationNode, isOptional: Bool)], at range: Range<Int>
  ) {
    self.entries = entries
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.charge(1 + 2 * entries.count)
    var builder = Map.Builder()
    var odd = Odd()
    for entry in entries {
      let key = try entry.key.evaluate(&context)
      var value = try entry.value.evaluate(&context)
      let isOrdinary = (odd.isOrdinary(key), odd.isOrdinary(value))
      guard isOrdinary == (true, true) else { continue }
      if entry.isOptional {
        guard case .optional(let boxed) = value else {
          _ = odd.isOrdinary(.noSuchOverload(at: entry.value.range))
          continue
        }
        guard let boxed else { continue }
        value = boxed.value
      }
      if let problem = builder.add(key, value) { _ = odd.isOrdinary(.failure(problem, at: entry.key.range)) }
    }
    return odd.value ?? .map(builder.finish())
  }
}

/// The first error of several parts, or unknown where one of them is.
struct Odd {
  private(set) var value: Value?

  /// Whether a part is an ordinary value; others are kept.
  mutating func isOrdinary(_ part: Value) -> Bool {
    switch part {
    case .unknown: value = .unknown
    case .error: value = value ?? part
    default: return true
    }
    return false
  }
}
