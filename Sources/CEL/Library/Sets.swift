/// The sets extension: lists as sets.
extension Library {
  private static func containsAll(_ one: List, _ other: List, _ meter: inout Meter) throws(Stop) -> Bool {
    for element in other.elements where try !contains(one.elements, element, &meter) { return false }
    return true
  }

  private static func relation(
    _ name: String, _ body: @escaping @Sendable (List, List, inout Meter) throws(Stop) -> Bool
  ) -> Function {
    Function(name, [Overload.global(List.self, List.self, body).typed(.list(.a), .list(.a))])
  }

  static let sets: [Function] = [
    relation("sets.contains") { one, other, meter throws(Stop) in try containsAll(one, other, &meter) },
    relation("sets.equivalent") { one, other, meter throws(Stop) in
      guard try containsAll(one, other, &meter) else { return false }
      return try containsAll(other, one, &meter)
    },
    relation("sets.intersects") { one, other, meter throws(Stop) in
      for element in other.elements where try contains(one.elements, element, &meter) { return true }
      return false
    },
  ]
}
