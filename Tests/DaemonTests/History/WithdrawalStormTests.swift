import Foundation
import Glibc
import Testing
import TestSupport

/// Opt-outs that were reported, through whatever happens to the machine.
@Suite("No opt-out is lost")
struct WithdrawalStormTests {
  /// What happens in a round. The file of withdrawals and the database are not damaged in the same one: then nothing is
  /// left that could hold.
  enum Accident: CaseIterable {
    case kill, fullDisk, fullDiskAndKill, cut, scribbled, gone, flipped, withdrawalsScribbled, withdrawalsGone
  }

  /// Opt-outs in one round.
  private static let some = 60

  @Test(.enabled(if: Privileges.canMount, "needs the right to mount a small file system"))
  func `however often it is killed, its disk is full, or its files are cut and scribbled over`() throws {
    let folder = try CapBook.folder()
    let state = folder.at("state")
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    try #require(mount("tmpfs", state, "tmpfs", 0, "size=64m,mode=0700") == 0)
    defer { umount2(state, Int32(MNT_DETACH)) }
    let seed = Rounds.count("WAYMARK_TEST_SEED", orElse: 1)
    let wanted = Rounds.count("WAYMARK_TEST_WITHDRAWALS", orElse: 900)
    var random = SeededRandom(seed: UInt64(seed))
    var reported: [String] = []
    var daemon = try TestDaemon(in: folder)
    var accidents = Accident.allCases.shuffled(using: &random)
    while reported.count < wanted {
      let accident = accidents.popLast() ?? .kill
      if accidents.isEmpty { accidents = Accident.allCases.shuffled(using: &random) }
      let new = (reported.count..<reported.count + Self.some).map { "s\(seed)-\($0)" }
      if [.fullDisk, .fullDiskAndKill].contains(accident) { fillDisk(state) }
      let isKilled = [.kill, .fullDiskAndKill].contains(accident)
      reported += try report(new, to: daemon, killing: isKilled, &random)
      if !isKilled { try daemon.stop() }
      // While the disk is full, opt-outs hold as well.
      if accident == .fullDisk {
        daemon = try TestDaemon(in: folder)
        try expectOut(reported.suffix(Self.some), daemon, accident)
        try daemon.stop(with: SIGKILL)
      }
      unlink("\(state)/ballast")
      try damage(state, accident, &random)
      daemon = try TestDaemon(in: folder)
      try expectOut(reported.suffix(300), daemon, accident)
      _ = try daemon.ask("POST", "/v1/history/accept")
      for name in try FileManager.default.contentsOfDirectory(atPath: state) where name.contains(".damaged-")
      {
        unlink("\(state)/\(name)")
      }
    }
    try expectOut(reported[...], daemon, nil)
    #expect(try daemon.stop() == 0)
  }

  /// - Returns: those that were answered, also with 503.
  private func report(
    _ journeys: [String], to daemon: TestDaemon, killing: Bool, _ random: inout SeededRandom
  ) throws -> [String] {
    let client = try daemon.connect()
    let last = killing ? Int.random(in: 1..<journeys.count, using: &random) : journeys.count
    var answered: [String] = []
    var place = 0
    while place < last {
      // One, or several in one request.
      let some = journeys[place..<min(last, place + Int.random(in: 1...12, using: &random))]
      let body = some.map {
        #"{"journey": "\#($0)", "action": "news", "channel": "email", "outcome": "unsubscribed", "at": "2026-06-01T10:00:00Z"}"#
      }
      let answer = try client.ask(
        "POST", "/v1/outcomes", "[\(body.joined(separator: ","))]", type: "application/json")
      #expect([200, 503].contains(answer.status), "\(answer.text)")
      answered += some
      place += some.count
    }
    if killing {
      // Another is on its way.
      try client.send(
        "POST", "/v1/outcomes",
        #"{"journey": "x", "action": "news", "channel": "email", "outcome": "complained", "at": "2026-06-01T10:00:00Z"}"#,
        type: "application/json")
      try daemon.stop(with: SIGKILL)
    }
    return answered
  }

  private func expectOut(_ journeys: ArraySlice<String>, _ daemon: TestDaemon, _ accident: Accident?) throws {
    let states = journeys.map { CapBook.state($0) + "\n" }.joined()
    let text = try daemon.lines("/v1/decide?preview=true", states).text
    let lines = text.split(separator: "\n").filter { $0.contains("\"journey\"") }
    let lost = lines.filter { !$0.contains("no-consent") }.count
    #expect(
      lines.count == journeys.count && lost == 0,
      "\(lost) of \(journeys.count) after \(accident.map { "\($0)" } ?? "all")")
  }

  private func fillDisk(_ state: String) {
    guard let file = fopen("\(state)/ballast", "w") else { return }
    let zeros = [UInt8](repeating: 1, count: 4_096)
    setvbuf(file, nil, _IONBF, 0)
    while fwrite(zeros, 1, zeros.count, file) == zeros.count {}
    fclose(file)
  }

  private func damage(_ state: String, _ accident: Accident, _ random: inout SeededRandom) throws {
    let database = "\(state)/waymark.sqlite"
    let withdrawals = "\(state)/withdrawals"
    switch accident {
    case .kill, .fullDisk, .fullDiskAndKill: break
    case .cut: truncate(database, off_t(Int.random(in: 0..<size(database), using: &random)))
    case .gone: unlink(database)
    case .scribbled: try scribble(database, 8_192, &random)
    case .flipped: try scribble(database, 1, &random)
    case .withdrawalsScribbled: try scribble(withdrawals, 512, &random)
    case .withdrawalsGone: unlink(withdrawals)
    }
  }

  private func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  private func scribble(_ path: String, _ count: Int, _ random: inout SeededRandom) throws {
    let file = try FileHandle(forUpdating: URL(filePath: path))
    let place = Int.random(in: 0..<max(1, size(path) - count), using: &random)
    try file.seek(toOffset: UInt64(place))
    try file.write(contentsOf: Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }))
    try file.close()
  }
}
