import Glibc

/// Programs by their names.
package enum ProgramPath {
  /// Where a program is: as it is named where that is a path, else in the folders of a search path; nil where there is
  /// none that may be run.
  ///
  /// - Parameter folders: separated by colons, as in `PATH`.
  package static func find(_ name: String, in folders: String) -> String? {
    guard !name.isEmpty else { return nil }
    if name.contains("/") { return isProgram(name) ? name : nil }
    return folders.split(separator: ":").map { "\($0)/\(name)" }.first(where: isProgram)
  }

  private static func isProgram(_ path: String) -> Bool {
    FileStatus(of: path, followingLinks: true)?.kind == .file && access(path, X_OK) == 0
  }
}
