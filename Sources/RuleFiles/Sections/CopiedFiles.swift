import Diagnostics
import Rules

/// Files of a book that are copies of others, by their names and by what stands in them. What both declare is told once
/// for each copy, and there: the file that was copied is hardly to blame.
struct CopiedFiles {
  /// Two files that declare the same.
  fileprivate struct Pair: Hashable {
    let one: String
    let other: String
  }

  /// By the path of a copy, that of the file that was copied.
  private var originals: [String: String] = [:]
  private var contents: FileContents

  /// Of so many places the rest is counted.
  private static let mostTold = 5

  private init(of pairs: some Sequence<Pair>, in files: [SourceFile]) {
    contents = FileContents(files)
    let pairs = pairs.sorted {
      $0.one == $1.one ? bytesPrecede($0.other, $1.other) : bytesPrecede($0.one, $1.one)
    }
    for pair in pairs where !note(pair.one, of: pair.other) { note(pair.other, of: pair.one) }
    // What is declared three times is told of the first and each other one: two copies of the same file.
    for pair in pairs {
      if let original = originals[pair.other] { note(pair.one, of: original) }
      if let original = originals[pair.one] { note(pair.other, of: original) }
    }
  }

  /// What was found in files, with one error for each copy in the place of those for all that it declares again.
  static func told(_ found: [Diagnostic], in files: [SourceFile]) -> [Diagnostic] {
    let pairs = Set(found.compactMap { $0.pair }.filter { $0.one != $0.other })
    if pairs.isEmpty { return found }
    let copies = CopiedFiles(of: pairs, in: files)
    if copies.originals.isEmpty { return found }
    // A row of a sheet that three tables read is told twice.
    var places: [String: Set<SourceLocation>] = [:]
    var told: [Diagnostic] = []
    for diagnostic in found {
      guard let pair = diagnostic.pair, let first = diagnostic.notes.first else {
        told.append(diagnostic)
        continue
      }
      // Tables of both that have one sheet: each of its rows is there twice.
      if diagnostic.location == first.location { continue }
      guard let copy = copies.copy(in: pair) else {
        told.append(diagnostic)
        continue
      }
      // Of rules that do the same there is nothing to say where the file is to go.
      if diagnostic.id == .duplicate { continue }
      places[copy, default: []].insert(copy == pair.one ? diagnostic.location : first.location)
    }
    return told + places.map { copies.diagnostic(of: $0.key, at: $0.value.sorted(by: Self.precede)) }
  }

  /// Which of two files is a copy of the other, or of the same file as the other.
  private func copy(in pair: Pair) -> String? {
    let (one, other) = (originals[pair.one], originals[pair.other])
    if one == pair.other || (one != nil && one == other) { return pair.one }
    return other == pair.one ? pair.other : nil
  }

  /// Of places in one file.
  private static func precede(_ one: SourceLocation, _ other: SourceLocation) -> Bool {
    (one.span.line, one.span.column) < (other.span.line, other.span.column)
  }

  @discardableResult private mutating func note(_ path: String, of original: String) -> Bool {
    guard originals[path] == nil, FileCopyName.isCopy(path, of: original),
      contents.isMostlyTheSame(path, original)
    else { return false }
    originals[path] = original
    return true
  }

  private func diagnostic(of copy: String, at places: [SourceLocation]) -> Diagnostic {
    let original = originals[copy] ?? ""
    let what = places.count == 1 ? "1 thing is" : "\(places.count) things are"
    let rest = places.dropFirst().prefix(Self.mostTold - 1)
    let unlisted = places.count - 1 - rest.count
    let notes = rest.enumerated().map { index, place in
      let more = index == rest.count - 1 && unlisted > 0 ? ", and \(unlisted) more" : ""
      return Diagnostic.Note("this is declared there, too\(more)", at: place)
    }
    return Diagnostic(
      .error, .copiedFile, "'\(copy)' looks like a copy of '\(original)': \(what) declared in both",
      at: places.first ?? SourceLocation(file: copy, span: .start),
      help: "remove one of the two files, or rename what both declare", notes: notes)
  }
}

/// The lines of files, without spaces around them.
private struct FileContents {
  private let files: [String: SourceFile]
  private var lines: [String: [String]] = [:]

  init(_ files: [SourceFile]) {
    self.files = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
  }

  /// Whether two thirds of the lines of a file, comments aside, stand in another one.
  mutating func isMostlyTheSame(_ path: String, _ other: String) -> Bool {
    let (own, others) = (linesOf(path), Set(linesOf(other)))
    return !own.isEmpty && own.count(where: others.contains) * 3 >= own.count * 2
  }

  private mutating func linesOf(_ path: String) -> [String] {
    if let known = lines[path] { return known }
    let text = files[path].map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    let found = text.split(whereSeparator: \.isNewline).map { String($0.trimmed) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    lines[path] = found
    return found
  }
}

/// What copies are called, in whatever language: as the file itself, with something before or behind its name, or in
/// another folder.
enum FileCopyName {
  /// - Parameters:
  ///   - path: as that of `original` relative to the folder of the rule book.
  static func isCopy(_ path: String, of original: String) -> Bool {
    let (names, others) = (parts(path), parts(original))
    guard names.count >= others.count else { return false }
    let pairs = zip(names.suffix(others.count), others)
    if pairs.allSatisfy({ $0 == $1 }) {
      // Only the ending differs, or capitals: the later one of the two may as well be the copy.
      return names.count > others.count || bytesPrecede(original, path)
    }
    return pairs.allSatisfy { $0 == $1 || isCopy(name: $0, of: $1) }
  }

  /// The folders and the name, in small letters and without its ending.
  private static func parts(_ path: String) -> [Substring] {
    let parts = path.lowercased().split(separator: "/")
    guard let name = parts.last, let dot = name.lastIndex(of: ".") else { return parts }
    return parts.dropLast() + [name[..<dot]]
  }

  /// Whether a name is another one with something more, which is no longer word: `own (1)`, `own - kopi`, `Kopia av own`.
  private static func isCopy(name: Substring, of other: Substring) -> Bool {
    guard name.count > other.count else { return false }
    if name.hasPrefix(other), !name.dropFirst(other.count).prefix(1).allSatisfy(\.isLetter) { return true }
    return name.hasSuffix(other) && !name.dropLast(other.count).suffix(1).allSatisfy(\.isLetter)
  }
}

extension Diagnostic {
  /// The file that something is declared in again, and the one where it is declared first.
  fileprivate var pair: CopiedFiles.Pair? {
    guard [.duplicateID, .duplicatePolicy, .duplicate].contains(id), let first = notes.first else {
      return nil
    }
    return CopiedFiles.Pair(one: location.file, other: first.location.file)
  }
}

extension DiagnosticID {
  static let copiedFile = DiagnosticID(
    "copied-file",
    page: """
      A rule file looks like a copy of another one: it is called so, such as 'own (1).yaml' or 'own - Copy.yaml' beside \
      'own.yaml', and most of its lines stand in both. Every rule file below the folder is read, so all that both declare \
      is declared twice, and the book is not served. Remove one of the two, and look first in which of them you wrote last. \
      To keep a copy beside the rules let its name begin with an underscore, such as '_own.yaml': then it is not read. \
      If it is to become a file of its own, rename everything in it that the other one declares, too.
      """)
}
