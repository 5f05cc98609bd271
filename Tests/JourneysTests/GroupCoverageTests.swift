import Rules
import TestSupport
import Testing
import Time

@testable import Journeys

/// How far a buying group has the people that a book asks for.
@Suite struct GroupCoverageTests {
  private static let now = Instant(microseconds: 1_790_000_000_000_000)

  /// `decider*` is somebody who is engaged, `-` somebody without a role.
  private static func people(_ text: String) -> [GroupPerson] {
    text.split(separator: " ").enumerated().map { index, word in
      GroupPerson(
        journey: "j\(index)", persona: nil, role: Role(rawValue: String(word.prefix { $0 != "*" })),
        stage: nil,
        isEngaged: word.hasSuffix("*"), lastHeard: nil)
    }
  }

  private static let required = [
    RequiredRole(role: .user, required: 2), RequiredRole(role: .decider, required: 1),
  ]

  private static func coverage(_ text: String) throws -> GroupCoverage {
    try #require(GroupCoverage(of: people(text), required: required) { _ in nil })
  }

  @Test(arguments: [
    ("", "user 0/0/2, decider 0/0/1", 0, 0), ("- - buyer*", "user 0/0/2, decider 0/0/1", 0, 0),
    ("user", "user 1/0/1, decider 0/0/1", 1, 0), ("user* decider", "user 1/1/1, decider 1/0/0", 2, 1),
    ("user* user decider*", "user 2/1/0, decider 1/1/0", 3, 2),
    // More than are required take no other's seat.
    ("user* user* user* user*", "user 4/4/0, decider 0/0/1", 2, 2),
    ("decider* decider* decider", "user 0/0/2, decider 3/2/0", 1, 1),
  ])
  func `filled, engaged and missing by role, and both shares of three`(
    people: String, seats: String, filled: Int, engaged: Int
  ) throws {
    let coverage = try Self.coverage(people)
    let found = coverage.seats.map { "\($0.role) \($0.filled)/\($0.engaged)/\($0.missing)" }
    #expect(found.joined(separator: ", ") == seats)
    #expect(coverage.completeness == Double(filled) / 3)
    #expect(coverage.engagedCompleteness == Double(engaged) / 3)
  }

  @Test func `the last contact is the latest with one of the role`() throws {
    let days = ["j0": 3, "j1": 1, "j2": 2]
    let coverage = GroupCoverage(of: Self.people("user user decider"), required: Self.required) { journey in
      days[journey].map { Self.now - TimeSpan(seconds: Int64($0) * 86_400) }
    }
    let last = try #require(coverage).seats.map(\.lastContact)
    #expect(last == [Self.now - TimeSpan(seconds: 86_400), Self.now - TimeSpan(seconds: 2 * 86_400)])
  }

  @Test func `a book that requires nobody has no coverage`() {
    #expect(GroupCoverage(of: Self.people("user decider*"), required: []) { _ in nil } == nil)
  }

  @Test func `no share is above one, and who is engaged fills no more than who is there`() throws {
    var random = SeededRandom.ofThisRun()
    for _ in 0..<200 {
      let words = (0..<random.pick([0, 1, 3, 8])).map { _ in
        random.pick(Role.allCases.map(\.rawValue) + ["-"]) + random.pick(["", "*"])
      }
      let required = random.some(Role.allCases).map {
        RequiredRole(role: $0, required: random.pick([1, 2, 5]))
      }
      let people = Self.people(words.joined(separator: " "))
      let coverage = try #require(GroupCoverage(of: people, required: required) { _ in nil })
      let completeness = try #require(coverage.completeness)
      let engaged = try #require(coverage.engagedCompleteness)
      #expect(0...1 ~= completeness && 0...1 ~= engaged)
      #expect(engaged <= completeness)
      #expect((completeness == 1) == coverage.seats.allSatisfy { $0.missing == 0 })
      for seat in coverage.seats {
        #expect(min(seat.filled, seat.required) + seat.missing == seat.required)
        #expect(seat.filled == words.count { $0.hasPrefix(seat.role.rawValue) })
      }
    }
  }
}
