import Foundation
import Glibc
import Testing
import TestSupport

@testable import Daemon

/// Who may have written what the daemon goes by.
@Suite struct StateDirectoryTests {
  private static func folder(mode: mode_t = 0o755) throws -> TestFolder {
    let folder = try TestFolder(withBook: false)
    try FileManager.default.createDirectory(atPath: folder.at("state"), withIntermediateDirectories: true)
    try #require(chmod(folder.at("state"), mode) == 0)
    return folder
  }

  private static func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  @Test(arguments: [0o700, 0o750, 0o755, 0o500] as [mode_t])
  func `one that others can only read is closed to them`(mode: mode_t) throws {
    let folder = try Self.folder(mode: mode)
    try folder.write("{}", to: "state/served-book.json")
    #expect(try StateDirectory.prepare(folder.at("state")) == .ready)
    #expect(Self.mode(folder.at("state")) == 0o700)
  }

  @Test func `one that is not there is made`() throws {
    let folder = try TestFolder(withBook: false)
    #expect(try StateDirectory.prepare(folder.at("a/b/state")) == .ready)
    #expect(Self.mode(folder.at("a/b/state")) == 0o700)
  }

  @Test func `one that cannot be made is missing`() throws {
    let folder = try TestFolder(withBook: false)
    try folder.write("", to: "state")
    #expect(try StateDirectory.prepare(folder.at("state")) == .missing)
  }

  @Test(.enabled("needs root, setpriv, and a program that others may run") { OtherUser.mayRunWaymark })
  func `one that may not be entered keeps the daemon from starting`() throws {
    let folder = try TestFolder()
    try FileManager.default.createDirectory(
      atPath: folder.at("state"), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let result = OtherUser.run(
      ProgramUnderTest.url.path,
      [
        "serve", "--rules", folder.at("rules"), "--state-dir", folder.at("state"), "--socket",
        folder.at("waymark.sock"),
      ])
    #expect(result.code == 1)
    let reason = "has mode 700, and may not be entered by user \(OtherUser.id)"
    #expect(result.errors.contains(reason), "\(result.errors)")
  }

  @Test func `copies that a crash cut off are removed, and nothing else`() throws {
    let folder = try Self.folder(mode: 0o700)
    for name in ["backup-1.sqlite", "backup-1.sqlite-journal", "waymark.sqlite", "backup.txt"] {
      try folder.write("", to: "state/\(name)")
    }
    #expect(try StateDirectory.prepare(folder.at("state")) == .ready)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.at("state")).sorted()
    #expect(left == ["backup.txt", "waymark.sqlite"])
  }

  @Test func `it may be reached through a link`() throws {
    let folder = try Self.folder()
    try folder.link("linked", to: "state")
    #expect(try StateDirectory.prepare(folder.at("linked")) == .ready)
  }

  @Test(arguments: [0o777, 0o775, 0o1777, 0o702] as [mode_t])
  func `one that others can write is refused`(mode: mode_t) throws {
    let folder = try Self.folder(mode: mode)
    let refusal = #expect(throws: StateDirectory.Unsafe.self) {
      try StateDirectory.prepare(folder.at("state"))
    }
    #expect(refusal?.what.hasSuffix("can be written by others than its owner") == true)
    #expect(Self.mode(folder.at("state")) == mode, "whoever wrote there is not covered up for")
  }

  @Test func `one of another user is refused`() throws {
    let folder = try Self.folder()
    let refusal = #expect(throws: StateDirectory.Unsafe.self) {
      try StateDirectory.prepare(folder.at("state"), user: 4_242)
    }
    #expect(refusal?.what.contains("not to user 4242") == true)
  }

  @Test(arguments: [
    "waymark.sqlite", "served-book.json", "alerts.ndjson", "waymark.sqlite.lock", "served-book.json.new",
  ])
  func `a file in it that is a link, or that others can write, is refused`(name: String) throws {
    let folder = try Self.folder()
    try folder.write("", to: "elsewhere")
    try folder.link("state/\(name)", to: "../elsewhere")
    #expect(throws: StateDirectory.Unsafe.self) { try StateDirectory.prepare(folder.at("state")) }
    try folder.remove("state/\(name)")
    try folder.write("", to: "state/\(name)")
    #expect(try StateDirectory.prepare(folder.at("state")) == .ready)
    try #require(chmod(folder.at("state/\(name)"), 0o666) == 0)
    #expect(throws: StateDirectory.Unsafe.self) { try StateDirectory.prepare(folder.at("state")) }
  }

  @Test func `the daemon does not start on one that others can write`() throws {
    let folder = try TestFolder()
    try FileManager.default.createDirectory(atPath: folder.at("state"), withIntermediateDirectories: true)
    try #require(chmod(folder.at("state"), 0o777) == 0)
    let daemon = try TestDaemon(in: folder, waits: false)
    #expect(try daemon.exitCode() == 1)
    let text = daemon.log.untilEnd().map(\.text).joined(separator: "\n")
    #expect(
      text.contains("the state directory '\(folder.at("state"))' can be written by others than its owner"))
    #expect(text.contains("help: "))
  }
}
