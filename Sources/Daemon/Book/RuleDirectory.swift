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
  static let noRuleDirectory = DiagnosticID(
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
    var seen: Set<String> = []
    visit(path, relative: "", into: &contents, seen: &seen)
    contents.files.sort { bytesPrecede($0.path, $1.path) }
    if contents.files.isEmpty && contents.diagnostics.isEmpty {
      contents.diagnostics.append(
        Diagnostic(
          .error, .noRuleFiles, "the folder '\(path)' holds no rule files", at: root,
          help: "rule files end in .yaml or .yml; make a first book with 'waymark init'"))
    }
    return contents
  }

  private static func visit(
    _ folder: String, relative: String, into contents: inout Contents, seen: inout Set<String>
  ) {
    // A link that leads back up would go round for ever.
    guard seen.insert(URL(fileURLWithPath: folder).resolvingSymlinksInPath().path).inserted else { return }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      contents.diagnostics.append(unreadable(relative.isEmpty ? folder : relative, error))
      return
    }
    for name in names {
      let path = relative.isEmpty ? name : "\(relative)/\(name)"
      guard !name.hasPrefix("."), !name.hasPrefix("_") else { continue }
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
      if exists && isFolder.boolValue {
        visit("\(folder)/\(name)", relative: path, into: &contents, seen: &seen)
      } else if RuleFile.belongs(path: path) {
        do {
          let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
          contents.files.append(SourceFile(path: path, bytes: Array(data)))
        } catch {
          contents.diagnostics.append(unreadable(path, error))
        }
      }
    }
  }

  /// A folder and every folder of the book below it, whether or not they can be read.
  static func folders(below root: String) -> [String] {
    var folders: [String] = []
    var seen: Set<String> = []
    func visit(_ folder: String) {
      guard seen.insert(URL(fileURLWithPath: folder).resolvingSymlinksInPath().path).inserted else { return }
      folders.append(folder)
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      where !name.hasPrefix(".") && !name.hasPrefix("_") {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder) else {
          continue
        }
        if isFolder.boolValue { visit("\(folder)/\(name)") }
      }
    }
    visit(root)
    return folders
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
