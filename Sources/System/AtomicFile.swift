import Glibc

/// A file that is written under another name beside its place and takes its place once it is whole and on the disk:
/// whoever looks there finds the old file or the new one. Where it is not committed, nothing is left of it.
package struct AtomicFile: ~Copyable, Sendable {
  /// The name under which it is written.
  package enum Draft: Sendable {
    /// The file's own name and ".new", for folders with one writer: what a crash left there is replaced.
    case fixed
    /// The file's own name and random letters, where several programs may write the same file at once.
    case random
  }

  package let path: String
  /// Where it is until it is committed.
  package let draftPath: String
  private let file: OpenFile
  private var size = 0
  private var isCommitted = false

  /// - Parameter permissions: nil: whom the process lets use new files.
  package init(
    replacing path: String, draft: Draft = .fixed, permissions: UInt32? = 0o600
  ) throws(SystemError) {
    let draftPath = draft == .fixed ? "\(path).new" : "\(path).\(Self.randomLetters)"
    self.path = path
    self.draftPath = draftPath
    file = try Self.make(draftPath, permissions ?? 0o666 & ~Self.mask)
  }

  deinit { if !isCommitted { unlink(draftPath) } }

  /// Replaces a file by one of these bytes that its owner alone may read.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(FileProblem) {
    var file = try draft(of: path, bytes)
    do throws(SystemError) { try file.commit() } catch {
      throw FileProblem("cannot replace '\(path)'", error)
    }
  }

  private static func draft(of path: String, _ bytes: [UInt8]) throws(FileProblem) -> AtomicFile {
    do throws(SystemError) {
      var file = try AtomicFile(replacing: path)
      try file.write(bytes[...])
      return file
    } catch {
      throw FileProblem("cannot write '\(path).new'", error)
    }
  }

  package mutating func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) {
    try file.write(bytes, at: size)
    size += bytes.count
  }

  /// Has the disk set aside so many bytes, so that a full one is found before anything is replaced.
  package func reserve(_ size: Int) throws(SystemError) { try file.reserve(size) }

  /// Gives the file the owner and the group of another one, where the process may.
  package func keepOwner(of status: FileStatus) throws(SystemError) {
    let made = try file.status()
    guard made.owner != status.owner || made.group != status.group else { return }
    // Only root may give files away; others may give them to their groups.
    if fchown(file.descriptor, status.owner, status.group) != 0 {
      _ = fchown(file.descriptor, uid_t.max, status.group)
    }
    try file.setPermissions(status.permissions)
  }

  /// Puts the file in its place; on return it stands there after a power cut, too.
  package mutating func commit() throws(SystemError) {
    try file.synchronize()
    guard rename(draftPath, path) == 0 else { throw .latest }
    isCommitted = true
    try Directory.synchronize(Directory.parent(of: path))
  }

  private static func make(_ path: String, _ permissions: UInt32) throws(SystemError) -> OpenFile {
    do throws(SystemError) {
      let file = try open(path)
      try file.setPermissions(permissions)
      return file
    } catch {
      if error.code != EEXIST { unlink(path) }
      throw error
    }
  }

  private static func open(_ path: String) throws(SystemError) -> OpenFile {
    do throws(SystemError) {
      return try OpenFile(path, for: .making)
    } catch {
      guard error.code == EEXIST, unlink(path) == 0 else { throw error }
      return try OpenFile(path, for: .making)
    }
  }

  private static var randomLetters: String {
    [UInt8].random(count: 8).map { String(UnicodeScalar(UInt8(ascii: "a") + $0 % 26)) }.joined()
  }

  /// The permissions that the process denies to new files; they can only be had by setting them.
  private static var mask: UInt32 {
    let mask = umask(0o077)
    umask(mask)
    return UInt32(mask)
  }
}
