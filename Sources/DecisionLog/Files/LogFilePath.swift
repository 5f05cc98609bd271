import System

/// A file of a log, wherever it stands.
package struct LogFilePath: Sendable, Hashable {
  package let path: String
  package let isCompressed: Bool
  /// The folder that it stands in: its rule books are there.
  package let folderPath: String

  /// One of the daemon's own.
  package init(_ name: LogFileName, in folder: LogFolder) {
    path = folder.path(of: name)
    isCompressed = name.isCompressed
    folderPath = folder.path
  }

  /// One that somebody names; it is compressed where its name ends in `.gz`.
  package init(_ path: String) {
    self.path = path
    isCompressed = path.hasSuffix(".gz")
    folderPath = Directory.parent(of: path)
  }

  package var folder: LogFolder { LogFolder(folderPath) }

  /// Without its folder.
  package var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The header of the file; nil where it has none that can be read.
  package var header: LogFileHeader? {
    guard var lines = try? LogFileLines(self), let line = try? lines.next() else { return nil }
    return LogFileHeader(line)
  }
}
