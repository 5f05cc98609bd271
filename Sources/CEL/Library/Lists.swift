/// The lists extension.
extension Library {
  private static func flattened(
    _ elements: [Value], depth: Int64, into result: inout [Value], _ meter: inout Meter
  ) throws(Stop) {
    for element in elements {
      try meter.step()
      if case .list(let inner) = element, depth > 0 {
        try flattened(inner.elements, depth: depth - 1, into: &result, &meter)
      } else {
        result.append(element)
      }
    }
  }

  private static func flatten(_ list: List, _ depth: Int64, _ meter: inout Meter) throws(Stop) -> List {
    guard depth >= 0 else { throw .failure("the depth is negative") }
    var result: [Value] = []
    try flattened(list.elements, depth: depth, into: &result, &meter)
    return List(result)
  }

  private static func distinct(_ list: List, _ meter: inout Meter) throws(Stop) -> List {
    var result: [Value] = []
    for element in list.elements where try !contains(result, element, &meter) { result.append(element) }
    return List(result)
  }

  /// The elements in the order of their keys; equal ones stay in their order. Keys are of one type that has an
  /// order.
  static func sorted(_ list: List, by keys: [Value], _ meter: inout Meter) throws(Stop) -> List {
    guard let first = keys.first else { return list }
    for key in keys {
      guard key.kind == first.kind, KindSet.ordered.contains(key.kind) else {
        throw .failure("values of these types have no order")
      }
    }
    var order = Array(keys.indices)
    try mergeSort(&order, keys, &meter)
    return List(order.map { list.elements[$0] })
  }

  private static func mergeSort(_ order: inout [Int], _ keys: [Value], _ meter: inout Meter) throws(Stop) {
    var width = 1
    while width < order.count {
      var merged: [Int] = []
      merged.reserveCapacity(order.count)
      for start in stride(from: 0, to: order.count, by: 2 * width) {
        let middle = min(start + width, order.count)
        let end = min(start + 2 * width, order.count)
        var (left, right) = (start, middle)
        while left < middle || right < end {
          try meter.step()
          var takesRight = left == middle
          if left < middle && right < end {
            takesRight = try Value.order(keys[order[right]], keys[order[left]], &meter) == .before
          }
          merged.append(takesRight ? order[right] : order[left])
          if takesRight { right += 1 } else { left += 1 }
        }
      }
      order = merged
      width *= 2
    }
  }

  static let lists: [Function] = [
    Function(
      "slice",
      [
        .member(List.self, Int64.self, Int64.self) { list, start, end, meter throws(Stop) in
          guard start >= 0, start <= end, end <= list.count else {
            throw .failure("no such part of the list")
          }
          try meter.charge(Int(end - start))
          return List(Array(list.elements[Int(start)..<Int(end)]))
        }.typed(.list(.a), .int, .int, to: .list(.a))
      ]),
    Function(
      "flatten",
      [
        .member(List.self) { list, meter throws(Stop) in try flatten(list, 1, &meter) }
          .typed(.list(.list(.a)), to: .list(.a)),
        .member(List.self) { list, meter throws(Stop) in try flatten(list, 1, &meter) }
          .typed(.list(.dyn), to: .list(.dyn)),
        .member(List.self, Int64.self) { list, depth, meter throws(Stop) in try flatten(list, depth, &meter) }
          .typed(.list(.dyn), .int, to: .list(.dyn)),
      ]),
    Function(
      "lists.range",
      [
        .global(Int64.self) { count, meter throws(Stop) in
          try meter.charge(Int(clamping: count))
          return List(count > 0 ? (0..<count).map { .int($0) } : [])
        }.to(.list(.int))
      ]),
    Function(
      "distinct",
      [
        .member(List.self) { list, meter throws(Stop) in try distinct(list, &meter) }
          .typed(.list(.a), to: .list(.a))
      ]),
    Function(
      "reverse",
      [
        .member(List.self) { list, meter throws(Stop) in
          try meter.charge(list.count)
          return List(list.elements.reversed())
        }.typed(.list(.a), to: .list(.a))
      ]),
    Function(
      "sort",
      [Type.int, .uint, .double, .bool, .string, .bytes, .timestamp, .duration].map { element in
        .member(List.self) { list, meter throws(Stop) in try sorted(list, by: list.elements, &meter) }
          .typed(.list(element), to: .list(element))
      }),
    Function(
      "first",
      [
        .member(List.self) { list, _ in Value.optional(ifKnown: list.elements.first) }
          .typed(.list(.a), to: .optional(.a))
      ]),
    Function(
      "last",
      [
        .member(List.self) { list, _ in Value.optional(ifKnown: list.elements.last) }
          .typed(.list(.a), to: .optional(.a))
      ]),
  ]
}

extension KindSet {
  /// The kinds whose values have an order.
  static let ordered: KindSet = [
    .number, KindSet(.bool), KindSet(.string), KindSet(.bytes), KindSet(.timestamp), KindSet(.duration),
  ]
}
