import API
import ArgumentParser
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
      """)

  @Argument(help: ArgumentHelp("Where to.", valueName: "file"), completion: .file())
  var file: String

  @Flag(help: "Replace the file where it is there already.")
  var force = false

  @OptionGroup var daemon: ClientOptions

  /// Before the first byte comes, the daemon copies the whole history.
  private static let patience = Duration.seconds(600)

  func run() throws {
    try checkPlace()
    var copy = try NewFile(at: file, isPrivate: true)
    var size = 0
    try daemon.client(patience: Self.patience).ask(DaemonRequest(.get, .backup)) {
      piece throws(Failure) in
      try copy.write(piece)
      size += piece.count
    }
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
  }
}
