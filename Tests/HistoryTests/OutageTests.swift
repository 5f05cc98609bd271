import Foundation
import Rules
import Testing
import Time

@testable import History

struct OutageTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  private func reserve(_ journey: String, decision: UInt64) -> HistoryFault? {
    test.submit {
      $0.reserve(
        .of("news"), channel: "email", journey: journey, account: nil, decision: .number(decision),
        at: .s(Int64(decision)))
    }
  }

  @Test func `what is looked at after the end opens nothing`() throws {
    #expect(reserve("anna", decision: 1) == nil)
    try FileManager.default.removeItem(atPath: test.path)
    #expect(reserve("bo", decision: 2) == .gone)
    test.history.close()
    test.history.writer.recover(
      test.history.index, count: 1, secret: Array(repeating: 1, count: 32), damage: [], cleaned: nil)
    test.history.writer.queue.sync {}
    #expect(test.history.writer.file == nil)
    #expect(!FileManager.default.fileExists(atPath: test.path))
  }

  @Test func `a file that is gone is written anew`() throws {
    for number in 0..<40 { #expect(reserve("j-\(number)", decision: UInt64(number)) == nil) }
    try FileManager.default.removeItem(atPath: test.path)
    #expect(reserve("late", decision: 99) == .gone)
    #expect(test.lines("late").isEmpty)
    test.lookAgain()
    #expect(test.events == ["unavailable: the file is gone", "recovered"])
    #expect(reserve("after", decision: 100) == nil)
    test.restart()
    #expect(test.history.contactCount == 41)
    #expect(test.lines("after") == ["news email 100 delivered"])
    #expect(test.lines("j-7") == ["news email 7 delivered"])
  }
}
