import Glibc

/// Files that are read only where nobody else can have written them.
package enum TrustedFile {
  /// The bytes of a file of a user; nil where there is none.
  package static func read(_ path: String, user: UInt32 = geteuid()) throws(FileProblem) -> [UInt8]? {
    do throws(SystemError) {
      let file = try OpenFile(path, for: .reading)
      let status = try file.status()
      guard status.kind == .file, status.owner == user, !status.isWritableByOthers else {
        throw SystemError(EPERM)
      }
      return try file.readAll()
    } catch {
      switch error.code {
      case ENOENT: return nil
      case EPERM: throw FileProblem("cannot trust '\(path)', which others can have written", error)
      default: throw FileProblem("cannot read '\(path)'", error)
      }
    }
  }
}
