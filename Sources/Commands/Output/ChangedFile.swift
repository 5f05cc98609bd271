import Books
import Diagnostics
import Glibc
import System

/// A file of a rule book on disk that is to have other bytes.
struct ChangedFile {
  private let file: SourceFile
  private let shownPath: String
  private let old: [UInt8]?
  private let directory: String

  /// - Parameters:
  ///   - file: as it is to be, with its path in the book.
  ///   - shown: its path as it is seen from where the command runs.
  ///   - old: its bytes as they were read.
  ///   - directory: of the book.
  init(_ file: SourceFile, shown: String, since old: [UInt8]?, in directory: String) {
    self.file = file
    shownPath = shown
    self.old = old
    self.directory = directory
  }

  /// Writes it, with the permissions that it has, unless it has changed since it was read.
  func write() throws(Failure) {
    let path = try path
    try failing { () throws(SystemError) in
      let status = try unchangedStatus(path)
      var draft = try AtomicFile(replacing: path, draft: .random, permissions: status.permissions)
      try draft.keepOwner(of: status)
      try draft.write(file.bytes[...])
      try draft.commit()
    }
  }

  /// Fails where it has changed since it was read.
  func requireUnchanged() throws(Failure) {
    let path = try path
    try failing { () throws(SystemError) in _ = try unchangedStatus(path) }
  }

  /// What a link leads to is replaced, not the link.
  private var path: String {
    get throws(Failure) {
      guard let root = FolderSurvey.resolve(directory),
        let path = FolderSurvey.resolve("\(root)/\(file.path)"),
        RuleBookFolder.links == .follow || path.hasPrefix(root == "/" ? root : "\(root)/")
      else {
        throw Failure(.findings, "'\(shownPath)' leads out of the folder, or is gone", help: "try again")
      }
      return path
    }
  }

  private func unchangedStatus(_ path: String) throws(SystemError) -> FileStatus {
    let file = try OpenFile(path, for: .reading)
    let status = try file.status()
    guard try file.readAll() == old else { throw SystemError.changedMeanwhile }
    return status
  }

  private func failing(_ work: () throws(SystemError) -> Void) throws(Failure) {
    do throws(SystemError) {
      try work()
    } catch {
      if error == .changedMeanwhile {
        throw Failure(.findings, "'\(shownPath)' changed while it was looked at", help: "try again")
      }
      throw .notWritten("'\(shownPath)'", error)
    }
  }
}

extension SystemError {
  /// Of a file that is no longer the one that was read.
  fileprivate static let changedMeanwhile = SystemError(ESTALE)
}
