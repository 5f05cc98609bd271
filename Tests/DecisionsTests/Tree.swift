import TestSupport

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
