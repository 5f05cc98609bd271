import Foundation
import Glibc
import Testing
import TestSupport

/// Whoever follows alerts gets every one of them at least once, whatever ends the follower or the daemon, and when.
@Suite struct AlertFollowingTests {
  /// `waymark alerts` that appends each alert to a file.
  private final class Follower {
    private let process = Process()

    init(of daemon: TestDaemon) throws {
      let folder = daemon.folder
      process.executableURL = ProgramUnderTest.url
      process.arguments = [
        "alerts", "--socket", daemon.socketPath, "--from-start", "--position", folder.at("place"), "--run",
        "/bin/sh", "-c", #"read -r line; echo "$line" >> "$0""#, folder.at("delivered"),
      ]
      process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path]
      process.standardInput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    deinit { end(with: SIGKILL) }

    @discardableResult func end(with signal: Int32) -> Int32 {
      guard process.isRunning else { return process.terminationStatus }
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  /// The numbers of what was delivered, in order.
  private func delivered(in folder: TestFolder) throws -> [Int] {
    guard FileManager.default.fileExists(atPath: folder.at("delivered")) else { return [] }
    return try folder.read("delivered").split(separator: "\n").compactMap { line in
      let alert = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return alert?["number"] as? Int
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `every alert arrives, in order, though daemon and follower are killed at any moment`() throws {
    var random = SeededRandom(seed: UInt64.random(in: 0...999))
    let folder = try TestFolder()
    var daemon = try TestDaemon(in: folder)
    var follower = try Follower(of: daemon)
    var kills = 0
    for round in 0..<12 {
      let states = (0..<4).map { Samples.complaint("j\(round)-\($0)") }.joined(separator: ",")
      _ = try? daemon.decide("[\(states)]")
      // Some moment in what they do then.
      usleep(UInt32.random(in: 0..<60_000, using: &random))
      if Bool.random(using: &random) {
        kills += 1
        follower.end(with: SIGKILL)
        follower = try Follower(of: daemon)
      }
      if round % 3 == 2 {
        try daemon.stop(with: SIGKILL)
        daemon = try TestDaemon(in: folder)
      }
    }
    // An alert whose commit was killed is raised again.
    for round in 0..<12 {
      let states = (0..<4).map { Samples.complaint("j\(round)-\($0)") }.joined(separator: ",")
      #expect(try daemon.decide("[\(states)]").status == 200)
    }
    let client = try daemon.connect()
    var last = 0
    while last < 96 {
      last = try client.ask("GET", "/v1/alerts?after=\(last)&wait=60").json["last"] as? Int ?? 96
    }
    let alerts = try daemon.get("/v1/alerts").json["alerts"] as? [[String: Any]] ?? []
    let pairs = Set(alerts.map { "\($0["rule"] ?? "") \($0["journey"] ?? "")" })
    #expect(pairs.count == 96 && alerts.count == 96, "each was raised once that is stored")
    let numbers = alerts.compactMap { $0["number"] as? Int }
    while try delivered(in: folder).last != numbers.last { usleep(1_000) }
    #expect(follower.end(with: SIGTERM) == 0)
    let found = try delivered(in: folder)
    #expect(Set(found) == Set(numbers))
    // Only what was in hand when the follower was killed comes again, and everything in its order.
    #expect(found.count - Set(found).count <= kills, "\(kills) kills: \(found)")
    #expect(zip(found, found.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test(.timeLimit(.minutes(1))) func `a daemon that is away is waited for`() throws {
    let folder = try TestFolder()
    let first = try TestDaemon(in: folder)
    let follower = try Follower(of: first)
    _ = try first.decide(Samples.complaint("anna"))
    while try delivered(in: folder).count < 2 { usleep(1_000) }
    try first.stop()
    let second = try TestDaemon(in: folder)
    _ = try second.decide(Samples.complaint("bo"))
    while try delivered(in: folder).count < 4 { usleep(1_000) }
    #expect(follower.end(with: SIGTERM) == 0)
    #expect(try delivered(in: folder) == [1, 2, 3, 4])
  }
}
