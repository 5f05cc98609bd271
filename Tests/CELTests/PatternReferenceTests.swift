import Testing
import TestSupport

@testable import CEL

/// A regular expression as a tree: written out for the engine, and matched by trying all ways for comparison.
private indirect enum Expression: Sendable {
  case character(written: String, taken: [Character])
  case assertion(written: String, holds: @Sendable (_ before: Character?, _ after: Character?) -> Bool)
  case sequence([Expression])
  case choice([Expression])
  case repetition(Expression, minimum: Int, maximum: Int?, written: String)

  var written: String {
    switch self {
    case .character(let written, _), .assertion(let written, _): written
    case .sequence(let parts): parts.map(\.written).joined()
    case .choice(let parts): "(" + parts.map(\.written).joined(separator: "|") + ")"
    case .repetition(let body, _, _, let written): "(?:\(body.written))\(written)"
    }
  }

  /// Whether the expression takes some of the text from `position` on, so that the rest suits `next`.
  func takes(_ text: [Character], from position: Int, next: (Int) -> Bool) -> Bool {
    switch self {
    case .character(_, let taken):
      return position < text.count && taken.contains(text[position]) && next(position + 1)
    case .assertion(_, let holds):
      let before = position > 0 ? text[position - 1] : nil
      let after = position < text.count ? text[position] : nil
      return holds(before, after) && next(position)
    case .sequence(let parts):
      guard let first = parts.first else { return next(position) }
      return first.takes(text, from: position) {
        Expression.sequence(Array(parts.dropFirst())).takes(text, from: $0, next: next)
      }
    case .choice(let parts):
      return parts.contains { $0.takes(text, from: position, next: next) }
    case .repetition(let body, let minimum, let maximum, _):
      if minimum == 0, next(position) { return true }
      guard maximum != 0 else { return false }
      let rest = Expression.repetition(
        body, minimum: max(minimum - 1, 0), maximum: maximum.map { $0 - 1 }, written: "")
      return body.takes(text, from: position) { end in
        // A turn without progress is of use only to reach the minimum.
        (end > position || minimum > 0) && rest.takes(text, from: end, next: next)
      }
    }
  }

  static func random(depth: Int, using generator: inout SeededRandom) -> Expression {
    switch depth > 0 ? Int.random(in: 0..<10, using: &generator) : 0 {
    case 4, 5:
      let count = Int.random(in: 0...3, using: &generator)
      return .sequence((0..<count).map { _ in random(depth: depth - 1, using: &generator) })
    case 6, 7:
      let count = Int.random(in: 1...3, using: &generator)
      return .choice((0..<count).map { _ in random(depth: depth - 1, using: &generator) })
    case 8, 9:
      let (written, minimum, maximum) = repetitions.randomElement(using: &generator) ?? ("*", 0, nil)
      let body = random(depth: depth - 1, using: &generator)
      return .repetition(body, minimum: minimum, maximum: maximum, written: written)
    default:
      return leaves.randomElement(using: &generator) ?? .sequence([])
    }
  }

  private static let repetitions: [(String, Int, Int?)] = [
    ("*", 0, nil), ("+", 1, nil), ("?", 0, 1), ("*?", 0, nil), ("{2}", 2, 2), ("{0,2}", 0, 2),
    ("{1,}", 1, nil),
    ("{2,3}?", 2, 3), ("{0}", 0, 0),
  ]

  private static let leaves: [Expression] = [
    .character(written: "a", taken: ["a"]), .character(written: "b", taken: ["b"]),
    .character(written: "é", taken: ["é"]), .character(written: ".", taken: ["a", "b", "é"]),
    .character(written: "[^a]", taken: ["b", "é", "\n"]), .character(written: "\\w", taken: ["a", "b"]),
    .character(written: "[a-é]", taken: ["a", "b", "é"]),
    .assertion(written: "^") { before, _ in before == nil },
    .assertion(written: "$") { _, after in after == nil },
    .assertion(written: "(?m:^)") { before, _ in before == nil || before == "\n" },
    .assertion(written: "(?m:$)") { _, after in after == nil || after == "\n" },
    .assertion(written: "\\b") { isWord($0) != isWord($1) },
    .assertion(written: "\\B") { isWord($0) == isWord($1) },
  ]

  private static func isWord(_ character: Character?) -> Bool {
    character == "a" || character == "b"
  }
}

@Suite struct PatternReferenceTests {
  @Test(arguments: 1...8)
  func `random patterns match as by trying all ways`(seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    for _ in 0..<150 {
      let expression = Expression.random(depth: 4, using: &generator)
      let pattern = try Pattern(expression.written)
      for _ in 0..<4 {
        let length = Int.random(in: 0...5, using: &generator)
        let text = (0..<length).map { _ in "aabbé\n".randomElement(using: &generator) ?? "a" }
        let expected = (0...length).contains { expression.takes(text, from: $0) { _ in true } }
        #expect(pattern.matches(String(text)) == expected, "\(expression.written) on \(text)")
      }
    }
  }
}
