/// What all macros over lists and maps have in common: what they go over, and places for their variables.
struct ElementLoop {
  let over: any EvaluationNode
  let first: Int
  let second: Int?
  /// Where the macro stands in the text.
  let range: Range<Int>

  /// Sets the variables to one element after the other and calls back until it wants no more. What is returned is
  /// the value where there is nothing to go over.
  @inline(__always)
  func forEach(
    _ context: inout Context, _ wantsMore: (inout Context) throws(Stop) -> Bool
  ) throws(Stop) -> Value? {
    try context.meter.step()
    let elements = try over.evaluate(&context)
    switch elements {
    case .list(let list):
      for position in 0..<list.elements.count {
        try context.meter.step()
        if let second {
          context.locals[first] = .int(Int64(position))
          context.locals[second] = list.elements[position]
        } else {
          context.locals[first] = list.elements[position]
        }
        guard try wantsMore(&context) else { return nil }
      }
    case .map(let map):
      for entry in map.entries {
        try context.meter.step()
        context.locals[first] = entry.key
        if let second { context.locals[second] = entry.value }
        guard try wantsMore(&context) else { return nil }
      }
    case .error, .unknown: return elements
    default: return .noSuchOverload(at: range)
    }
    return nil
  }
}
