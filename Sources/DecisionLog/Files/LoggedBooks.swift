package import Diagnostics
import Glibc
import JSON
import System

/// The rule books under which the decisions of the log were made, each once, as the files that it was loaded from, in
/// `books/REVISION`; and in which file of the log each was used last.
package struct LoggedBooks: Sendable {
  private let folder: LogFolder
  /// By revision: the first number of the last file that needs it.
  private var lastUses: [String: Int64] = [:]

  package init(in folder: LogFolder) {
    self.folder = folder
    lastUses = Self.readUses(usesPath)
  }

  private var usesPath: String { "\(folder.booksPath)/used.json" }

  /// Sees to it that a book is there before the first line of a file that needs it.
  mutating func add(_ book: LoggedBook, usedIn file: Int64) throws(FileProblem) {
    let path = "\(folder.booksPath)/\(book.revision)"
    if lastUses[book.revision] == file, FileStatus(of: path, followingLinks: false) != nil { return }
    try makeFolder(folder.booksPath)
    lastUses[book.revision] = file
    try writeUses()
    if FileStatus(of: path, followingLinks: false)?.kind == .directory { return }
    let draft = "\(path).new"
    Self.remove(draft)
    try makeFolder(draft)
    for file in book.files { try write(file, below: draft) }
    guard rename(draft, path) == 0 else { throw FileProblem("cannot make '\(path)'", .latest) }
    do throws(SystemError) { try Directory.synchronize(folder.booksPath) } catch {
      throw FileProblem("cannot write the folder '\(folder.booksPath)'", error)
    }
  }

  /// Removes the books that no file needs any more.
  ///
  /// - Parameter first: the first number of the oldest file that is there.
  mutating func removeUnused(before first: Int64, newest: Int64) throws(FileProblem) {
    let (names, _) = Directory.names(in: folder.booksPath)
    var isChanged = false
    for name in names where !name.hasPrefix("used.json") {
      guard let use = lastUses[name] else {
        if name.hasSuffix(".new") {
          Self.remove("\(folder.booksPath)/\(name)")
        } else {
          // Nobody knows when it was used: it stays as long as the newest file.
          lastUses[name] = newest
          isChanged = true
        }
        continue
      }
      guard use < first else { continue }
      Self.remove("\(folder.booksPath)/\(name)")
      lastUses[name] = nil
      isChanged = true
    }
    if isChanged { try writeUses() }
  }

  private func makeFolder(_ path: String) throws(FileProblem) {
    if mkdir(path, 0o700) != 0, errno != EEXIST { throw FileProblem("cannot make '\(path)'", .latest) }
  }

  /// The paths of a book's files are relative, and lead nowhere else.
  private func write(_ file: SourceFile, below folder: String) throws(FileProblem) {
    var parent = folder
    let parts = file.path.split(separator: "/")
    guard !parts.contains("..") else { throw FileProblem("cannot store '\(file.path)'", SystemError(EINVAL)) }
    for part in parts.dropLast() {
      parent += "/\(part)"
      try makeFolder(parent)
    }
    do throws(SystemError) {
      let made = try OpenFile("\(folder)/\(file.path)", for: .making)
      try made.write(file.bytes[...], at: 0)
      try made.synchronizeData()
    } catch {
      throw FileProblem("cannot write '\(folder)/\(file.path)'", error)
    }
  }

  private static func remove(_ path: String) {
    if FileStatus(of: path, followingLinks: false)?.kind == .directory {
      for name in Directory.names(in: path).names { remove("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }

  // MARK: Uses

  private func writeUses() throws(FileProblem) {
    var writer = JSONWriter()
    writer.object {
      for (revision, file) in lastUses.sorted(by: { $0.key < $1.key }) {
        $0.member(named: revision) { $0.int(file) }
      }
    }
    writer.newline()
    try AtomicFile.replace(usesPath, with: writer.bytes)
  }

  private static func readUses(_ path: String) -> [String: Int64] {
    guard let bytes = try? TrustedFile.read(path), let document = try? JSONDocument(parsing: bytes) else {
      return [:]
    }
    var uses: [String: Int64] = [:]
    for (key, value) in document.members(of: document.root) where document.kind(of: value) == .number {
      uses[document.string(at: key)] = document.int64(at: value)
    }
    return uses
  }

  // MARK: Reading

  /// The files of a book by their paths, in the order of a rule book; empty where it is not there.
  package static func files(of revision: String, in folder: LogFolder) -> [SourceFile] {
    files(below: "\(folder.booksPath)/\(revision)", prefix: "")
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func files(below path: String, prefix: String) -> [SourceFile] {
    Directory.names(in: path).names.flatMap { name -> [SourceFile] in
      let place = "\(path)/\(name)"
      switch FileStatus(of: place, followingLinks: false)?.kind {
      case .directory: return files(below: place, prefix: "\(prefix)\(name)/")
      case .file:
        guard let bytes = try? OpenFile(place, for: .reading).readAll() else { return [] }
        return [SourceFile(path: "\(prefix)\(name)", bytes: bytes)]
      default: return []
      }
    }
  }
}
