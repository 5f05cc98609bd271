import Foundation
import Glibc
import Settings
import System

/// Folders of the configuration that must not stand in each other.
extension Configuration {
  struct Misplaced: Error, CustomStringConvertible {
    let description: String
  }

  /// The daemon keeps copies of rule books in its own folders: among the files of the rules they would be rules, too.
  func checkPlaces() throws(Misplaced) {
    let rules = Self.place(of: rulesPath)
    var places = [("state_dir", stateDirectory)]
    if decisionLog.isEnabled { places.append(("decision_log.path", decisionLogPath)) }
    for (name, path) in places {
      let place = Self.place(of: path)
      guard place == rules || place.hasPrefix(rules == "/" ? "/" : "\(rules)/") else { continue }
      throw Misplaced(
        description:
          "'\(path)' ('\(name)') is in the folder of the rules, '\(rulesPath)': the daemon's copies of rule files there would be rules, too\n  help: put it beside that folder"
      )
    }
  }

  /// Where a path leads, as far as there is something.
  private static func place(of path: String) -> String {
    if path.count > 1, path.hasSuffix("/") { return place(of: String(path.dropLast())) }
    if let found = realpath(path, nil) {
      defer { free(found) }
      return String(cString: found)
    }
    let parent = Directory.parent(of: path)
    guard parent != path, !parent.isEmpty else { return path }
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let above = place(of: parent)
    return above == "/" ? "/\(name)" : "\(above)/\(name)"
  }
}
