import Books
import Diagnostics
import Glibc
import System

extension TableTarget {
  /// Writes the file of a plan, with the permissions that it has, unless it has changed since it was read.
  func write(_ plan: Plan) throws(Failure) {
    guard let root = FolderSurvey.resolve(directory),
      let path = FolderSurvey.resolve("\(root)/\(plan.file.path)"),
      RuleBookFolder.links == .follow || path.hasPrefix(root == "/" ? root : "\(root)/")
    else {
      throw Failure(.findings, "'\(plan.shownPath)' leads out of the folder, or is gone", help: "try again")
    }
    do throws(SystemError) {
      let status: FileStatus
      do {
        let file = try OpenFile(path, for: .reading)
        status = try file.status()
        guard try file.readAll() == contents.files.first(where: { $0.path == plan.file.path })?.bytes else {
          throw SystemError.changedMeanwhile
        }
      }
      var file = try AtomicFile(replacing: path, draft: .random, permissions: status.permissions)
      try file.keepOwner(of: status)
      try file.write(plan.file.bytes[...])
      try file.commit()
    } catch {
      if error == .changedMeanwhile {
        throw Failure(.findings, "'\(plan.shownPath)' changed while it was looked at", help: "try again")
      }
      throw .notWritten("'\(plan.shownPath)'", error)
    }
  }
}

extension SystemError {
  /// Of a file that is no longer the one that was read.
  fileprivate static let changedMeanwhile = SystemError(ESTALE)
}
