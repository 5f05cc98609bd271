import Foundation
import Testing

/// Which modules commands need, and which those need in turn: what works offline needs no daemon, no network and no
/// database.
struct ModuleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// What any command may import.
  private static let offline: Set = [
    "API", "ArgumentParser", "Books", "CEL", "Decisions", "Diagnostics", "Foundation", "Glibc", "JSON",
    "RuleFiles",
    "Rules", "Settings", "System", "Telemetry", "Time", "YAML",
  ]

  @Test func `only serve imports the daemon`() throws {
    let folder = Self.root.appending(path: "Sources/Commands")
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var count = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      count += 1
      let imported = try imports(of: file)
      let allowed =
        file.lastPathComponent == "Serve.swift" ? Self.offline.union(["Daemon"]) : Self.offline
      #expect(imported.isSubset(of: allowed), "\(file.lastPathComponent): \(imported.subtracting(allowed))")
    }
    #expect(count > 50)
  }

  @Test(arguments: ["API", "Books", "Decisions", "RuleFiles", "Settings", "System", "Telemetry"])
  func `a module that works offline needs no daemon, no network and no database`(module: String) throws {
    let dependencies = try Self.dependencies()
    var needed: Set<String> = []
    var open = [module]
    while let next = open.popLast() {
      let direct = try #require(dependencies[next], "\(next) is no module of the package")
      for name in direct where needed.insert(name).inserted && dependencies[name] != nil { open.append(name) }
    }
    #expect(needed.isDisjoint(with: ["Daemon", "Serving", "History", "nio", "database", "deques"]))
  }

  private func imports(of file: URL) throws -> Set<String> {
    let text = try String(contentsOf: file, encoding: .utf8)
    let matches = text.matches(of: /(?m)^(?:package |public |internal |@\w+ )*import (\w+)/)
    return Set(matches.map { String($0.output.1) })
  }

  /// What each module of the package depends on; groups of products by the names of their constants.
  private static func dependencies() throws -> [String: Set<String>] {
    let text = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    var found: [String: Set<String>] = ["CYAML": []]
    for match in text.matches(of: /(?s)module\(\s*"(\w+)"(.*?)\),?\n/) {
      let names = match.output.2.matches(of: /\w+/).map { String($0.output) }
      found[String(match.output.1)] = Set(names)
    }
    try #require(found.count > 15)
    return found
  }
}
