import Diagnostics
import Foundation

/// What git knows of the files below a folder. It is run without a shell, and asked only for what it has.
struct Git {
  /// A version of a file.
  enum Version {
    /// In a commit, or what a name such as HEAD stands for.
    case commit(String)
    /// As it lies in the folder.
    case uncommitted
  }

  struct Problem: Error { let text: String }

  let folder: String
  private let program: GitProgram

  private static let time = Duration.seconds(30)
  /// How many commits that touched a version are looked at.
  private static let mostCommits = 50

  /// Git in a folder that is in a checkout.
  static func open(_ folder: String) -> Result<Git, Problem> {
    guard let program = GitProgram() else {
      return .failure(Problem(text: "there is no git in PATH, which would say who wrote them"))
    }
    let git = Git(folder: folder, program: program)
    guard git.run(["rev-parse", "--is-inside-work-tree"])?.trimmed == "true" else {
      return .failure(
        Problem(text: "git knows nothing of '\(folder)': it is not in a checkout that git trusts"))
    }
    return .success(git)
  }

  private init(folder: String, program: GitProgram) {
    self.folder = folder
    self.program = program
  }

  /// Where it has a file with just this text: in the present commit, in an earlier one, or not committed yet.
  func version(of file: SourceFile) -> Version? {
    guard let blob = run(["hash-object", "--stdin"], input: file.bytes)?.trimmed, !blob.isEmpty else {
      return nil
    }
    if object(file.path, in: "HEAD") == blob { return .commit("HEAD") }
    let commits = run(["log", "--format=%H", "--find-object=\(blob)", "--", file.path]) ?? ""
    for commit in commits.split(separator: "\n").prefix(Self.mostCommits).map(String.init)
    where object(file.path, in: commit) == blob {
      return .commit(commit)
    }
    let inFolder = FileManager.default.contents(atPath: "\(folder)/\(file.path)")
    return inFolder.map { Array($0) == file.bytes } ?? false ? .uncommitted : nil
  }

  private func object(_ path: String, in commit: String) -> String? {
    run(["rev-parse", "--verify", "--quiet", "\(commit):./\(path)"])?.trimmed
  }

  /// Where each of some lines comes from; fewer where git does not say.
  func blame(_ path: String, _ version: Version, lines: ClosedRange<Int>) -> [RuleHistory.Origin] {
    var arguments = ["blame", "--porcelain", "-L", "\(lines.lowerBound),\(lines.upperBound)"]
    if case .commit(let name) = version { arguments.append(name) }
    return run(arguments + ["--", path]).map { PorcelainBlame($0).origins } ?? []
  }

  /// What it prints; nil where it fails.
  private func run(_ arguments: [String], input: [UInt8] = []) -> String? {
    program.run(["-C", folder] + arguments, input: input, within: Self.time)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

/// What `git blame --porcelain` prints: before each line its commit, and when that first comes, what it is.
struct PorcelainBlame {
  private(set) var origins: [RuleHistory.Origin] = []

  init(_ text: String) {
    var commits: [String: [String: String]] = [:]
    var commit = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("\t") {
        origins.append(Self.origin(commit, commits[commit] ?? [:]))
      } else if let id = Self.commit(line) {
        commit = id
      } else if let space = line.firstIndex(of: " ") {
        commits[commit, default: [:]][String(line[..<space])] = String(line[line.index(after: space)...])
      }
    }
  }

  /// The id at the start of a line that says to which lines it belongs.
  private static func commit(_ line: Substring) -> String? {
    let words = line.split(separator: " ")
    guard words.count >= 3, words[0].utf8.count >= 40, words[0].allSatisfy(\.isHexDigit),
      words.dropFirst().allSatisfy({ Int($0) != nil })
    else { return nil }
    return String(words[0])
  }

  private static func origin(_ commit: String, _ facts: [String: String]) -> RuleHistory.Origin {
    let isCommitted = commit.contains { $0 != "0" }
    let time = facts["author-time"].flatMap { Int64($0) } ?? 0
    let zone = facts["author-tz"].flatMap { Int64($0) } ?? 0
    // The day as the author saw it: `+0130` is an hour and a half.
    let local = time + (zone / 100 * 3_600) + (zone % 100 * 60)
    return RuleHistory.Origin(
      commit: isCommitted ? commit : nil, author: isCommitted ? facts["author"] ?? "" : "",
      date: isCommitted ? Self.day(local) : "",
      summary: isCommitted ? facts["summary"] ?? "" : "not committed yet")
  }

  private static func day(_ seconds: Int64) -> String {
    String("\(Date(timeIntervalSince1970: Double(seconds)).ISO8601Format())".prefix(10))
  }
}
