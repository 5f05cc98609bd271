package import Rules
package import Time

/// Every string that a rule book compares with, as a small number, so that deciding never compares texts.
package struct Interner: Sendable {
  /// What a text that no rule compares with is: equal to no constant, and never compared with another one.
  package static let foreign: Int32 = -1

  private var symbols: [ExactText: Int32] = [:]

  mutating func intern(_ text: String) -> Int32 {
    let text = ExactText(text)
    if let symbol = symbols[text] { return symbol }
    let symbol = Int32(symbols.count)
    symbols[text] = symbol
    return symbol
  }

  /// The symbol of a text, or `foreign`.
  package func symbol(of text: String) -> Int32 {
    symbols[ExactText(text)] ?? Self.foreign
  }
}

/// The value of a fact while deciding: no reference, no allocation.
package enum FactValue: Sendable, Hashable {
  case absent
  case bool(Bool)
  case int(Int64)
  case double(Double)
  /// A symbol of the plan's interner.
  case string(Int32)
  case instant(Instant)
  /// Index into the lists of symbols of a state.
  case strings(Int32)

  /// Whether values of its kind have an order.
  var isOrdered: Bool {
    switch self {
    case .int, .double, .instant: true
    case .absent, .bool, .string, .strings: false
    }
  }
}

/// Where the values of facts stand in a table: the built-in ones first, then the attributes.
package enum FactSlot {
  package static let builtIns = BuiltInFact.allCases
  package static let firstAttribute = builtIns.count

  package static func of(_ fact: Fact) -> Int {
    switch fact {
    case .builtIn(let builtIn): of(builtIn)
    case .attribute(let index): firstAttribute + index
    }
  }

  package static func of(_ fact: BuiltInFact) -> Int {
    switch fact {
    case .journey: 0
    case .market: 1
    case .stage: 2
    case .phase: 3
    case .persona: 4
    case .role: 5
    case .language: 6
    case .sentiment: 7
    case .stageEntered: 8
    case .daysInStage: 9
    case .stalled: 10
    case .lastTouchpoint: 11
    case .lastTouchpointAt: 12
    case .lastContactAt: 13
    case .decisionOutcome: 14
    case .decisionActions: 15
    }
  }
}
