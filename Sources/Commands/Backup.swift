import API
import ArgumentParser
import Foundation
import History
import System

/// `waymark backup`: a copy of the history.
struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write a copy of the contact history to a file.",
    discussion: """
      The daemon goes on meanwhile; the copy is as the history is at one moment, and an SQLite database that a daemon \
      can be started on: it holds the opt-outs that stand in the file of withdrawals, and the key to that, as well. \
      Keep it as you keep the history. The file appears once it is whole, readable by its owner only. Only who may administer the \
      daemon can do this.

      While damage to the history is not accepted, no copy is made: it would take the place of a better one. For the same \
      reason --force alone does not replace a copy that knows more than twice as many contacts or opt-outs, or is of a \
      history that began earlier. --despite-loss does both.
      """)

  @Argument(help: ArgumentHelp("Where to.", valueName: "file"), completion: .file())
  var file: String

  @Flag(help: "Replace the file where it is there already.")
  var force = false

  @Flag(help: "Copy a damaged history as well, and replace a copy that knows far more.")
  var despiteLoss = false

  @OptionGroup var daemon: ClientOptions

  /// Before the first byte comes, the daemon copies the whole history.
  private static let patience = Duration.seconds(600)

  func run() throws {
    try checkPlace()
    var copy = try NewFile(at: file, isPrivate: true)
    var size = 0
    let request = DaemonRequest(.get, .backup, [.damaged: despiteLoss ? "true" : nil])
    try daemon.client(patience: Self.patience).ask(request) { piece throws(Failure) in
      try copy.write(piece)
      size += piece.count
    }
    guard let new = HistoryCopy(at: copy.draftPath, whole: true) else {
      throw Failure(
        .findings, "what came is no copy of a history that can be read; '\(file)' is left as it was",
        help: "try again; if it comes again, look into the log of the daemon")
    }
    if !despiteLoss { try checkLoss(new) }
    try copy.finish()
    let error = Terminal.standardError
    if error.isInteractive { error.write("\(size) bytes in \(file)\n") }
  }

  private func checkPlace() throws(Failure) {
    guard let status = FileStatus(of: file, followingLinks: true) else { return }
    guard status.kind == .file else { throw Failure(.findings, "'\(file)' is no file") }
    // The daemon's own database has that beside it.
    guard FileStatus(of: "\(file).lock", followingLinks: false) == nil else {
      throw Failure(
        .findings, "'\(file)' is the database of a daemon, and a copy would take its place",
        help: "write the copy to another folder")
    }
    guard force else {
      throw Failure(.findings, "'\(file)' is there already", help: "--force replaces it")
    }
    guard status.size == 0 || isDatabase else {
      throw Failure(
        .findings, "'\(file)' is no copy of a history, and a copy would take its place",
        help: "name another file, or move that one away")
    }
  }

  /// Whether the file begins as every SQLite database does.
  private var isDatabase: Bool {
    guard let handle = FileHandle(forReadingAtPath: file) else { return false }
    return (try? handle.read(upToCount: 16)).map { Array($0) } == Array("SQLite format 3\u{0}".utf8)
  }

  /// What is to be replaced may be the last that knows of people who opted out.
  private func checkLoss(_ new: HistoryCopy) throws(Failure) {
    guard let old = HistoryCopy(at: file) else { return }
    let help =
      "look whether the history of now is the right one; if it is, move that copy away, or give --despite-loss"
    if old.knowsFarMore(than: new) {
      throw Failure(
        .findings,
        "'\(file)' knows \(old.words), and the history now \(new.words): it is not replaced",
        help: help)
    }
    if old.isOfEarlierHistory(than: new), let began = new.began {
      throw Failure(
        .findings,
        "'\(file)' is of a history of before, and that of now began at \(began): it is not replaced",
        help: help)
    }
  }
}
