import Books
import Foundation
import RuleFiles

/// The folder of a whole rule book, of which a file or a folder is probably a part only.
enum OuterBook {
  /// So far up it is looked for: further out stand the books of others.
  private static let most = 3

  /// The nearest folder around another one that has rule files outside it; nil where there is none.
  ///
  /// - Parameters:
  ///   - path: of a folder, as it was named; the answer is named likewise.
  ///   - besides: whether rule files count that stand in the folders beside it.
  static func folder(around path: String, besides: Bool) -> String? {
    let start = plain(path)
    var inner = start
    for _ in 0..<most {
      guard let outer = parent(of: inner), inner == start || !outer.hasPrefix("..") else { return nil }
      // What stands beside the folder where the command runs has nothing to do with it.
      let hasName = outer != "." && outer != "/" && !outer.hasPrefix("..")
      if hasRules(in: outer, around: besides && hasName ? inner : nil) { return outer }
      inner = outer
    }
    return nil
  }

  private static func plain(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    while path.hasPrefix("./"), path.count > 2 { path.removeFirst(2) }
    return path
  }

  /// The folder that holds another one: of `a/b` `a`, of `a` `.`, of `.` `..`; nil of the outermost.
  private static func parent(of path: String) -> String? {
    if path == "/" { return nil }
    if path == "." { return ".." }
    if path == ".." || path.hasSuffix("/..") {
      return FolderSurvey.resolve(path) == "/" ? nil : "\(path)/.."
    }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Whether rule files stand in a folder, or in the folders in it, other than one of these, where that is given.
  private static func hasRules(in outer: String, around inner: String?) -> Bool {
    let files = FileManager.default
    func names(_ path: String) -> [String] {
      let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
      return names.count > 1000 ? [] : names.filter { !RuleFile.isSkipped(name: $0) }
    }
    func hasRules(_ path: String, _ names: [String]) -> Bool {
      names.contains { RuleFile.kind(ofName: $0) == .rules && beginsLikeRules("\(path)/\($0)") }
    }
    let own = names(outer)
    if hasRules(outer, own) { return true }
    guard let skipped = inner.flatMap(FolderSurvey.resolve) else { return false }
    return own.contains { name in
      let path = "\(outer)/\(name)"
      return FolderSurvey.resolve(path) != skipped && hasRules(path, names(path))
    }
  }

  private static func beginsLikeRules(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return RuleFile.beginsLikeRules((try? file.read(upToCount: 4096)) ?? Data())
  }
}
