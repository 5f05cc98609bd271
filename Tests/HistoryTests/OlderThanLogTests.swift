import Decisions
import Foundation
import Rules
import Synchronization
import System
import Testing
import Time

@testable import History

/// What the decision log shows that the database lacks.
@Suite struct OlderThanLogTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  private static func id(_ number: UInt64) -> DecisionID { DecisionID(high: 7, low: number) }

  /// A line of a decision so many seconds after the history began.
  private static func line(
    _ number: UInt64, of journey: String = "anna", reserving isReserved: Bool = true, optOuts: [String] = [],
    after seconds: Int64? = nil
  ) -> LoggedKnowledge {
    LoggedKnowledge(
      decision: id(number), journey: journey, recorded: .s(seconds ?? Int64(number)),
      isReserved: isReserved, withdrawals: optOuts.map { ($0, .s(1)) })
  }

  private func reserve(_ number: UInt64, for journey: String = "anna") {
    test.submit {
      $0.reserve(
        .of("guide"), channel: "email", journey: journey, account: nil, decision: Self.id(number),
        at: .s(Int64(number)))
    }
  }

  /// Starts it again beside a log with some lines, the newest first.
  private func restart(beside lines: [LoggedKnowledge]) {
    test.restart { test.logged = lines }
  }

  private func damage(_ what: String, last seconds: Int64) -> String {
    "damaged: the database is older than the decision log, which knows of \(what) that it lacks, the last of \(Instant.s(seconds))"
  }

  @Test func `a reservation that is there says that all before it are`() {
    reserve(2)
    restart(beside: [Self.line(2), Self.line(1)])
    #expect(test.events == [])
    restart(beside: [Self.line(3), Self.line(2), Self.line(1)])
    #expect(test.events == [damage("1 reservation", last: 3)])
  }

  @Test func `what was told once is not told again, what comes after it is, and all is accepted`() throws {
    restart(beside: [Self.line(2), Self.line(1)])
    #expect(test.events == [damage("2 reservations", last: 2)])
    restart(beside: [Self.line(2), Self.line(1)])
    #expect(test.events == [damage("2 reservations", last: 2)])
    #expect(try test.accept().count == 1)
    restart(beside: [Self.line(2), Self.line(1)])
    #expect(test.events == [])
    restart(beside: [Self.line(3), Self.line(2), Self.line(1)])
    #expect(test.events == [damage("1 reservation", last: 3)])
  }

  @Test func `opt-outs are found by journey and by hash, in any capitals of the channel`() {
    test.submit {
      _ = $0.record(
        .of(.unsubscribed, journey: "anna", at: 1), now: .s(1), sameContactWithin: .hour)
    }
    let lines = ["EMAIL", "sms"].enumerated().map { number, channel in
      Self.line(UInt64(number + 1), reserving: false, optOuts: [channel])
    }
    restart(beside: [lines[0]])
    #expect(test.events == [])
    restart(beside: lines.reversed() + [Self.line(1, of: "bo", reserving: false, optOuts: ["sms", "sms"])])
    #expect(test.events == [damage("2 opt-outs", last: 2)])
  }

  @Test(arguments: [(240, true), (3_600, false)])
  func `with durability normal the end of the machine may have taken the last minutes, and no more`(
    seconds: Int64, isAllowed: Bool
  ) throws {
    test.durability = .normal
    restart(beside: [])
    test.uptime.withLock { $0 = CleanUpMark.Uptime(boot: "second", span: TimeSpan(seconds: 1)) }
    restart(beside: [Self.line(2, after: 2 + seconds), Self.line(1, after: 2)])
    #expect(test.events == [isAllowed ? "end lost" : damage("2 reservations", last: 2 + seconds)])
  }

  /// What a daemon leaves behind: the files of the state folder.
  private func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: test.folder) {
      files[name] = try Data(contentsOf: URL(filePath: "\(test.folder)/\(name)"))
    }
    return files
  }

  private func put(_ files: [String: Data], where isMeant: (String) -> Bool) throws {
    for (name, bytes) in files where isMeant(name) {
      // Into the file that is there, as `cp` does.
      let path = "\(test.folder)/\(name)"
      if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(filePath: path)) }
      let file = try FileHandle(forWritingTo: URL(filePath: path))
      try file.truncate(atOffset: 0)
      try file.write(contentsOf: bytes)
      try file.close()
    }
  }

  private func optOut(_ journey: String, at seconds: Int64) {
    #expect(test.submit { $0.withdraw("email", at: .s(seconds), of: journey) } == nil)
  }

  private static func isDatabase(_ name: String) -> Bool { name.hasPrefix("waymark.sqlite") }

  @Test
  func `a file of withdrawals that is ahead of a database left by a stop says that this is an old copy`()
    throws
  {
    optOut("anna", at: 1)
    var copy: [String: Data] = [:]
    try test.restart {
      copy = try files()
      #expect(copy["waymark.sqlite-wal"] == nil)
    }
    for (number, journey) in ["bo", "cy"].enumerated() { optOut(journey, at: Int64(number) + 5) }
    try test.restart { try put(copy, where: Self.isDatabase) }
    let found =
      "damaged: the database is older than the file of withdrawals, which knows of 2 opt-outs that it lacks, the last of \(Instant.s(6))"
    #expect(test.events == [found])
    #expect(test.isOut("bo") && test.isOut("cy"))
    // The next start has it still, though the database has all by now.
    test.restart {}
    #expect(test.events == [found])
    #expect(try test.accept().count == 1)
    test.restart {}
    #expect(test.events == [] && test.isOut("cy"))
  }

  @Test(arguments: [Durability.full, .normal])
  func `what a crash leaves in the file of withdrawals only is none`(durability: Durability) throws {
    test.durability = durability
    test.restart()
    optOut("anna", at: 1)
    let before = try files()
    // The commit of this one never came to the disk.
    optOut("bo", at: 5)
    let after = try files()
    try test.restart {
      try put(before, where: Self.isDatabase)
      try put(after) { !Self.isDatabase($0) }
    }
    #expect(test.events == [] && test.isOut("bo"))
  }

  @Test func `a stop that left opt-outs in their file only is none`() throws {
    let program = try OtherProgram(test.path)
    try program.lock()
    #expect(test.submit { $0.withdraw("email", at: .s(5), of: "bo") } != nil)
    try program.unlock()
    test.restart {}
    #expect(test.events == [] && test.isOut("bo"))
  }

  @Test func `where the file of withdrawals is gone as well as an old copy is there, that is said`() throws {
    reserve(1, for: "anna")
    reserve(2, for: "bo")
    var copy: [String: Data] = [:]
    try test.restart { copy = try files() }
    #expect(test.erase("bo") == 1)
    try test.restart {
      try put(copy, where: Self.isDatabase)
      for name in ["withdrawals", "withdrawals.key"] {
        try FileManager.default.removeItem(atPath: "\(test.folder)/\(name)")
      }
    }
    #expect(
      test.history.damage == [
        "the database is older than the file of erasures, which knows of 1 erasure that it lacks, the last of \(Instant.s(0))",
        "the file of withdrawals was gone as well",
      ])
  }

  @Test(arguments: [true, false])
  func `with durability normal an erasure of the last minutes may be missing after a power cut`(
    isReboot: Bool
  )
    throws
  {
    test.durability = .normal
    reserve(1, for: "anna")
    #expect(test.history.mayCleanUp(at: .s(0), contactsBefore: .s(-1), alertsBefore: .s(-1)))
    test.restart()
    let before = try files()
    #expect(test.erase("anna") == 1)
    let after = try files()
    if isReboot {
      test.uptime.withLock { $0 = CleanUpMark.Uptime(boot: "second", span: TimeSpan(seconds: 1)) }
    }
    try test.restart {
      try put(before, where: Self.isDatabase)
      try put(after) { !Self.isDatabase($0) }
    }
    #expect(test.history.damage.isEmpty == isReboot)
    #expect(test.events.contains("end lost") == isReboot && test.events.contains("restored: 1 of 1"))
  }
}
