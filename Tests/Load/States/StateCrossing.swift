import Foundation
import JSON
import TestSupport

/// Makes many journey states of some: each is one of them with another journey, and with some members taken from others.
struct StateCrossing {
  private let states: [JSONValue]
  /// By name: the values that the states have.
  private let values: [String: [JSONValue]]
  private let names: [String]
  private var random: SeededRandom

  /// - Parameter path: of a file with a state a line.
  init(_ path: String, seed: UInt64) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw LoadFailure("'\(path)' cannot be read")
    }
    states = try data.split(separator: UInt8(ascii: "\n")).map { line in
      let document = try JSONDocument(parsing: Array(line))
      return JSONValue(document, at: document.root)
    }
    guard !states.isEmpty else { throw LoadFailure("'\(path)' has no state") }
    var values: [String: [JSONValue]] = [:]
    for case .object(let members) in states {
      for member in members where member.name != "journey" {
        values[member.name, default: []].append(member.value)
      }
    }
    self.values = values
    names = values.keys.sorted()
    random = SeededRandom(seed: seed)
  }

  /// The state of a number: of so many journeys, some come again.
  mutating func state(_ number: Int) -> [UInt8] {
    var members: [JSONValue.Member] = []
    if case .object(let all) = random.pick(states) { members = all.filter { $0.name != "journey" } }
    for name in names where random.chance(25) {
      members.removeAll { $0.name == name }
      if random.chance(85), let value = values[name]?.randomElement(using: &random) {
        members.append(.init(name, value))
      }
    }
    let consent = JSONValue.object(
      ["email", "phone", "sms", "post"].filter { _ in random.chance(60) }
        .map { .init($0, .bool(random.chance(85))) })
    members.removeAll { $0.name == "consent" }
    members.append(.init("consent", consent))
    var writer = JSONWriter(reservingCapacity: 1_024)
    writer.value(.object([.init("journey", .string("journey-\(number)"))] + members))
    writer.newline()
    return writer.bytes
  }

  /// Writes so many to standard output.
  mutating func write(_ count: Int) throws {
    var waiting: [UInt8] = []
    for number in 1...count {
      waiting += state(number)
      guard waiting.count > 1 << 20 || number == count else { continue }
      try FileHandle.standardOutput.write(contentsOf: Data(waiting))
      waiting.removeAll(keepingCapacity: true)
    }
  }
}
