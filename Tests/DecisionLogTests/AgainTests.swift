import DecisionLog
import Decisions
import RuleFiles
import Testing
import TestSupport

/// A line of the log, with the rule book that stands beside it, gives the answer again.
@Suite struct AgainTests {
  @Test func `any answer is given again to the byte`() throws {
    let book = try TestBook.project()
    let log = try TestLog(book: book)
    var random = RandomDecision(for: book.plan, .ofThisRun())
    var answers: [[UInt8]] = []
    var warned = 0
    for _ in 0..<150 {
      let answer = try log.decide(
        random.state(), history: random.history(), limit: random.pick([nil, nil, 0, 1, 5]),
        explanation: random.pick(Explanation.allCases), reserve: random.pick([nil, nil, 1, 3]))
      if String(decoding: answer, as: UTF8.self).contains(#""pointer""#) { warned += 1 }
      answers.append(answer)
    }
    try #require(warned > 20)
    log.stop()
    // The rule book as the log has it.
    let files = LoggedBooks.files(of: book.revision, in: log.files)
    #expect(Revision.of(files) == book.revision)
    let plan = TestBook.load(files).plan
    let records = try log.records
    #expect(records.count == answers.count)
    for (record, answer) in zip(records, answers) {
      let recorded = try #require(RecordedDecision(Array(record.utf8)))
      let again = String(decoding: try recorded.answer(under: plan), as: UTF8.self)
      #expect(again == String(decoding: answer, as: UTF8.self), "\(record)")
    }
  }
}
