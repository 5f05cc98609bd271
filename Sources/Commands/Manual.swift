import ArgumentParser
import Foundation

/// `waymark manual`: the pages of the manual, for whoever makes a package of Waymark.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Write the pages of the manual, one for each command.",
    shouldDisplay: false)

  @Argument(help: ArgumentHelp("The directory for them.", valueName: "dir"), completion: .directory)
  var directory: String

  func run() throws {
    let pages = ManualPage.all(of: try CommandDescription.root(in: Waymark._dumpHelp()))
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      for page in pages {
        try Data(page.roff.utf8).write(to: URL(filePath: directory).appending(path: page.fileName))
      }
    } catch {
      throw Failure(.notWritten, "the manual cannot be written to '\(directory)': \(error)")
    }
  }
}
