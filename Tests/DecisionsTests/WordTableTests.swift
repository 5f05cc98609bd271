import Decisions
import Rules
import Testing
import TestSupport

/// The tables of words in the documentation.
@Suite struct WordTableTests {
  @Test(arguments: [
    ("reason", Gate.allCases.map(\.reason)),
    ("outcome", Decision.Outcome.allCases.map(\.rawValue)),
  ])
  func `the article on deciding has all words that decisions use, in order`(header: String, words: [String])
    throws
  {
    #expect(try Article(named: "Deciding.md").table(header).map { $0[0] } == words)
  }
}
