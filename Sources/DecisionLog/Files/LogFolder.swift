import Glibc
package import System

/// The folder in which the log stands: its files, the rule books that they need, what waits to be erased.
package struct LogFolder: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  package func path(of name: LogFileName) -> String { "\(path)/\(name.text)" }
  var lockPath: String { "\(path)/lock" }
  var pendingErasuresPath: String { "\(path)/erasures.ndjson" }
  package var booksPath: String { "\(path)/books" }

  package var exists: Bool { FileStatus(of: path, followingLinks: true)?.kind == .directory }

  /// Whether a daemon that runs writes it, as far as one that may look can see.
  package var isWritten: Bool { FileLock.isHeld(lockPath) }

  /// The files of the log, the oldest first. Where one stands there both compressed and not, a crash came between: the
  /// compressed one counts, which is whole.
  package func files() throws(FileProblem) -> [LogFileName] {
    let (names, error) = Directory.names(in: path)
    if let error { throw FileProblem("cannot read the folder '\(path)'", error) }
    let all = names.compactMap { LogFileName($0) }.sorted()
    let compressed = Set(all.filter(\.isCompressed).map(\.first))
    return all.filter { $0.isCompressed || !compressed.contains($0.first) }
  }

  /// The names of files that were put aside.
  var namesAside: [String] {
    Directory.names(in: path).names.filter { name in
      name.firstRange(of: Self.aside).map { LogFileName(String(name[..<$0.lowerBound])) != nil } ?? false
    }
  }

  private static let aside = ".damaged"

  /// Gives a file a name under which it is no file of the log, and that is not taken.
  ///
  /// - Returns: its path.
  func putAside(_ name: LogFileName) throws(FileProblem) -> String {
    var target = path(of: name) + Self.aside
    var count = 1
    while FileStatus(of: target, followingLinks: false) != nil {
      count += 1
      target = "\(path(of: name))\(Self.aside)-\(count)"
    }
    guard rename(path(of: name), target) == 0 else {
      throw FileProblem("cannot put '\(path(of: name))' aside", .latest)
    }
    return target
  }

  /// Makes the folder where it is not there, and makes sure that nobody else can have written in it.
  func prepare() throws(FileProblem) {
    if mkdir(path, 0o700) != 0, errno != EEXIST { throw FileProblem("cannot make '\(path)'", .latest) }
    guard let status = FileStatus(of: path, followingLinks: true) else {
      throw FileProblem("cannot look at '\(path)'", .latest)
    }
    guard status.kind == .directory else {
      throw FileProblem("cannot use '\(path)'", SystemError(ENOTDIR))
    }
    guard status.owner == geteuid() else {
      throw FileProblem(
        "cannot trust '\(path)': it belongs to user \(status.owner), not to user \(geteuid()) that the daemon runs as; give it away with 'chown' if you trust what is in it"
      )
    }
    guard !status.isWritableByOthers else {
      throw FileProblem(
        "cannot trust '\(path)', in which others can have written; run 'chmod go-w' on it if you trust what is in it"
      )
    }
  }

  /// Removes what a crash left half written, and plain files of which the compressed one is whole.
  func removeLeftovers() {
    let names = Directory.names(in: path).names
    let compressed = Set(names.compactMap { LogFileName($0) }.filter(\.isCompressed).map(\.first))
    for name in names {
      let isDraft = name.hasSuffix(".new") && LogFileName(String(name.dropLast(4))) != nil
      let isDouble = LogFileName(name).map { !$0.isCompressed && compressed.contains($0.first) } ?? false
      if isDraft || isDouble { unlink("\(path)/\(name)") }
    }
  }
}
