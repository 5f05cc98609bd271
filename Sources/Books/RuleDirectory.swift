package import Diagnostics
import Glibc
import RuleFiles
import Rules
import System
import YAML

/// A folder of rule files.
package enum RuleDirectory {
  package struct Contents: Sendable {
    /// By path, relative to the folder.
    package var files: [SourceFile] = []
    /// Why some could not be read, and what else there is to say of the folder.
    package var diagnostics: [Diagnostic] = []
    /// What the folder looked like when it was read.
    package var look = BookLook()
    /// False where something of the book changed while it was read, so that parts of it may not belong together.
    package var isSteady = true

    /// The paths of files that stand outside the folder: what is wrong with them is told, and nothing of them quoted.
    package var outside: Set<String> = []

    /// The files of which lines may be shown.
    package var shown: [SourceFile] { outside.isEmpty ? files : files.filter { !outside.contains($0.path) } }

    /// What is wrong with the files, in words that quote nothing of those outside the folder.
    package func unquoting(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
      guard !outside.isEmpty else { return diagnostics }
      return diagnostics.map { outside.contains($0.location.file) ? Self.unquoted($0) : $0 }
    }

    private static func unquoted(_ diagnostic: Diagnostic) -> Diagnostic {
      Diagnostic(
        diagnostic.severity, diagnostic.id,
        "there is something wrong with this file, which stands outside the folder and is not quoted",
        at: diagnostic.location, help: "check it where it stands", subject: diagnostic.subject)
    }

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// A file larger than this is not read.
  private static let largestFile = YAMLLimits.default.bytes
  private static let mostFiles = 10_000

  /// Reads every file of the book below a folder, for a command: files that are changing are read again a few times.
  ///
  /// - Parameter followsLinks: whether symbolic links may lead out of the folder.
  package static func read(at path: String, followsLinks: Bool = false) -> Contents {
    var contents = readSteadily(at: path, links: followsLinks ? .follow : .inside, times: 20)
    if !contents.isSteady { contents.diagnostics.append(changing(path)) }
    return contents
  }

  /// Reads until nothing changes meanwhile, but not more often than said.
  package static func readSteadily(at path: String, links: LinkPolicy, times: Int) -> Contents {
    var contents = read(at: path, links: links)
    for _ in 1..<times where !contents.isSteady { contents = read(at: path, links: links) }
    return contents
  }

  /// Reads every file of the book below a folder, each folder once.
  package static func read(at path: String, links: LinkPolicy) -> Contents {
    let survey = FolderSurvey(at: path, links: links)
    var contents = Contents()
    contents.look = survey.book
    guard let root = survey.root, survey.book.findings[""] != .unreadable(SystemError(ENOTDIR)) else {
      contents.diagnostics = [
        Diagnostic(
          .error, .noRuleDirectory, "there is no folder '\(path)'", at: Self.start(of: path),
          help: "name the folder of the rule book with --rules, or make one with 'waymark init'")
      ]
      return contents
    }
    for (name, finding) in survey.book.findings {
      contents.diagnostics.append(finding.diagnostic(name.isEmpty ? path : name))
    }
    if survey.book.files.count > mostFiles {
      contents.diagnostics.append(
        BookLook.Finding.tooMany.diagnostic(path))
    } else {
      for (name, stamp) in survey.book.files {
        read(name, "\(root)/\(name)", stamp, survey, into: &contents)
      }
    }
    for name in survey.texts where looksLikeRules("\(root)/\(name)", survey) {
      contents.diagnostics.append(BookLook.Finding.looksLikeRules.diagnostic(name))
    }
    contents.files.sort { bytesPrecede($0.path, $1.path) }
    if !contents.files.contains(where: { RuleFile.belongs(path: $0.path) }) && !contents.hasErrors {
      contents.diagnostics.append(
        Diagnostic(
          .error, .noRuleFiles, "the folder '\(path)' holds no rule files", at: Self.start(of: path),
          help: "rule files end in .yaml or .yml; make a first book with 'waymark init'"))
    }
    contents.diagnostics.sort()
    contents.isSteady = contents.isSteady && FolderSurvey(at: path, links: links).book == survey.book
    return contents
  }

  /// Reads every file of rule tests below a folder.
  package static func readTests(at path: String, links: LinkPolicy) -> Contents {
    let survey = FolderSurvey(at: path, links: links)
    var contents = Contents()
    guard let root = survey.root else { return contents }
    for (name, stamp) in survey.book.tests { read(name, "\(root)/\(name)", stamp, survey, into: &contents) }
    contents.files.sort { bytesPrecede($0.path, $1.path) }
    contents.diagnostics.sort()
    return contents
  }

  private static func read(
    _ name: String, _ path: String, _ expected: FileStamp, _ survey: FolderSurvey,
    into contents: inout Contents
  ) {
    do throws(SystemError) {
      // What the name leads to may have become a pipe or a terminal meanwhile: neither may hold up or take over.
      let file = try OpenFile(path, for: .reading, followingLinks: true)
      guard try FileStamp(file.status()) == expected, survey.allows(file.descriptor) else {
        contents.isSteady = false
        return
      }
      guard expected.size <= largestFile else {
        // Whatever else stands there as CSV is no part of the book; a table that names it says that it is missing.
        if RuleFile.kind(ofPath: name) == .sheet { return }
        contents.diagnostics.append(tooLarge(name, expected.size))
        return
      }
      let bytes = try file.read(atMost: Int(expected.size))
      contents.files.append(SourceFile(path: name, bytes: bytes))
      if !survey.liesInside(file.descriptor) { contents.outside.insert(name) }
      let isWhole = FileStatus(of: file.descriptor).map(FileStamp.init) == expected
      contents.isSteady = contents.isSteady && isWhole && bytes.count == Int(expected.size)
    } catch {
      contents.diagnostics.append(BookLook.Finding.unreadable(error).diagnostic(name))
    }
  }

  /// Whether a text file in the folder begins as rule files do.
  private static func looksLikeRules(_ path: String, _ survey: FolderSurvey) -> Bool {
    guard let file = try? OpenFile(path, for: .reading, followingLinks: true), survey.allows(file.descriptor),
      let bytes = try? file.read(atMost: 4096)
    else { return false }
    return RuleFile.beginsLikeRules(bytes)
  }

  private static func tooLarge(_ name: String, _ size: Int64) -> Diagnostic {
    Diagnostic(
      .error, .fileTooLarge, "the file has \(size) bytes, more than the \(largestFile) allowed",
      at: Self.start(of: name), help: "spread its sections over several files")
  }

  /// Of a folder whose files did not stay the same while they were read.
  package static func changing(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, .filesChanging, "the rule files changed while they were being read", at: start(of: path),
      help: "wait until whatever writes them is done, and try again")
  }

  fileprivate static func start(of path: String) -> SourceLocation {
    SourceLocation(file: path, span: .start)
  }
}

extension BookLook.Finding {
  /// - Parameter path: of the file, or of the rules directory itself.
  fileprivate func diagnostic(_ path: String) -> Diagnostic {
    let start = RuleDirectory.start(of: path)
    return switch self {
    case .looksLikeRules:
      Diagnostic(
        .note, .notRead, "'\(path)' is not read: its name does not end in .yaml or .yml", at: start,
        help: "rename it if it belongs to the rule book; let its name begin with '_' if it does not",
        subject: path)
    case .leadsOut:
      Diagnostic(
        .error, .linkLeadsOut, "'\(path)' is a link that leads out of the folder of the rule book", at: start,
        help: "move what it leads to into the folder, or set 'rules.links: follow'")
    case .noFile:
      Diagnostic(
        .error, .unreadable, "'\(path)' cannot be read: it is no regular file", at: start,
        help: "move it away, or rename it")
    case .unreadable(let error):
      Diagnostic(
        .error, .unreadable, "'\(path)' cannot be read: \(error)",
        at: start, help: "let the user that runs Waymark read it, or move it away")
    case .tooMany:
      Diagnostic(
        .error, .tooManyFiles, "'\(path)' holds more files than a rule book may have", at: start,
        help: "name the folder of the rule book itself, or move out of it what is no part of the book")
    }
  }
}
