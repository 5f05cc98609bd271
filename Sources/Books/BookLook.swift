package import System

/// What one look at the folder of a rule book showed. Two that are equal mean that nothing of the book changed between
/// them; names that are no part of it do not count.
package struct BookLook: Sendable, Equatable {
  /// Something else than a rule file that reading has to report.
  package enum Finding: Sendable, Hashable {
    /// A name with `.yaml` or `.yml` in it that is not read.
    case looksLikeRules
    /// A symbolic link to a place outside the folder.
    case leadsOut
    /// A pipe, a device or a socket with the name of a rule file.
    case noFile
    /// A file or a folder that cannot be looked at.
    case unreadable(SystemError)
    /// More than a rule book has; the look was not finished.
    case tooMany
  }

  /// Rule files by their path, relative to the folder.
  package var files: [String: FileStamp] = [:]
  /// Files of rule tests, likewise: they are no part of the book, and may keep it from serving.
  package var tests: [String: FileStamp] = [:]
  /// By path, relative to the folder; what is wrong with the folder itself stands at an empty one.
  package var findings: [String: Finding] = [:]

  package init() {}

  /// The files that an earlier look had and that are now gone, empty or shrunk to a tenth, by path: so may look
  /// what somebody is about to write anew.
  package func losses(since earlier: BookLook) -> [String] {
    let moved = Set(files.values.map { Identity($0) })
    return earlier.files.filter { path, before in
      guard let now = files[path] else { return !moved.contains(Identity(before)) }
      return before.size > 0 && now.size <= before.size / 10
    }.map(\.key).sorted()
  }

  /// What looks otherwise than in an earlier look, by path; the first hundred.
  package func differences(from earlier: BookLook) -> Set<String> {
    func paths<Value: Equatable>(_ now: [String: Value], _ before: [String: Value]) -> [String] {
      Set(now.keys).union(before.keys).filter { now[$0] != before[$0] }
    }
    let all =
      paths(files, earlier.files) + paths(tests, earlier.tests) + paths(findings, earlier.findings)
    return Set(all.filter { !$0.isEmpty }.sorted().prefix(100))
  }

  /// When the newest change of a file was, in nanoseconds since 1970, by the clock of the file system.
  package var newestChange: Int64 { files.values.map { max($0.modified, $0.changed) }.max() ?? 0 }

  /// A file that was given another name is not lost.
  private struct Identity: Hashable {
    let identity: FileIdentity
    let size: Int64
    let modified: Int64

    init(_ stamp: FileStamp) {
      identity = stamp.identity
      size = stamp.size
      modified = stamp.modified
    }
  }
}
