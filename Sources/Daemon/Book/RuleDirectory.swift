package import Diagnostics
import Foundation
import Rules

extension DiagnosticID {
  static let unreadable = DiagnosticID(
    "unreadable",
    page: """
      A file or a folder of the rule book could not be read, for instance because the user that runs Waymark may \
      not read it, or because a symbolic link leads nowhere. The rule book is not loaded without it, since a rule \
      that is silently absent is worse than an error. Give Waymark's user permission to read it, or move it away.
      """)
  package static let noRuleDirectory = DiagnosticID(
    "no-rule-directory",
    page: """
      The folder that should hold the rule book does not exist or is no folder. Name the right one with --rules or \
      with `rules: {path: …}` in the configuration, or make one with `waymark init`.
      """)
  static let noRuleFiles = DiagnosticID(
    "no-rule-files",
    page: """
      The folder holds no rule files. Waymark reads every *.yaml and *.yml below it, but for names that begin with \
      a dot or an underscore, names that end in ~, and rule tests (*.test.yaml). Make a first book with \
      `waymark init`.
      """)
}

/// The problems of reading rule files from disk.
package enum RuleDirectoryDiagnostics {
  package static let catalogue: [DiagnosticID] = [.unreadable, .noRuleDirectory, .noRuleFiles]
}

/// A folder of rule files.
package enum RuleDirectory {
  package struct Contents: Sendable {
    /// By path, relative to the folder.
    package var files: [SourceFile] = []
    /// Why some could not be read.
    package var diagnostics: [Diagnostic] = []
  }

  /// Reads every file of the book below a folder; symbolic links are followed, each folder once.
  package static func read(at path: String) -> Contents {
    var contents = Contents()
    var isFolder: ObjCBool = false
    let root = SourceLocation(file: path, span: .start)
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      contents.diagnostics.append(
        Diagnostic(
          .error, .noRuleDirectory, "there is no folder '\(path)'", at: root,
          help: "name the folder of the rule book with --rules, or make one with 'waymark init'"))
      return contents
    }
    walk(path) { folder in
      if let error = folder.problem {
        contents.diagnostics.append(unreadable(folder.name.isEmpty ? path : folder.name, error))
      }
      for entry in folder.entries where !entry.isFolder {
        let name = folder.name.isEmpty ? entry.name : "\(folder.name)/\(entry.name)"
        guard RuleFile.belongs(path: name) else { continue }
        do {
          let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(entry.name)"))
          contents.files.append(SourceFile(path: name, bytes: Array(data)))
        } catch {
          contents.diagnostics.append(unreadable(name, error))
        }
      }
    }
    contents.files.sort { bytesPrecede($0.path, $1.path) }
    if contents.files.isEmpty && contents.diagnostics.isEmpty {
      contents.diagnostics.append(
        Diagnostic(
          .error, .noRuleFiles, "the folder '\(path)' holds no rule files", at: root,
          help: "rule files end in .yaml or .yml; make a first book with 'waymark init'"))
    }
    return contents
  }

  /// A folder on the way, with all that is in it.
  struct Folder {
    let path: String
    /// Relative to the root; empty for the root.
    let name: String
    let entries: [(name: String, isFolder: Bool)]
    /// Why the entries could not be listed.
    let problem: (any Error)?
  }

  /// Goes through a folder and every folder of the book below it; symbolic links are followed, each folder once.
  static func walk(_ root: String, _ visit: (Folder) -> Void) {
    var seen: Set<String> = []
    func enter(_ path: String, _ name: String) {
      // A link that leads back up would go round for ever.
      guard seen.insert(URL(fileURLWithPath: path).resolvingSymlinksInPath().path).inserted else { return }
      let names = Result { try FileManager.default.contentsOfDirectory(atPath: path) }
      let entries = ((try? names.get()) ?? []).map { name in
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
        return (name: name, isFolder: exists && isFolder.boolValue)
      }
      let problem: (any Error)? = if case .failure(let error) = names { error } else { nil }
      visit(Folder(path: path, name: name, entries: entries, problem: problem))
      for entry in entries where entry.isFolder && !entry.name.hasPrefix(".") && !entry.name.hasPrefix("_") {
        enter("\(path)/\(entry.name)", name.isEmpty ? entry.name : "\(name)/\(entry.name)")
      }
    }
    enter(root, "")
  }

  private static func unreadable(_ path: String, _ error: any Error) -> Diagnostic {
    let code = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code
    let reason = code.map { String(cString: strerror(Int32($0))).lowercased() } ?? error.localizedDescription
    return Diagnostic(
      .error, .unreadable, "'\(path)' cannot be read: \(reason)",
      at: SourceLocation(file: path, span: .start),
      help: "let the user that runs Waymark read it, or move it away")
  }
}
