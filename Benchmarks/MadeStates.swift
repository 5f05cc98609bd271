import Foundation
import JSON
import Rules

/// Journey states made up over the words of any rule book, the same ones for the same book.
enum MadeStates {
  /// - Parameter now: when each is asked about; nil: when it is.
  /// - Returns: JSON, one each.
  static func make(_ count: Int, for book: RuleBook, now: String? = usualNow) -> [[UInt8]] {
    var random = Steps()
    return (0..<count).map { state($0, of: book, now, &random) }
  }

  static let usualNow = "2026-09-01T09:00:00Z"

  private static func state(
    _ number: Int, of book: RuleBook, _ now: String?, _ random: inout Steps
  ) -> [UInt8] {
    let vocabulary = book.vocabulary
    var writer = JSONWriter()
    writer.object {
      $0.member("journey", "account-\(number / 2)/person-\(number)")
      if let now { $0.member("now", now) }
      if let stage = pick(vocabulary.stages.items, &random) { $0.member("stage", stage.id) }
      if let persona = pick(vocabulary.personas.items, &random) { $0.member("persona", persona.id) }
      $0.member("sentiment", Double(random.next(below: 201) - 100) / 100)
      writePainPoints(vocabulary, &random, to: &$0)
      if random.next(below: 4) == 0, let trigger = pick(vocabulary.triggers.items, &random) {
        $0.array("triggers", of: [trigger.id])
      }
      if !vocabulary.channels.items.isEmpty {
        $0.object("consent") { consent in
          for channel in vocabulary.channels.items { consent.member(named: channel.id) { $0.bool(true) } }
        }
      }
      writeAttributes(book.attributes, &random, to: &$0)
    }
    return writer.bytes
  }

  private static func writePainPoints(
    _ vocabulary: Vocabulary, _ random: inout Steps, to writer: inout JSONWriter
  ) {
    guard !vocabulary.painPoints.items.isEmpty else { return }
    var chosen: Set<Int> = []
    for _ in 0..<random.next(below: 6) { chosen.insert(random.next(below: vocabulary.painPoints.count)) }
    writer.array("pain_points", of: chosen.sorted()) { writer, item in
      writer.object {
        $0.member("id", vocabulary.painPoints[item].id)
        $0.member("severity", Double(1 + random.next(below: 10)) / 10)
      }
    }
  }

  /// Those of two parts, such as `account.employees`, by the first of them.
  private static func writeAttributes(
    _ attributes: [Attribute], _ random: inout Steps, to writer: inout JSONWriter
  ) {
    var groups: [String: [(name: String, attribute: Attribute)]] = [:]
    for attribute in attributes {
      let parts = attribute.path.split(separator: ".").map(String.init)
      if parts.count == 2 { groups[parts[0], default: []].append((parts[1], attribute)) }
    }
    for (group, members) in groups.sorted(by: { $0.key < $1.key }) {
      writer.member(named: group) { writer in
        writer.object {
          for (name, attribute) in members { write(attribute, name, &random, to: &$0) }
        }
      }
    }
  }

  private static func write(
    _ attribute: Attribute, _ name: String, _ random: inout Steps, to writer: inout JSONWriter
  ) {
    switch attribute.type {
    case .int, .number:
      let number = number(of: attribute.path, &random)
      writer.member(named: name) { $0.raw(Array(number.utf8)) }
    case .bool:
      let value = random.next(below: 2) == 0
      writer.member(named: name) { $0.bool(value) }
    case .string:
      guard let value = attribute.values.flatMap({ pick($0, &random) }) else { return }
      writer.member(named: name) { $0.string(value) }
    case .timestamp, .strings: return
    }
  }

  /// A number as somebody's would be: many small ones, few large ones.
  static func number(of name: String, _ random: inout Steps) -> String {
    if name == "sentiment" { return "\(Double(random.next(below: 201) - 100) / 100)" }
    return "\(Int(pow(10, Double(random.next(below: 5_000)) / 1_000)))"
  }

  private static func pick<Item>(_ items: [Item], _ random: inout Steps) -> Item? {
    items.isEmpty ? nil : items[random.next(below: items.count)]
  }
}
