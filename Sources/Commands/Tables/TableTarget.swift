import Books
import Diagnostics
import RuleFiles
import Rules

/// A table of a rule book on disk that is to have other rows.
struct TableTarget {
  private let name: String
  let directory: String
  let contents: RuleDirectory.Contents
  private let view: PathPrefix
  private let place: BookTable.Place

  /// What is to be written, and what changes by it.
  struct Plan {
    let changes: TableChanges
    let file: SourceFile
    /// As it is seen from where the command runs.
    let shownPath: String
  }

  init(_ name: String, in directory: String) throws {
    self.name = name
    self.directory = directory
    let folder = RuleBookFolder(at: directory, option: nil)
    // What is wrong with the book may be what is to be mended; what cannot be read at all is told at once.
    if folder.files.isEmpty { try folder.findings.printErrors() }
    contents = folder.contents
    view = folder.view
    let tables = BookTable.ids(in: contents.files)
    guard let found = tables.first(where: { $0.id == name }) else {
      let plain = Self.withoutCopyMark(name)
      let near =
        tables.first { $0.id == plain }.map {
          "name the table: waymark table import FILE \($0.id) \(directory.inShell)"
        } ?? nearest(to: name, among: tables.map(\.id)).map { "did you mean '\($0)'?" }
        ?? (tables.isEmpty || name.wholeMatch(of: /[a-z0-9][a-z0-9_-]*/) != nil
          ? nil : "name one of them: \(tables.map(\.id).prefix(8).map { "'\($0)'" }.joined(separator: ", "))")
      throw Failure(
        .findings, "there is no table '\(name)' in '\(directory)'",
        help: near
          ?? "to make one, put the CSV file into the folder, and write 'tables: {\(name): {rows: FILE.csv}}' in a rule file beside it"
      )
    }
    guard let place = found.place else {
      throw Failure(
        .findings, "the table '\(name)' does not say where its rows stand", help: "add 'rows' to it")
    }
    self.place = place
  }

  /// `nurture` of `nurture (1)`, `nurture - Copy` and `Kopi af nurture`, as browsers and desktops name copies.
  private static func withoutCopyMark(_ name: String) -> String {
    let text = name.replacing(/^(?:copy of|kopi af|kopia|kopi av) +/.ignoresCase(), with: "")
    return text.replacing(
      /(?: *\([0-9]+\)| *- *(?:copy|kopi|kopia|kopie)(?: *\([0-9]+\))?)$/.ignoresCase(), with: "")
  }

  // MARK: Checking

  /// What is to be written so that the table has the rows of a file. Where the book is broken then, or the file cannot be
  /// read, the errors are shown, and the command ends.
  func plan(taking imported: SourceFile) throws -> Plan {
    switch place {
    case .sheet(let path): try planSheet(at: path, imported)
    case .rules: try planRules(imported)
    }
  }

  private func planSheet(at path: String, _ imported: SourceFile) throws -> Plan {
    guard let old = contents.files.first(where: { $0.path == path }) else {
      throw Failure(
        .findings,
        "the table '\(name)' takes its rows from '\(view.seen(path: path))', which is not read as part of the book",
        help: "put the file there first: nothing is written where nothing was read")
    }
    let files = contents.files.replacing(SourceFile(path: path, bytes: imported.bytes))
    let names = try names(RuleBook.load(files), imported, path, files)
    let before = BookTable.all(in: contents.files, names).first { $0.id == name }
    guard let after = BookTable.all(in: files, names).first(where: { $0.id == name }) else { throw unclear }
    try requireRows(after, imported)
    if let before { try requireColumns(of: before, in: after, imported) }
    let (bytes, problems) = after.sheet(SheetStyle(of: old.bytes), names)
    try Findings(problems, files: files).printErrors()
    let file = SourceFile(path: path, bytes: bytes)
    try requireSound(file)
    return Plan(
      changes: TableChanges(from: before ?? after.withoutRows, to: after), file: file,
      shownPath: view.seen(path: path))
  }

  /// The path of the imported file while it is checked, which no file of a book can have.
  private static let importedPath = "/imported.csv"

  private func planRules(_ imported: SourceFile) throws -> Plan {
    let sheet = SourceFile(path: Self.importedPath, bytes: imported.bytes)
    let load = RuleBook.load(contents.files, rows: TableRows(of: name, sheet))
    let names = try names(load, imported, Self.importedPath, contents.files)
    guard let before = BookTable.all(in: contents.files, names).first(where: { $0.id == name }),
      let after = before.with(rowsOf: sheet, names),
      let rules = contents.files.first(where: { $0.path == before.location.file })
    else { throw unclear }
    try requireRows(after, imported)
    try requireColumns(of: before, in: after, imported)
    let changes = TableChanges(from: before, to: after)
    let path = view.seen(path: rules.path)
    guard !changes.isEmpty else { return Plan(changes: changes, file: rules, shownPath: path) }
    guard let file = before.rewriting(rules, with: after) else {
      throw Failure(
        .findings, "the rows of the table '\(name)' are written in a way that cannot be changed in place",
        help:
          "write each row of '\(path)' on a line of its own that begins with '- ', or let 'rows' name a CSV file"
      )
    }
    try requireSound(file)
    return Plan(changes: changes, file: file, shownPath: path)
  }

  /// What the book declares with the imported file.
  ///
  /// - Parameter path: that the imported file has in the book.
  private func names(
    _ load: RuleBookLoad, _ imported: SourceFile, _ path: String, _ files: [SourceFile]
  ) throws -> BookNames {
    func seen(_ diagnostic: Diagnostic) -> Diagnostic {
      let inBook = view.seen(diagnostic)
      let place = view.seen(path: path)
      return inBook.relocated { location in
        [place, path].contains(location.file)
          ? SourceLocation(file: imported.path, span: location.span) : location
      }
    }
    let diagnostics = (contents.diagnostics + contents.unquoting(load.diagnostics)).map(seen)
      .map { $0.location.file == imported.path ? $0.asImported : $0 }.sorted()
    let shown = contents.shown.filter { $0.path != path }.map(view.seen) + [imported]
    let findings = Findings(diagnostics, files: shown)
    try findings.printErrors()
    Findings(diagnostics.filter { $0.location.file == imported.path }, files: shown).printAll()
    guard let book = load.book else { throw unclear }
    return book.names
  }

  private func requireRows(_ table: BookTable, _ imported: SourceFile) throws(Failure) {
    guard table.rows.isEmpty else { return }
    throw Failure(
      .findings, "'\(imported.path)' has no rows",
      help: "to do without the table, remove it from the rule file")
  }

  /// Where a column is missing, each row would hold for more people.
  private func requireColumns(
    of before: BookTable, in after: BookTable, _ imported: SourceFile
  ) throws(Failure) {
    guard let missing = before.columns.first(where: { !after.columns.contains($0) }) else { return }
    throw Failure(
      .findings, "'\(imported.path)' lacks the column '\(missing)', which the table '\(name)' has",
      help: "add it to the file; to do without it, remove it first where the table stands")
  }

  /// The files as they will be are loaded as they will be loaded.
  private func requireSound(_ file: SourceFile) throws {
    let load = RuleBook.load(contents.files.replacing(file))
    guard load.book == nil else { return }
    try Findings(load.diagnostics.map(view.seen), files: [view.seen(file)]).printErrors()
  }

  private var unclear: Failure {
    Failure(.internalError, "the table '\(name)' cannot be found, and nothing says why")
  }
}

extension [SourceFile] {
  fileprivate func replacing(_ file: SourceFile) -> [SourceFile] {
    map { $0.path == file.path ? file : $0 }
  }
}

extension Diagnostic {
  /// As it counts for a cell that is about to be taken: one that may mean two things is refused, and nothing is guessed.
  fileprivate var asImported: Diagnostic {
    id.name == "csv-cell" ? Diagnostic(.error, id, message, at: location, help: help, notes: notes) : self
  }
}
