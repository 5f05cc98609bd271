import ArgumentParser
import Foundation
import Glibc
import System

/// `waymark init`: a first rule book.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a small rule book to begin with.",
    discussion: """
      The directory must be new or empty: nothing is overwritten. Labels and texts are in the language; ids and comments \
      are English. It holds cooldowns and caps from the start, and a test for each rule.
      """)

  @Argument(help: ArgumentHelp("Where to.", valueName: "dir"), completion: .directory)
  var directory = "rules"

  @Option(help: "Whom it is for: businesses, consumers, or both.")
  var market = StarterBook.Market.b2b

  @Option(help: "The language of its labels and texts.")
  var language = StarterLanguage.en

  private var book: StarterBook { StarterBook(market: market, language: language) }

  func run() throws {
    let files = FileManager.default
    var isDirectory: ObjCBool = false
    let isNew = !files.fileExists(atPath: directory)
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
    } catch {
      // What is thrown does not say why.
      if mkdir(directory, 0o777) != 0 { throw Failure.notWritten("'\(directory)'", .latest) }
    }
    var written: [String] = []
    do throws(Failure) {
      for file in book.files {
        let path = "\(directory)/\(file.name)"
        var new = try NewFile(at: path, isPrivate: false)
        try new.write(Array(file.text.utf8)[...])
        try new.finish()
        written.append(path)
      }
      written += EditorSchema.allCases.map { "\(directory)/\($0.file)" }
      try writeSchemas()
    } catch {
      // Half a book would be in the way of the next try.
      for path in written { unlink(path) }
      if isNew { rmdir(directory) }
      throw error
    }
    let names = book.files.map(\.name).joined(separator: ", ")
    let word = directory.inShell
    Terminal.standardError.write(
      """
      wrote \(names) in \(directory), and the schemas by which editors complete and check them
      check it:   waymark check \(word)
      test it:    waymark test \(word)
      try it:     echo '\(book.exampleState)' | waymark decide --rules \(word) --format text
      serve it:   waymark serve --rules \(word)
      editors:    waymark schema book \(word) --write, again once the book declares something new

      """)
  }

  /// Those for editors, of the book that was just written.
  private func writeSchemas() throws(Failure) {
    guard let words = RuleBookFolder(at: directory, option: nil).words else {
      throw Failure(.findings, "what was written in '\(directory)' cannot be read again")
    }
    try EditorSchema.write(words, to: directory)
  }

  private func contents(of directory: String) throws(Failure) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: directory)
    } catch {
      throw Failure(.findings, "'\(directory)' cannot be read: \(error.reason)")
    }
  }
}

extension Error {
  /// What the system said, in lower case.
  fileprivate var reason: String {
    let code = ((self as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code
    return code.map { "\(SystemError(Int32($0)))" } ?? localizedDescription
  }
}
