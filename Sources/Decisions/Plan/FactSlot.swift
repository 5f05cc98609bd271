import Rules

/// Where the values of facts stand in a table: the built-in ones first, in the order of their cases, then the attributes.
enum FactSlot {
  static let firstAttribute = BuiltInFact.allCases.count

  static func of(_ fact: Fact) -> Int {
    switch fact {
    case .builtIn(let builtIn): of(builtIn)
    case .attribute(let index): firstAttribute + index
    }
  }

  /// The number of the case, which is what an enum without payloads consists of: a look-up here would be paid several
  /// times a decision.
  @inline(__always)
  static func of(_ fact: BuiltInFact) -> Int { Int(unsafeBitCast(fact, to: UInt8.self)) }
}
