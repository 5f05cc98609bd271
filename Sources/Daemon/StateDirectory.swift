import Foundation
import Glibc

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
    guard descriptor >= 0 else { return .missing }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .missing }
    try check(status, "the state directory '\(path)'", path, user)
    _ = fchmod(descriptor, 0o700)
    removeLeftovers(path)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? [] {
      guard lstat("\(path)/\(name)", &status) == 0 else { continue }
      // Nothing is read from these.
      if [S_IFDIR, S_IFSOCK].contains(status.st_mode & S_IFMT) { continue }
      let what = "'\(path)/\(name)' in the state directory"
      guard status.st_mode & S_IFMT == S_IFREG else {
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

  private static func check(_ status: stat, _ what: String, _ path: String, _ user: UInt32) throws(Unsafe) {
    guard status.st_uid == user else {
      throw Unsafe(
        what: "\(what) belongs to user \(status.st_uid), not to user \(user) that the daemon runs as",
        help: "run the daemon as its owner, or give it away with 'chown' if you trust what is in it")
    }
    guard status.st_mode & 0o022 == 0 else {
      throw Unsafe(
        what: "\(what) can be written by others than its owner",
        help: "make sure that what is in it is right, then run 'chmod go-w \(path)'")
    }
  }
}

/// A file that is replaced as a whole or not at all, and read only where it is the daemon's own.
enum DurableFile {
  static func replace(_ path: String, with bytes: [UInt8]) throws {
    let temporary = "\(path).new"
    let descriptor = try create(temporary)
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw FileProblem("cannot write '\(temporary)'")
      }
      written += count
    }
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      throw FileProblem("cannot replace '\(path)'")
    }
    try syncFolder(of: path)
  }

  /// A new file that nobody else has opened; one that a crash left behind is removed.
  private static func create(_ path: String) throws -> CInt {
    for _ in 0..<2 {
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      if descriptor >= 0 { return descriptor }
      guard errno == EEXIST, unlink(path) == 0 else { break }
    }
    throw FileProblem("cannot write '\(path)'")
  }

  /// So that the new name is on disk as well.
  private static func syncFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileProblem("cannot open '\(folder)'") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileProblem("cannot write '\(folder)'") }
  }

  /// The bytes of a file that is the daemon's own; nil where there is none.
  static func read(_ path: String, user: UInt32 = geteuid()) throws -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw FileProblem("cannot read '\(path)'")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == user,
      status.st_mode & 0o022 == 0
    else {
      close(descriptor)
      throw FileProblem("cannot trust '\(path)', which others can have written", number: EPERM)
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    return try handle.readToEnd().map { Array($0) } ?? []
  }
}

/// What the system refused to do with a file, as a sentence.
struct FileProblem: Error, CustomStringConvertible {
  let description: String

  init(_ what: String, number: Int32 = errno) {
    description = "\(what): \(String(cString: strerror(number)).lowercased())"
  }
}
