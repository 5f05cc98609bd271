import Foundation
import JSON
import TestSupport

/// Something told of an action under a decision: that it was reserved, or an outcome of it.
struct ActionKey: Hashable {
  let decision: UUID
  let action: String
  /// Empty for the reservation itself.
  var outcome = ""
}

/// What clients were told, and how often they asked.
struct Ledger {
  /// Previews apart.
  var decisions: [UUID] = []
  var reserved: Set<ActionKey> = []
  var outcomes: Set<ActionKey> = []
  /// By route and status.
  var answers: [String: Int] = [:]
  var latency = Latency()

  var requestCount: Int { answers.values.reduce(0, +) }

  init() {}

  /// Imports contacts of journeys that are not asked about.
  init(importing count: Int, to daemon: DaemonUnderLoad) throws {
    let client = try daemon.connect()
    let size = 10_000
    for first in stride(from: 0, to: count, by: size) {
      let lines = (first..<first + size).map {
        "{\"journey\": \"old/\($0)\", \"action\": \"topic-article\", \"channel\": \"email\", \"at\": \"\(Self.past)\"}"
      }
      let answer = try client.ask(
        "POST", "/v1/contacts", lines.joined(separator: "\n") + "\n", type: "application/x-ndjson")
      guard answer.status == 200 else { throw LoadFailure("import: \(answer.status) \(answer.text)") }
      self.count(answer, "/v1/contacts")
    }
  }

  private static let past = Date(timeIntervalSinceNow: -100 * 86_400).formatted(.iso8601)

  mutating func add(_ other: Ledger) {
    decisions += other.decisions
    reserved.formUnion(other.reserved)
    outcomes.formUnion(other.outcomes)
    answers.merge(other.answers) { $0 + $1 }
    latency.add(other.latency)
  }

  mutating func count(_ answer: Answer, _ route: String) {
    answers["\(route) \(answer.status)", default: 0] += 1
  }

  /// Adds a decision that was answered.
  ///
  /// - Returns: what it reserved.
  mutating func add(decision document: JSONDocument, at token: JSONToken) throws -> [ActionKey] {
    guard let id = document.member("decision", of: token), let key = UUID(uuidString: document.string(at: id))
    else {
      throw LoadFailure("no decision: \(String(decoding: document.rawBytes(of: token), as: UTF8.self))")
    }
    decisions.append(key)
    guard let list = document.member("reserved", of: token) else { return [] }
    let new = document.elements(of: list).map { ActionKey(decision: key, action: document.string(at: $0)) }
    reserved.formUnion(new)
    return new
  }
}
