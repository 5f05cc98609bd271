import Diagnostics
import Foundation
import Replay
import Rules

/// The file that says which changes are meant.
struct ExpectedChangesFile {
  let changes: ExpectedChanges
  private let file: SourceFile

  /// Where it is broken its errors are shown, and the command ends.
  init(at path: String, for book: RuleBook) throws {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Failure(
        .findings, "'\(path)' cannot be read",
        help: "'--expect' takes a YAML file with the changes that are meant")
    }
    file = SourceFile(path: path, bytes: Array(bytes))
    changes = ExpectedChanges.load(file, for: book)
    try Findings(changes.diagnostics, files: [file]).printErrors()
  }

  /// Tells on standard error of entries that covered nothing.
  func printUnmatched(_ counts: [Int]) { Findings(changes.unmatched(counts), files: [file]).printAll() }
}
