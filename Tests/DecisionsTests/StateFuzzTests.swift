import Foundation
import JSON
import Testing
import TestSupport
import Time

@testable import Decisions

/// States, and books, that are almost right.
@Suite struct StateFuzzTests {
  private static let tokens = [
    "\"journey\":", "\"stage\":", "\"persona\":", "\"contacts\":", "\"consent\":", "\"touchpoints\":",
    "\"now\":",
    "\"at\":", "\"account\":", "\"pain_points\":", "\"severity\":", "\"given\":", "{", "}", "[", "]", ",",
    ":", "\"", "null",
    "true", "-1", "1e400", "420.0", "9223372036854775808", "\"2026-09-23T10:00:00Z\"", "\"2026-13-01\"",
    "\"e\\u0301\"",
    "\"\"", "\"Europe/Copenhagen\"", "\"\\u0000\"",
  ]

  @Test func `whatever is sent is refused with a place, or decided, and twice the same way`() throws {
    var random = SeededRandom.ofThisRun()
    let seed = random.next() % 1_000_000
    let scenarios = try (0..<4).map { try Scenario(RandomBook(seed: seed + $0).text) }
    let corpus = (0..<40).map { Array(RandomState(seed: seed + $0).text().utf8) }
    var mutator = Mutator(corpus, tokens: Self.tokens, random: random)
    Fuzzing.run(1_500) {
      let scenario = mutator.random.pick(scenarios)
      guard let document = try? JSONDocument(parsing: mutator.next()) else { return }
      let first = Self.outcome(of: document, in: scenario)
      #expect(first == Self.outcome(of: document, in: scenario))
      #expect(throws: Never.self) { try JSONDocument(parsing: first) }
    }
  }

  @Test func `whatever a book has come to, it decides by it or does not load`() throws {
    var random = SeededRandom.ofThisRun()
    let seed = random.next() % 1_000_000
    let texts = (0..<20).map { Array(RandomBook(seed: seed + $0).text.utf8) }
    let words = texts.flatMap { String(decoding: $0, as: UTF8.self).split(separator: " ").map { " \($0)" } }
    var mutator = Mutator(texts, tokens: Array(Set(words)).sorted(), longest: 64_000, random: random)
    Fuzzing.run(150) {
      guard let scenario = try? Scenario(String(decoding: mutator.next(), as: UTF8.self)) else { return }
      let state = RandomState(seed: mutator.random.next()).text()
      guard let document = try? JSONDocument(parsing: Array(state.utf8)) else { return }
      #expect(throws: Never.self) { try JSONDocument(parsing: Self.outcome(of: document, in: scenario)) }
    }
  }

  /// The decision, or the mistakes of the state, as JSON.
  private static func outcome(of document: JSONDocument, in scenario: Scenario) -> [UInt8] {
    var writer = JSONWriter()
    do throws(StateRefusal) {
      let state = try JourneyState.read(document, at: document.root, for: scenario.plan, limits: .init())
      scenario.decision(for: state, history: .none, limit: 10)
        .write(id: nil, plan: scenario.plan, explanation: .full, to: &writer)
    } catch {
      writer.array(of: error.problems.map { "\($0.pointer): \($0.detail)" })
      #expect(!error.problems.isEmpty)
    }
    return writer.bytes
  }
}
