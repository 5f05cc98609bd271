import DecisionLog
import System

/// What of a log is read: all files of a folder, or single files, wherever they stand.
struct LogSources {
  struct File {
    let path: LogFilePath
    /// Whether it may be written now, so that its last line may not be whole.
    let mayGrow: Bool
  }

  private(set) var files: [File] = []

  /// - Parameter paths: of folders and files; each file is read once.
  init(_ paths: [String]) throws(Failure) {
    var known: Set<FileIdentity> = []
    for path in paths {
      for file in try Self.files(at: path) {
        guard let status = FileStatus(of: file.path.path, followingLinks: true), status.kind == .file else {
          throw Failure(.findings, "'\(file.path.path)' is no file")
        }
        if known.insert(status.identity).inserted { files.append(file) }
      }
    }
  }

  /// The same file once it was compressed, as happens while others are read.
  static func compressed(_ file: File) -> File? {
    let path = "\(file.path.path).gz"
    guard !file.path.isCompressed, FileStatus(of: file.path.path, followingLinks: true) == nil,
      FileStatus(of: path, followingLinks: true) != nil
    else { return nil }
    return File(path: LogFilePath(path), mayGrow: false)
  }

  private static func files(at path: String) throws(Failure) -> [File] {
    guard let status = FileStatus(of: path, followingLinks: true), status.kind != .directory else {
      let folder = try LogOptions.folder(path)
      do throws(FileProblem) {
        let names = try folder.files()
        return names.map { name in
          File(
            path: LogFilePath(name, in: folder), mayGrow: name == names.last && !name.isCompressed)
        }
      } catch {
        throw .logNotRead(error)
      }
    }
    guard path.hasSuffix(".ndjson") || path.hasSuffix(".ndjson.gz") else {
      throw Failure(
        .wrongUse, "'\(path)' is no file of a decision log",
        help: "name the folder of a log, or files whose names end in '.ndjson' or '.ndjson.gz'")
    }
    let file = LogFilePath(path)
    return [File(path: file, mayGrow: !file.isCompressed)]
  }
}
