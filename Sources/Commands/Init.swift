import ArgumentParser
import Foundation

/// `waymark init`: a first rule book.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a small rule book to begin with.",
    discussion: "The directory must be new or empty: nothing is overwritten.")

  @Argument(help: ArgumentHelp("Where to.", valueName: "dir"), completion: .directory)
  var directory = "rules"

  func run() throws {
    let files = FileManager.default
    var isDirectory: ObjCBool = false
    if files.fileExists(atPath: directory, isDirectory: &isDirectory) {
      guard isDirectory.boolValue else { throw Failure(.findings, "'\(directory)' is a file") }
      guard try contents(of: directory).isEmpty else {
        throw Failure(
          .findings, "'\(directory)' is not empty, and nothing is overwritten",
          help: "name a new directory: waymark init my-rules")
      }
    }
    do {
      try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
      for file in StarterBook.files {
        try Data(file.text.utf8).write(
          to: URL(filePath: "\(directory)/\(file.name)"), options: .withoutOverwriting)
      }
    } catch {
      throw Failure(.findings, "'\(directory)' cannot be written: \(error.localizedDescription)")
    }
    let names = StarterBook.files.map(\.name).joined(separator: ", ")
    Terminal.standardError.write(
      """
      wrote \(names) in \(directory)
      check it:   waymark check \(directory)
      try it:     echo '\(StarterBook.exampleState)' | waymark decide --rules \(directory) --format text
      serve it:   waymark serve --rules \(directory)

      """)
  }

  private func contents(of directory: String) throws(Failure) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: directory)
    } catch {
      throw Failure(.findings, "'\(directory)' cannot be read: \(error.localizedDescription)")
    }
  }
}
