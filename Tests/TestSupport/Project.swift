package import Foundation

/// Where the sources that the tests were built from lie.
package enum Project {
  /// The folder of `Package.swift`.
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The text of a file of the project.
  package static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// The Swift files below a folder of the project, by their paths in it.
  package static func swiftFiles(below folder: String) throws -> [String] {
    let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.allObjects ?? []
    let files = names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
    guard !files.isEmpty else { throw CocoaError(.fileNoSuchFile) }
    return files.sorted().map { "\(folder)/\($0)" }
  }

  /// Whether what lies below a folder of the project is written in C.
  package static func isInC(_ folder: String) -> Bool {
    let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.allObjects ?? []
    return names.contains { ($0 as? String)?.hasSuffix(".c") ?? false }
      && !names.contains { ($0 as? String)?.hasSuffix(".swift") ?? false }
  }

  /// The modules that a file imports.
  package static func imports(of file: String) throws -> Set<String> {
    let pattern = /(?m)^(?:@\w+ )?(?:package |public |internal |private )?import (?:\w+ (?=\w))?(\w+)/
    return Set(try text(file).matches(of: pattern).map { String($0.output.1) })
  }
}
