import Foundation
import RuleFiles

/// The folder of a rule book as an argument beside the name of a table, either of which may be left out.
enum TableFolder {
  static let usual = "rules"

  /// Whether an argument that may be either names a folder: there is one, and no table of that name in the usual one.
  static func isMeant(by argument: String) -> Bool {
    guard isFolder(argument) else { return false }
    return !isFolder(usual)
      || !BookTable.ids(in: RuleBookFolder(at: usual, option: nil).files).contains { $0.id == argument }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
