package import Diagnostics
import Rules

/// The CSV files of a rule book, and which of them its tables name.
final class Sheets {
  private let files: [String: SourceFile]
  private var read: [String: Sheet] = [:]
  private let replacement: TableRows?

  /// Why there is no sheet.
  struct Missing: Error {
    let reason: String
    let help: String
  }

  /// - Parameter replacement: rows that one table is to have instead of its own.
  init(_ files: [SourceFile], replacement: TableRows? = nil) {
    self.replacement = replacement
    self.files = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Those that tables name, by path.
  var used: [SourceFile] { read.keys.sorted(by: bytesPrecede).compactMap { files[$0] } }

  /// Says of those that no table names, that nothing in them is in force.
  func noteUnused(_ diagnostics: DiagnosticCollector) {
    // A table that has other rows for now does not ask for the ones that it names.
    guard replacement == nil else { return }
    for path in files.keys.sorted(by: bytesPrecede) where read[path] == nil {
      diagnostics.report(
        Diagnostic(
          .note, .notRead, "'\(path)' is not read: no table names it",
          at: SourceLocation(file: path, span: .start),
          help:
            "name it in a table, as 'rows: …' does; let its name begin with '_' if it does not belong to the "
            + "rule book",
          subject: path))
    }
  }

  /// What a table is to have instead of its own rows.
  func rows(ofTable id: String) -> Sheet? {
    guard let replacement, replacement.table == id else { return nil }
    return Sheet(replacement.file)
  }

  /// The path of a file that is named in a rule file.
  static func path(of name: String, beside path: String) -> String {
    let folder = path.split(separator: "/").dropLast()
    return (folder + name.split(separator: "/", omittingEmptySubsequences: false)).joined(separator: "/")
  }

  /// The sheet of a name that stands in a rule file.
  func sheet(named name: String, beside path: String) throws(Missing) -> Sheet {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
      throw Missing(
        reason: "leads out of the folder of this file", help: "name a file in the same folder or below it")
    }
    guard RuleFile.kind(ofName: parts.last ?? "") == .sheet else {
      throw Missing(reason: "is no CSV file by its name", help: "its name ends in .csv")
    }
    let full = Self.path(of: name, beside: path)
    if let sheet = read[full] { return sheet }
    guard let file = files[full] else {
      throw Missing(
        reason: "is not there, or has more than 4 MiB", help: "put it into the same folder, or below")
    }
    let sheet = Sheet(file)
    read[full] = sheet
    return sheet
  }
}

/// A CSV file whose rows a table is to have instead of its own.
package struct TableRows: Sendable {
  package let table: String
  package let file: SourceFile

  package init(of table: String, _ file: SourceFile) {
    self.table = table
    self.file = file
  }
}
