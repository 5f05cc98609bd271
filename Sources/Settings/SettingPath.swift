import System

/// A path as a setting has it.
enum SettingPath {
  /// What is wrong with a path that only a shell understands: here it would name a new folder.
  static func refusal(of path: String) -> String? {
    guard let first = path.first, first == "~" || first == "$" else { return nil }
    return "'\(path)' is not a path: '\(first)' stands for nothing here; write the whole path"
  }

  /// A path from a folder. Links stay in it, because where they lead may change while the daemon runs.
  static func join(_ path: String, to folder: String) -> String {
    var names = folder.split(separator: "/")
    for name in path.split(separator: "/") where name != "." {
      let place = "/\(names.joined(separator: "/"))"
      // Behind a link the system alone knows what is above.
      let isPlain = names.last != ".." && FileStatus(of: place, followingLinks: false)?.kind != .link
      if name == "..", isPlain { _ = names.popLast() } else { names.append(name) }
    }
    return "/\(names.joined(separator: "/"))"
  }
}
