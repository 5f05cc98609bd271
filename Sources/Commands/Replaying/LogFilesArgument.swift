import DecisionLog
import Settings
import System

extension LogOptions {
  /// The files of a log that somebody names, the oldest first: folders and files; nothing named: the daemon's.
  func files(_ arguments: [String]) throws -> [LogFilePath] {
    let paths = try arguments.isEmpty ? [loadConfiguration().decisionLogPath] : arguments
    return try paths.flatMap { path in
      try Self.isFile(path) ? [LogFilePath(path)] : Self.files(in: Self.folder(path))
    }
  }

  private static func isFile(_ path: String) -> Bool {
    FileStatus(of: path, followingLinks: true).map { $0.kind != .directory } ?? false
  }

  private static func files(in folder: LogFolder) throws(Failure) -> [LogFilePath] {
    do throws(FileProblem) {
      return try folder.files().map { LogFilePath($0, in: folder) }
    } catch {
      throw .logNotRead(error)
    }
  }
}

extension Failure {
  static func logNotRead(_ problem: FileProblem) -> Failure {
    Failure(.findings, problem.description, help: "run this as the user of the daemon, or as root")
  }
}
