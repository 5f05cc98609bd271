import System

/// A file that a command makes: it is there once it is whole, and the command fails where it cannot be written.
struct NewFile: ~Copyable {
  private var file: AtomicFile
  /// Where it is until it is whole.
  var draftPath: String { file.draftPath }
  private let path: String

  /// - Parameters:
  ///   - path: where it is to be; what is there is replaced.
  ///   - isPrivate: whether only its owner may read it; otherwise all whom the process lets read new files may.
  init(at path: String, isPrivate: Bool) throws(Failure) {
    self.path = path
    // A device, a pipe or a folder would be gone, and a plain file in its place.
    if let status = FileStatus(of: path, followingLinks: true), status.kind != .file {
      throw Failure(
        .wrongUse, "'\(path)' is no file that could be replaced",
        help: "name a new file, or an existing one")
    }
    do throws(SystemError) {
      file = try AtomicFile(replacing: path, draft: .random, permissions: isPrivate ? 0o600 : nil)
    } catch {
      throw .notWritten("'\(path)'", error)
    }
  }

  /// Makes a file of a text that all may read whom the process lets read new files.
  static func write(_ text: String, at path: String) throws(Failure) {
    var file = try NewFile(at: path, isPrivate: false)
    try file.write(Array(text.utf8)[...])
    try file.finish()
  }

  mutating func write(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    do throws(SystemError) { try file.write(bytes) } catch { throw .notWritten("'\(path)'", error) }
  }

  /// Gives the file its name, once the disk has all of it.
  mutating func finish() throws(Failure) {
    do throws(SystemError) { try file.commit() } catch { throw .notWritten("'\(path)'", error) }
  }
}
