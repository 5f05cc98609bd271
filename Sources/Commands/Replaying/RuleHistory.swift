import Diagnostics
import Foundation
import Replay
import System

/// Who wrote the lines of rules, as git knows it of a folder.
struct RuleHistory {
  /// Where a line comes from.
  struct Origin {
    /// As git names it; nil where the line is not committed.
    let commit: String?
    let author: String
    let date: String
    let summary: String
  }

  /// Why nobody can be named for some lines; nil where all are known.
  private(set) var note: String?
  private let files: [SourceFile]
  private let git: Git?
  /// By path: where git has a file as it was; nil where it has none like it.
  private var versions: [String: Git.Version?] = [:]

  /// - Parameters:
  ///   - folder: in which the rule files stand; nil where there is none.
  ///   - files: as they were when they decided.
  init(folder: String?, files: [SourceFile]) {
    self.files = files
    guard let folder else {
      git = nil
      note = "there is no folder 'rules' here: name that of the rule book with --rules to see who wrote them"
      return
    }
    switch Git.open(folder) {
    case .success(let git): self.git = git
    case .failure(let problem):
      git = nil
      note = problem.text
    }
  }

  /// By line of a text: where it comes from; empty where that is not known.
  mutating func origins(of text: RuleText) -> [Origin] {
    guard let git, !text.lines.isEmpty else { return [] }
    guard let version = version(of: text.file, git) else {
      note = note ?? "git has no version of '\(text.file)' in '\(git.folder)' with the text of then"
      return []
    }
    let origins = git.blame(text.file, version, lines: text.first...(text.first + text.lines.count - 1))
    if origins.count != text.lines.count {
      note = note ?? "git does not say who wrote '\(text.file)'"
      return []
    }
    return origins
  }

  private mutating func version(of path: String, _ git: Git) -> Git.Version? {
    if let known = versions[path] { return known }
    let file = files.first { $0.path == path }
    let version = file.flatMap { git.version(of: $0) }
    versions[path] = .some(version)
    return version
  }
}
