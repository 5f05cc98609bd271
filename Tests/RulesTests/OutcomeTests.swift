import Testing

@testable import Rules

struct OutcomeTests {
  @Test func `places are those of the list, there and back`() {
    #expect(Outcome.allCases.map(\.place) == Array(0..<Outcome.allCases.count))
    #expect(Outcome.allCases.map { Outcome(place: $0.place) } == Outcome.allCases)
    #expect(Outcome(place: -1) == nil && Outcome(place: 10) == nil)
    #expect(Set(Outcome.allCases.map { OutcomeSet($0) }).count == Outcome.allCases.count)
  }
}
