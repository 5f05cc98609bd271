/// YAML to be written with its mappings in any order.
indirect enum Tree: Sendable {
  /// As it stands.
  case scalar(String)
  case list([Tree])
  case map([(key: String, value: Tree)])

  /// Flow style; where a generator is given, mappings are shuffled with it.
  func text(shuffledWith random: inout SeededRandom?) -> String {
    switch self {
    case .scalar(let text): return text
    case .list(let elements):
      var parts: [String] = []
      for element in elements { parts.append(element.text(shuffledWith: &random)) }
      return "[\(parts.joined(separator: ", "))]"
    case .map(var entries):
      if random != nil { entries.shuffle(using: &random!) }
      var parts: [String] = []
      for entry in entries { parts.append("\(entry.key): \(entry.value.text(shuffledWith: &random))") }
      return "{\(parts.joined(separator: ", "))}"
    }
  }
}

extension Tree: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByDictionaryLiteral,
  ExpressibleByArrayLiteral
{
  init(stringLiteral text: String) { self = .scalar(text) }
  init(dictionaryLiteral entries: (String, Tree)...) { self = .map(entries.map { (key: $0, value: $1) }) }
  init(arrayLiteral elements: Tree...) { self = .list(elements) }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// True so many times in a hundred.
  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: list.indices, using: &self)]
  }

  /// Some of a list, in its order, at least one.
  mutating func some<Element>(_ list: [Element]) -> [Element] {
    let chosen = list.filter { _ in chance(50) }
    return chosen.isEmpty ? [pick(list)] : chosen
  }
}
