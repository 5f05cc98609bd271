internal import Glibc
package import System

/// The file that a log is appended to. Whoever rotates it moves it away, and has it opened anew.
package struct LogFile: ~Copyable, Sendable {
  let path: String
  private let file: OpenFile

  /// Opens the file, and makes it where there is none, for its owner to write and its group to read.
  package init(_ path: String) throws(FileProblem) {
    self.path = path
    file = try Self.open(path)
  }

  /// Stays the same whenever the file is opened anew.
  var descriptor: CInt { file.descriptor }

  /// Whether the path still leads to it.
  var isInPlace: Bool {
    FileStatus(of: path, followingLinks: true).map { $0.identity == FileIdentity(of: file.descriptor) }
      ?? false
  }

  /// Opens what is at the path now, and goes on in it. Where that fails, the file of before stays in use. May be called on
  /// any thread.
  func reopen() throws(FileProblem) {
    let new = try Self.open(path)
    guard dup2(new.descriptor, file.descriptor) >= 0 else { throw Self.problem(path, .latest) }
    _ = fcntl(file.descriptor, F_SETFD, FD_CLOEXEC)
  }

  private static func open(_ path: String) throws(FileProblem) -> OpenFile {
    do throws(SystemError) {
      if let status = FileStatus(of: path, followingLinks: true) {
        guard status.kind == .file else { throw SystemError(EINVAL) }
      } else if errno == ENOENT {
        try make(path)
      }
      let file = try OpenFile(path, for: .appending, followingLinks: true)
      guard try file.status().kind == .file else { throw SystemError(EINVAL) }
      return file
    } catch {
      if error.code == EINVAL { throw FileProblem("'\(path)' cannot be logged to, as it is no regular file") }
      throw problem(path, error)
    }
  }

  /// Makes the file whatever the umask; somebody else may be faster.
  private static func make(_ path: String) throws(SystemError) {
    do throws(SystemError) {
      let file = try OpenFile(path, for: .making, permissions: 0o640)
      try file.setPermissions(0o640)
    } catch  where error.code == EEXIST {}
  }

  private static func problem(_ path: String, _ error: SystemError) -> FileProblem {
    FileProblem("the log file '\(path)' cannot be opened", error)
  }
}
