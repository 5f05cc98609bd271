import Foundation
import Glibc
import System

/// The folder of what must survive a restart. What is in it decides who is written to, so it is trusted only where
/// nobody but the daemon's user can have put it there.
enum StateDirectory {
  /// What is wrong with it, and what to do.
  struct Unsafe: Error, Equatable, CustomStringConvertible {
    let what: String
    let help: String

    var description: String { "\(what)\n  help: \(help)" }
  }

  enum State: Equatable {
    case ready
    /// It cannot be made or is no folder: nothing survives a restart.
    case missing
  }

  /// Makes the folder where it is not there, and sees to it that nobody else can read or write it.
  static func prepare(_ path: String, user: UInt32 = geteuid()) throws(Unsafe) -> State {
    try? FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // The folder itself may be reached through a link, as systemd does it.
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      // What stands there may say who must not be written to: without it nothing may be decided.
      if errno == EACCES || errno == EPERM { throw notEntered(path, user) }
      return .missing
    }
    defer { close(descriptor) }
    guard let status = FileStatus(of: descriptor) else { return .missing }
    try check(status, "the state directory '\(path)'", path, user)
    _ = fchmod(descriptor, 0o700)
    removeLeftovers(path)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? [] {
      guard let status = FileStatus(of: "\(path)/\(name)", followingLinks: false) else { continue }
      // Nothing is read from these.
      if status.kind == .directory || status.kind == .socket { continue }
      let what = "'\(path)/\(name)' in the state directory"
      guard status.kind == .file else {
        throw Unsafe(what: "\(what) is no regular file", help: "find out who put it there, and remove it")
      }
      try check(status, what, "\(path)/\(name)", user)
    }
    return .ready
  }

  /// Removes copies of the history that a crash cut off: nobody waits for them, and what is erased later stands in them.
  private static func removeLeftovers(_ path: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    where name.hasPrefix("backup-") && name.contains(".sqlite") {
      unlink("\(path)/\(name)")
    }
  }

  private static func notEntered(_ path: String, _ user: UInt32) -> Unsafe {
    let help = "run the daemon as its owner, or name another folder with --state-dir"
    guard let status = FileStatus(of: path, followingLinks: true) else {
      return Unsafe(what: "the state directory '\(path)' may not be looked at by user \(user)", help: help)
    }
    let mode = String(status.permissions, radix: 8)
    return Unsafe(
      what:
        "the state directory '\(path)' belongs to user \(status.owner), has mode \(mode), and may not be entered by user \(user)",
      help: help)
  }

  private static func check(_ status: FileStatus, _ what: String, _ path: String, _ user: UInt32)
    throws(Unsafe)
  {
    guard status.owner == user else {
      throw Unsafe(
        what: "\(what) belongs to user \(status.owner), not to user \(user) that the daemon runs as",
        help: "run the daemon as its owner, or give it away with 'chown' if you trust what is in it")
    }
    guard !status.isWritableByOthers else {
      throw Unsafe(
        what: "\(what) can be written by others than its owner",
        help: "make sure that what is in it is right, then run 'chmod go-w \(path)'")
    }
  }
}
