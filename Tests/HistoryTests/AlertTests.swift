import Foundation
import GRDB
import Glibc
import HistoryRecords
import Rules
import Synchronization
import TestSupport
import Testing
import Time

@testable import History

/// Alerts are stored with the next commit, numbered for good, and remembered for as long as they are kept.
@Suite struct AlertTests {
  let test: TestHistory
  private let logged = Log()

  /// The journeys of alerts in the order in which they were logged.
  private final class Log: Sendable {
    private let journeys = Mutex<[String]>([])
    var all: [String] { journeys.withLock { $0 } }
    func add(_ journey: String) { journeys.withLock { $0.append(journey) } }
  }

  init() throws { test = try TestHistory() }

  private var path: String { "\(test.folder)/alerts.ndjson" }

  private func raise(_ journey: String, _ rule: String = "watch", at seconds: Int64 = 0) {
    test.history.raise(
      RaisedAlert(
        at: .s(seconds), rule: rule, severity: .critical, summary: "\(journey) \u{0}leaves", journey: journey,
        account: journey == "bo" ? nil : "acme", revision: "abc", decision: .number(UInt64(seconds)))
    ) { [logged] in logged.add(journey) }
  }

  private func isDue(_ journey: String, _ rule: String = "watch", at seconds: Int64, once hours: Int64 = 1)
    -> Bool
  {
    test.history.isAlertDue(
      rule: rule, journey: journey, oncePer: TimeSpan(seconds: hours * 3_600), at: .s(seconds))
  }

  /// Waits until the writer has done what it has.
  private func settle() {
    test.journal.writer.queue.sync {}
    test.journal.writer.queue.sync {}
    test.journal.writer.alerts.finishLogging()
  }

  private func stored(after number: Int64 = 0, most: Int = 1_000) throws -> [StoredAlert] {
    let result = Mutex<Result<[StoredAlert], HistoryFault>?>(nil)
    test.history.alerts(after: number, most: most) { found in result.withLock { $0 = found } }
    while result.withLock({ $0 == nil }), test.turn() {}
    return try result.withLock { try $0?.get() } ?? []
  }

  /// `number journey` of each.
  private func lines(after number: Int64 = 0, most: Int = 1_000) throws -> [String] {
    try stored(after: number, most: most).map { "\($0.number) \($0.alert.journey)" }
  }

  // MARK: Storing

  @Test func `an alert is stored as it was raised, after a restart too`() throws {
    raise("anna", at: 5)
    raise("bo", at: 6)
    settle()
    for isRestarted in [false, true] {
      if isRestarted { test.restart() }
      let alerts = try stored()
      #expect(alerts.map(\.number) == [1, 2])
      #expect(
        alerts.first?.alert
          == RaisedAlert(
            at: .s(5), rule: "watch", severity: .critical, summary: "anna \u{0}leaves", journey: "anna",
            account: "acme", revision: "abc", decision: .number(5)))
      #expect(alerts.last?.alert.account == nil)
      #expect(test.history.lastAlert == 2)
    }
    #expect(logged.all == ["anna", "bo"])
    #expect(test.events == [])
  }

  @Test func `they are read from a number on, so many at a time`() throws {
    for number in 1...25 { raise("j\(number)", at: Int64(number)) }
    settle()
    #expect(try lines(after: 22) == ["23 j23", "24 j24", "25 j25"])
    #expect(try lines(after: 3, most: 2) == ["4 j4", "5 j5"])
    #expect(try lines(after: 25) == [] && lines(after: 99) == [])
  }

  @Test func `an alert is due once in its time for a rule and a journey, after a restart too`() throws {
    raise("anna", at: 0)
    raise("e\u{301}", at: 0)
    settle()
    for isRestarted in [false, true] {
      if isRestarted { test.restart() }
      #expect(!isDue("anna", at: 0) && !isDue("anna", at: 3_599) && isDue("anna", at: 3_600))
      #expect(isDue("anna", "other", at: 1) && isDue("bo", at: 1))
      #expect(isDue("\u{e9}", at: 1) && !isDue("e\u{301}", at: 1), "ids are compared byte by byte")
    }
    raise("anna", at: 3_600)
    settle()
    test.restart()
    #expect(!isDue("anna", at: 7_199) && isDue("anna", at: 7_200), "the time runs from the newest")
  }

  @Test func `a burst is stored whole, in its order`() throws {
    for number in 1...5_000 { raise("j\(number)", at: Int64(number)) }
    test.restart()
    #expect(test.history.lastAlert == 5_000)
    var found: [String] = []
    while let next = try Optional(lines(after: Int64(found.count))), !next.isEmpty { found += next }
    #expect(found == (1...5_000).map { "\($0) j\($0)" })
    #expect(logged.all == (1...5_000).map { "j\($0)" })
  }

  @Test func `of too many the oldest go, and their numbers are not given again`() throws {
    raise("anna")
    settle()
    let file = try #require(test.journal.writer.file)
    test.journal.writer.queue.sync {
      try? file.commit([.alert(RaisedAlert.former("x"), number: Int64(AlertIndex.most))])
    }
    try file.queue.write { database in
      // As if there were as many as there may be.
      try database.execute(sql: "DROP TRIGGER alert_delete")
      try database.execute(
        sql: #"UPDATE total SET "rows" = \#(AlertIndex.most) WHERE name = 'alert'"#)
    }
    raise("bo")
    settle()
    #expect(try lines() == ["200000 x", "200001 bo"])
  }

  // MARK: Numbers

  @Test func `no number is given twice, however the alerts before it went`() throws {
    for journey in ["anna", "bo", "cem"] { raise(journey) }
    settle()
    _ = test.erase("cem")
    test.restart()
    raise("dora", at: 1)
    settle()
    #expect(try lines() == ["1 anna", "2 bo", "4 dora"])
    #expect(test.history.cleanUp(at: .s(1), contactsBefore: .s(0), answersBefore: .s(0), alertsBefore: .s(9)))
    while test.history.index.alerts.oldest != .s(9), test.turn() {}
    #expect(try lines() == [])
    test.restart()
    raise("eve", at: 10)
    settle()
    #expect(try lines() == ["5 eve"])
  }

  @Test func `those of long ago are forgotten, others are not`() throws {
    raise("anna", at: 10)
    raise("bo", at: 1_000)
    settle()
    _ = test.history.cleanUp(
      at: .s(1_000), contactsBefore: .s(0), answersBefore: .s(0), alertsBefore: .s(100))
    while test.history.index.alerts.oldest != .s(100), test.turn() {}
    #expect(try lines() == ["2 bo"])
    test.restart()
    #expect(test.history.rememberedAlerts == 1 && test.history.damage == [])
  }

  // MARK: Erasing

  @Test func `an erased journey is in no file any more, others are`() throws {
    let names = ["anna-who-leaves", "an\"na", "\u{e9}", "e\u{301}"]
    for name in names { raise(name) }
    settle()
    for name in [names[0], names[2]] { #expect(test.erase(name) == 0) }
    #expect(try lines() == ["2 an\"na", "4 e\u{301}"])
    #expect(isDue(names[0], at: 0) && !isDue(names[1], at: 0))
    for name in try FileManager.default.contentsOfDirectory(atPath: test.folder) {
      let bytes = try Data(contentsOf: URL(filePath: "\(test.folder)/\(name)"))
      #expect(bytes.firstRange(of: Data(names[0].utf8)) == nil, "\(name)")
    }
    test.restart()
    #expect(isDue(names[0], at: 0) && !isDue(names[1], at: 0) && test.history.damage == [])
  }

  // MARK: Outages

  @Test func `while nothing can be written they are logged, and written in their order afterwards`() throws {
    let other = try OtherProgram(test.path)
    try other.lock()
    raise("anna", at: 1)
    while test.history.fault == nil, test.turn() {}
    settle()
    #expect(logged.all == ["anna"], "it waits, and everybody may know")
    raise("bo", at: 2)
    settle()
    #expect(logged.all == ["anna", "bo"] && test.history.waitingAlerts == 2)
    #expect(!isDue("anna", at: 2) && !isDue("bo", at: 2))
    try other.unlock()
    test.lookAgain()
    settle()
    #expect(test.history.fault == nil && test.history.waitingAlerts == 0)
    #expect(try lines() == ["1 anna", "2 bo"])
    #expect(logged.all == ["anna", "bo"], "each once")
  }

  @Test func `of too many that wait the last are logged only`() throws {
    let waiting = WaitingAlerts(most: 3)
    waiting.hold()
    let added = (0..<5).map { number in
      waiting.add(.init(alert: .former("j\(number)")) { [logged] in logged.add("j\(number)") })
    }
    waiting.finishLogging()
    #expect(added == [true, true, true, false, false])
    #expect(logged.all == ["j0", "j1", "j2", "j3", "j4"])
    #expect(waiting.next().isEmpty)
    waiting.release()
    #expect(waiting.next().map(\.alert.journey) == ["j0", "j1", "j2"])
  }

  @Test func `those of an erased journey that wait are not written either`() throws {
    let waiting = WaitingAlerts()
    for name in ["anna", "bo"] {
      _ = waiting.add(.init(alert: .former(name)) { [logged] in logged.add(name) })
    }
    let removed = waiting.remove(ExactText("anna"))
    waiting.finishLogging()
    #expect(logged.all == ["anna"] && waiting.count == 1)
    waiting.restore(removed)
    #expect(waiting.next().map(\.alert.journey) == ["anna", "bo"])
  }

  @Test func `a file that is gone is written anew, and numbers go on`() throws {
    raise("anna", at: 1)
    settle()
    _ = try lines()
    try FileManager.default.removeItem(atPath: test.path)
    raise("bo", at: 2)
    while test.history.fault == nil, test.turn() {}
    test.lookAgain()
    settle()
    #expect(test.history.fault == nil)
    #expect(try lines() == ["2 bo"])
    test.restart()
    #expect(test.history.lastAlert == 2)
  }

  // MARK: Damage

  @Test func `what can be read of a damaged file is in the new one, under its numbers`() throws {
    for number in 1...400 { raise("j\(number)", at: Int64(number)) }
    settle()
    _ = test.erase("j1")
    test.restart {
      let queue = try? DatabaseQueue(path: test.path)
      try? queue?.write { try $0.execute(sql: "UPDATE alert SET summary = 'changed' WHERE id = 7") }
      try? queue?.close()
    }
    #expect(!test.history.damage.isEmpty)
    #expect(try lines() == (2...400).filter { $0 != 7 }.map { "\($0) j\($0)" })
    #expect(test.history.lastAlert == 400 && !isDue("j400", at: 400))
    raise("new", at: 500)
    settle()
    #expect(try lines(after: 400) == ["401 new"])
  }

  @Test(arguments: 0..<12) func `changed bytes anywhere are found`(seed: Int) throws {
    for number in 1...300 { raise("j\(number)", at: Int64(number)) }
    settle()
    let before = try stored()
    var random = SeededRandom(seed: UInt64(seed))
    try test.restart {
      let bytes = try Data(contentsOf: URL(filePath: test.path))
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let file = try FileHandle(forUpdating: URL(filePath: test.path))
      try file.seek(toOffset: UInt64(place))
      try file.write(contentsOf: Data([bytes[place] ^ UInt8.random(in: 1...255, using: &random)]))
      try file.close()
    }
    let isTold = !test.history.damage.isEmpty || test.history.fault != nil
    if test.history.fault == nil {
      let after = try stored()
      #expect(after == before || isTold)
      #expect(Set(after).isSubset(of: Set(before)), "what is left is as it was")
      #expect(test.history.lastAlert == 300 || isTold)
    }
  }

  // MARK: Earlier versions

  @Test func `what an earlier version noted moves into the history, and its file goes`() throws {
    let ids = ["anna", "a\"b\\c", "line\nfeed", "\u{1}", "a,b]", "👩‍🔧"]
    let entries = ids.enumerated().map { place, id in
      ["watch/\(id)", id, Instant.s(Int64(place)).description]
    }
    var text = ""
    for entry in [["watch/anna", "anna", Instant.s(-5).description]] + entries {
      text += String(decoding: try JSONSerialization.data(withJSONObject: entry), as: UTF8.self) + "\n"
    }
    test.history.close()
    for isCut in [true, false] {
      // A crash may have cut the last line short.
      try Data((text + (isCut ? #"["watch","cut","# : "nonsense\n{}\n")).utf8).write(to: URL(filePath: path))
      chmod(path, 0o600)
      test.open()
      #expect(!FileManager.default.fileExists(atPath: path))
      #expect(try stored().map(\.alert.journey) == ids, "once each")
      #expect(test.history.lastAlert == 6)
      for (place, id) in ids.enumerated() {
        #expect(!isDue(id, "watch/\(id)", at: Int64(place)), "\(id)")
      }
      test.history.close()
    }
    test.open()
    let first = try #require(try stored().first?.alert)
    #expect(first.at == .s(0) && first.severity == nil && first.summary == nil && first.decision == nil)
  }

  @Test func `a file of the version before has none, and what else it has stays`() throws {
    test.submit {
      _ = $0.record(.of(.delivered, journey: "anna", at: 0), now: .s(0), sameContactWithin: .hour)
    }
    test.history.close()
    let queue = try DatabaseQueue(path: test.path)
    try queue.write { database in
      try database.execute(
        sql: """
          DROP TABLE alert; DELETE FROM total WHERE name = 'alert';
          DELETE FROM grdb_migrations WHERE identifier LIKE '4:%'
          """)
    }
    try queue.close()
    test.open()
    #expect(test.history.contactCount == 1 && test.history.damage == [] && test.history.fault == nil)
    raise("anna")
    settle()
    #expect(try lines() == ["1 anna"])
  }

  // MARK: Memory

  @Test func `what is remembered is bounded`() {
    var index = AlertIndex(most: 100)
    for number in 0..<500 { _ = index.remember("watch", ExactText("j\(number)"), at: .s(Int64(number))) }
    #expect(index.count <= 100)
    for number in 450..<500 { #expect(index.latest("watch", ExactText("j\(number)")) == .s(Int64(number))) }
    var other = AlertIndex(most: 100)
    _ = other.remember("watch", ExactText("j499"), at: .s(1_000))
    other.last = 7
    index.unite(with: other)
    #expect(index.latest("watch", ExactText("j499")) == .s(1_000) && index.last == 7)
  }
}

extension RaisedAlert {
  fileprivate static func former(_ journey: String) -> RaisedAlert {
    RaisedAlert(
      at: .s(0), rule: "watch", severity: nil, summary: nil, journey: journey, account: nil, revision: nil,
      decision: nil)
  }
}
