import Glibc

/// Folders by their paths.
package enum Directory {
  /// That of a file: `a` of `a/b`, `.` of `b`, `/` of `/b`.
  package static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  /// Waits until the names in a folder are on the disk. File systems that cannot do that, and folders that may not be
  /// read, are passed over.
  package static func synchronize(_ path: String) throws(SystemError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == EACCES { return }
      throw .latest
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || [EINVAL, ENOTSUP, ENOSYS].contains(errno) else { throw .latest }
  }

  /// The names in a folder in the order of their bytes, and why there are not all of them.
  package static func names(in path: String) -> (names: [String], error: SystemError?) {
    guard let folder = opendir(path) else { return ([], .latest) }
    defer { closedir(folder) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else { break }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    let error = errno == 0 ? nil : SystemError.latest
    return (names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, error)
  }
}
