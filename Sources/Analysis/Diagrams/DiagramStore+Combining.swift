extension DiagramStore {
  /// What became of pairs of diagrams under one operation. It may be kept as long as the operation is the same.
  package struct Memory {
    fileprivate var known: [Pair: Diagram] = [:]

    package init() {}

    fileprivate struct Pair: Hashable {
      let one: Diagram
      let other: Diagram
    }
  }

  /// The function that gives for each state what an operation makes of the answers of two functions.
  ///
  /// - Parameters:
  ///   - settled: the result where the first answer settles it, whatever the second is; nil where it does not.
  package mutating func combine(
    _ one: Diagram, _ other: Diagram, _ memory: inout Memory, settled: (Int32) -> Int32? = { _ in nil },
    by operation: (Int32, Int32) -> Int32
  ) throws(DiagramLimit) -> Diagram {
    if let answer = one.answer {
      if let result = settled(answer) { return .always(result) }
      if let second = other.answer { return .always(operation(answer, second)) }
    }
    let pair = Memory.Pair(one: one, other: other)
    if let known = memory.known[pair] { return known }
    let left = dimension(of: one) ?? Int.max
    let right = dimension(of: other) ?? Int.max
    let ones = branches(of: one)
    let others = branches(of: other)
    var results: [Diagram] = []
    for cell in 0..<(left <= right ? ones.count : others.count) {
      results.append(
        try combine(
          left <= right ? ones[cell] : one, right <= left ? others[cell] : other, &memory, settled: settled,
          by: operation))
    }
    let result = try node(min(left, right), results)
    memory.known[pair] = result
    return result
  }

  /// The function that gives for each state what an operation makes of the answer of a function.
  package mutating func map(
    _ diagram: Diagram, by operation: (Int32) -> Int32
  ) throws(DiagramLimit) -> Diagram {
    var known: [Diagram: Diagram] = [:]
    return try map(diagram, &known, by: operation)
  }

  private mutating func map(
    _ diagram: Diagram, _ known: inout [Diagram: Diagram], by operation: (Int32) -> Int32
  ) throws(DiagramLimit) -> Diagram {
    if let answer = diagram.answer { return .always(operation(answer)) }
    if let result = known[diagram] { return result }
    var results: [Diagram] = []
    for branch in branches(of: diagram) { results.append(try map(branch, &known, by: operation)) }
    let result = try node(dimension(of: diagram) ?? 0, results)
    known[diagram] = result
    return result
  }
}
