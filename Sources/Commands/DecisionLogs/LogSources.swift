import DecisionLog
import System

/// What of a log is read: all files of a folder, or single files, wherever they stand.
struct LogSources {
  struct File {
    /// As it is named in messages.
    let path: String
    let isCompressed: Bool
    /// Whether it may be written now, so that its last line may not be whole.
    let mayGrow: Bool
    /// Where the rule books stand.
    let folder: LogFolder
  }

  private(set) var files: [File] = []

  /// - Parameter paths: of folders and files; each file is read once.
  init(_ paths: [String]) throws(Failure) {
    var known: Set<FileIdentity> = []
    for path in paths {
      for file in try Self.files(at: path) {
        guard let status = FileStatus(of: file.path, followingLinks: true), status.kind == .file else {
          throw Failure(.findings, "'\(file.path)' is no file")
        }
        if known.insert(status.identity).inserted { files.append(file) }
      }
    }
  }

  /// The same file once it was compressed, as happens while others are read.
  static func compressed(_ file: File) -> File? {
    let path = "\(file.path).gz"
    guard !file.isCompressed, FileStatus(of: file.path, followingLinks: true) == nil,
      FileStatus(of: path, followingLinks: true) != nil
    else { return nil }
    return File(path: path, isCompressed: true, mayGrow: false, folder: file.folder)
  }

  private static func files(at path: String) throws(Failure) -> [File] {
    guard let status = FileStatus(of: path, followingLinks: true), status.kind != .directory else {
      let folder = try LogOptions.folder(path)
      do throws(FileProblem) {
        let names = try folder.files()
        return names.map { name in
          File(
            path: folder.path(of: name), isCompressed: name.isCompressed,
            mayGrow: name == names.last && !name.isCompressed, folder: folder)
        }
      } catch {
        throw Failure(.findings, error.description, help: "run this as the user of the daemon, or as root")
      }
    }
    guard path.hasSuffix(".ndjson") || path.hasSuffix(".ndjson.gz") else {
      throw Failure(
        .wrongUse, "'\(path)' is no file of a decision log",
        help: "name the folder of a log, or files whose names end in '.ndjson' or '.ndjson.gz'")
    }
    let isCompressed = path.hasSuffix(".gz")
    return [
      File(
        path: path, isCompressed: isCompressed, mayGrow: !isCompressed,
        folder: LogFolder(Directory.parent(of: path)))
    ]
  }
}
