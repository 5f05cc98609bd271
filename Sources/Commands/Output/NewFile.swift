import Glibc

/// A file that is written under a temporary name beside its place, and takes its place once it is whole.
struct NewFile: ~Copyable {
  private let path: String
  private let temporaryPath: String
  private let descriptor: CInt

  /// - Parameters:
  ///   - path: where it is to be; what is there is replaced.
  ///   - isPrivate: whether only its owner may read it; otherwise all whom the process lets read new files may.
  init(at path: String, isPrivate: Bool) throws(Failure) {
    var template = Array("\(path).XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Self.failure(path) }
    self.path = path
    temporaryPath = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if !isPrivate {
      // The mask can only be had by setting it.
      let mask = umask(0o077)
      umask(mask)
      fchmod(descriptor, 0o666 & ~mask)
    }
  }

  deinit {
    close(descriptor)
    // Nothing is there any more once it has its name.
    unlink(temporaryPath)
  }

  func write(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw Self.failure(path)
      }
    }
  }

  /// Gives the file its name, once the disk has all of it.
  func finish() throws(Failure) {
    guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else { throw Self.failure(path) }
    let slash = path.lastIndex(of: "/")
    let folder = open(slash.map { String(path[...$0]) } ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    // Some file systems cannot do this; the file is whole either way.
    fsync(folder)
    close(folder)
  }

  private static func failure(_ path: String) -> Failure { .notWritten("'\(path)'", errno) }
}
