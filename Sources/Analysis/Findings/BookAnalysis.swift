package import Rules
package import Time

/// Looks for all that is wrong with a sound rule book as a whole.
///
/// A claim about all states, such as "this rule never matches", is first tried on states that were made up for it: most
/// claims are refuted by one decision. What is left is proved over the diagrams of the rules it is about, or is left open.
package struct BookAnalysis {
  private let book: AnalysedBook

  /// - Parameters:
  ///   - now: of the states that are made up, where nothing asks for another time.
  ///   - known: what need not be told again, by id of the rule.
  package init(_ deciding: DecidingBook, now: Instant, known: [FindingKind: Set<String>] = [:]) {
    book = AnalysedBook(deciding, now: now, known: known)
  }

  /// What the kinds of customers get.
  package var grid: CustomerGrid { book.grid }

  /// What was found, in the order of the book's parts as its checks look at them.
  package func result() -> AnalysisResult {
    var result = AnalysisResult()
    for check in Self.checks { check.check(book, &result) }
    return result
  }

  /// All checks. Each is independent of the others.
  private static let checks: [any AnalysisCheck] = [
    MatchlessRules(), CoveredRules(), OpposedRules(), EmptySuppressions(), ExhaustedRules(),
    OutrankedActions(), RepeatedActions(), Gaps(), UnusedWords(), UnheardDetections(), MissingTexts(),
    FreeTexts(), UnmarkedPersonalData(), ConsentNotAsked(), MissingChannels(),
  ]
}

/// What an analysis came to.
package struct AnalysisResult: Sendable {
  package internal(set) var findings: [Finding] = []
  package internal(set) var open: [OpenQuestion] = []

  mutating func add(_ finding: Finding) { findings.append(finding) }
  mutating func leaveOpen(_ kind: FindingKind, _ subject: String) {
    open.append(OpenQuestion(kind: kind, subject: subject))
  }
}

/// Looks for one kind of finding, or for a few that go together.
protocol AnalysisCheck: Sendable {
  func check(_ book: AnalysedBook, _ result: inout AnalysisResult)
}
