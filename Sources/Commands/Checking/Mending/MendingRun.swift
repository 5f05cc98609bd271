import ArgumentParser
import Books
import Diagnostics
import Glibc
import RuleFiles
import Time

/// `waymark check --fix`: shows what can be mended, and writes it where that is wanted.
struct MendingRun {
  let path: String
  /// Whether it is written without a question.
  let isAgreed: Bool

  /// What `--fix` goes with.
  static func validate(
    isAgreed: Bool, isWatching: Bool, hasOther other: String?, _ format: ReportFormat, _ wantsMends: Bool
  ) throws {
    if !wantsMends {
      if isAgreed { throw ValidationError("'--yes' goes with '--fix'.") }
      return
    }
    if isWatching {
      throw ValidationError("'--fix' changes the files that '--watch' waits for: leave one of them out.")
    }
    if let other {
      throw ValidationError("'--fix' mends the book as it is: leave '\(other)' out.")
    }
    if format != .text {
      throw ValidationError("'--fix' writes a patch for people: leave '--format \(format.rawValue)' out.")
    }
  }

  /// Mends what can be mended.
  ///
  /// - Returns: the book as it is then, and whether what is left is to be shown.
  func run() throws -> (folder: RuleBookFolder, isShown: Bool) {
    let folder = RuleBookFolder(at: path, option: nil)
    let messages = Terminal.standardError
    guard !folder.contents.hasErrors, folder.contents.isSteady else {
      return (folder, true)
    }
    let mending = Mending(folder.contents, tests: folder.testFiles, now: .systemNow)
    let shown = MendingView(mending: mending, view: folder.view)
    let changes = shown.changes
    Terminal.standardOutput.write(shown.diff(for: .standardOutput))
    messages.write(shown.account)
    guard !changes.isEmpty else {
      messages.write(mending.refused.isEmpty ? "there is nothing to mend\n" : "nothing is mended\n")
      return (folder, true)
    }
    guard isWanted else {
      messages.write("nothing is written\(isAgreed || Self.canAsk ? "" : ": add --yes to write it")\n")
      return (folder, false)
    }
    let files = changes.map { old, new in
      ChangedFile(new, shown: folder.view.seen(path: new.path), since: old.bytes, in: path)
    }
    for file in files { try file.requireUnchanged() }
    for file in files { try file.write() }
    messages.write("\(files.count) file\(files.count == 1 ? "" : "s") written\n")
    return (RuleBookFolder(at: path, option: nil), true)
  }

  private var isWanted: Bool {
    if isAgreed { return true }
    guard Self.canAsk else { return false }
    Terminal.standardError.write("write these changes? [y/N] ")
    return ["y", "yes"].contains(readLine()?.lowercased().trimmed ?? "")
  }

  /// Whether somebody sees the changes and can answer.
  private static var canAsk: Bool {
    Terminal(descriptor: STDIN_FILENO).isInteractive && Terminal.standardOutput.isInteractive
  }
}

extension MendingView {
  /// The changes; for a person with hidden characters as escapes.
  fileprivate func diff(for terminal: Terminal) -> [UInt8] {
    guard terminal.isInteractive else { return diff }
    return Array(String(decoding: diff, as: UTF8.self).visibleLines.utf8)
  }
}
