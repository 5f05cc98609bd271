import Books
import Diagnostics
import Foundation
import RuleFiles

/// The folder of a rule book as an argument beside the name of a table, either of which may be left out.
enum TableFolder {
  private static let usual = "rules"

  /// The table and the folder that two arguments name: a folder alone is that of the rule book, unless there is a table of
  /// its name.
  static func arguments(_ name: String?, _ directory: String?) -> (name: String?, directory: String) {
    if let only = name, directory == nil, isMeant(by: only) { return (nil, only) }
    return (name, directory ?? usual)
  }

  /// Whether an argument that may be either names a folder: there is one, and no table of that name in the usual one.
  private static func isMeant(by argument: String) -> Bool {
    guard isFolder(argument) else { return false }
    return !isFolder(usual)
      || !BookTable.ids(in: files(of: usual)).contains { $0.id == argument }
  }

  private static func files(of path: String) -> [SourceFile] {
    RuleDirectory.read(at: path, followsLinks: RuleBookFolder.links == .follow).files
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
