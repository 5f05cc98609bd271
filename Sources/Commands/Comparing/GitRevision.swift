import Diagnostics
import RuleFiles
import System

/// The folder of a rule book as git has it in a revision: `HEAD~1:rules`, or a revision alone, which means the folder of the
/// other book.
struct GitRevision {
  /// As git takes it: a revision, a colon, and a path.
  let shown: String
  private let git: GitProgram
  /// As git is asked for it, and from where.
  private let tree: String
  private let start: String

  /// Nil where git has no such folder, or is not there.
  init?(_ name: String, beside folder: String) {
    guard !name.hasPrefix("-"), let git = GitProgram() else { return nil }
    self.git = git
    if name.contains(":") {
      (shown, tree, start) = (name, name, ".")
    } else if FileStatus(of: folder, followingLinks: true)?.kind == .directory {
      // From there, since it may stand in another repository than this command.
      let path = folder.hasPrefix("/") || folder.hasPrefix("./") ? folder : "./\(folder)"
      (shown, tree, start) = ("\(name):\(path)", "\(name):./", folder)
    } else {
      // The other may be one in git itself: HEAD~1:rules.
      if let colon = folder.firstIndex(of: ":") {
        shown = "\(name)\(folder[colon...])"
      } else {
        shown = "\(name):\(folder.hasPrefix("./") ? folder : "./\(folder)")"
      }
      (tree, start) = (shown, ".")
    }
    guard run(["cat-file", "-t", tree], most: 100) == Array("tree\n".utf8) else { return nil }
  }

  /// The files of the book in it.
  func files() throws(Failure) -> [SourceFile] {
    let entries = try entries().filter { RuleFile.kind(ofPath: $0.path).isOfBook }
    let size = entries.reduce(0) { $0 + $1.size + 200 }
    let names = entries.map { "\($0.object)\n" }.joined()
    guard let contents = run(["cat-file", "--batch"], input: Array(names.utf8), most: size) else {
      throw Failure(.findings, "git cannot read the files of '\(shown)'")
    }
    var rest = contents[...]
    var files: [SourceFile] = []
    for entry in entries {
      // A line with the object, its kind and its size; then so many bytes, and a line feed.
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")), rest.endIndex - end > entry.size else {
        throw Failure(.findings, "git gave less of '\(entry.path)' than it has")
      }
      let bytes = rest[(end + 1)..<(end + 1 + entry.size)]
      files.append(SourceFile(path: entry.path, bytes: Array(bytes)))
      rest = rest[(end + 2 + entry.size)...]
    }
    return files
  }

  /// The paths of all files that are in the folder.
  func paths() throws(Failure) -> [String] { try entries().map(\.path) }

  private func entries() throws(Failure) -> [Entry] {
    guard let listing = run(["ls-tree", "-r", "-z", "-l", "--full-tree", tree], most: 64 << 20) else {
      throw Failure(.findings, "git cannot list '\(shown)'")
    }
    return listing.split(separator: 0).compactMap { Entry($0) }.filter(\.isFile)
  }

  private func run(_ arguments: [String], input: [UInt8] = [], most: Int) -> [UInt8]? {
    git.run(["-C", start] + arguments, input: input, most: most, within: .seconds(60))
  }

  /// A file as `git ls-tree -l` names it.
  private struct Entry {
    let isFile: Bool
    let object: String
    let size: Int
    let path: String

    init?(_ line: some Collection<UInt8>) {
      let text = String(decoding: line, as: UTF8.self)
      guard let tab = text.firstIndex(of: "\t") else { return nil }
      let words = text[..<tab].split(separator: " ")
      guard words.count == 4 else { return nil }
      // A link is no file: where it leads is no matter of this revision.
      isFile = words[0].hasPrefix("100")
      object = String(words[2])
      size = Int(words[3]) ?? 0
      path = String(text[text.index(after: tab)...])
    }
  }
}

extension RuleFile.Kind {
  fileprivate var isOfBook: Bool { self == .rules || self == .sheet }
}
