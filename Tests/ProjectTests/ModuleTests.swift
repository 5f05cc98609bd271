import Foundation
import TestSupport
import Testing

/// Which modules need which others.
@Suite struct ModuleTests {
  private let modules: [Manifest.Target]

  init() throws {
    modules = try Manifest().targets.filter { $0.path.hasPrefix("Sources/") }
    try #require(modules.count > 15)
  }

  @Test func `a module needs only modules that stand above it`() {
    var above: Set<String> = []
    let own = Set(modules.map(\.name))
    for module in modules {
      #expect(own.intersection(module.dependencies).isSubset(of: above), "\(module.name)")
      above.insert(module.name)
    }
  }

  /// Everything that a module needs, others of the package with what they need in turn.
  private func needs(of name: String) -> Set<String> {
    let direct = modules.first { $0.name == name }?.dependencies ?? []
    return direct.reduce(into: Set(direct)) { $0.formUnion(needs(of: $1)) }
  }

  @Test(arguments: [
    "API", "Analysis", "Books", "Decisions", "DecisionStatistics", "Journeys", "RuleFiles", "RuleTests",
    "Settings",
    "System", "Telemetry",
  ])
  func `a module that works offline needs no daemon, no network and no database`(module: String) throws {
    try #require(modules.contains { $0.name == module })
    let needed = needs(of: module)
    #expect(
      needed.isDisjoint(with: [
        "Daemon", "Serving", "History", "SharedHistory", "PostgreSQL", "NIOCore", "NIOPosix", "NIOHTTP1",
        "GRDB",
      ]))
  }

  @Test func `of the commands only serve imports the daemon, and backup what reads a copy`() throws {
    let needed = needs(of: "Serving").union(needs(of: "History")).union(["Daemon", "Serving", "History"])
    let offline = [
      "API", "Analysis", "Books", "Decisions", "DecisionStatistics", "Journeys", "RuleFiles", "RuleTests",
      "Settings",
      "System", "Telemetry",
    ]
    let heavy = needed.subtracting(offline.reduce(into: Set(offline)) { $0.formUnion(needs(of: $1)) })
    #expect(heavy.isSuperset(of: ["Daemon", "GRDB", "NIOCore"]))
    var count = 0
    for file in try Project.swiftFiles(below: "Sources/Commands") where !file.hasSuffix("/Serve.swift") {
      count += 1
      // It asks the daemon, and compares a copy with the one that it would replace.
      let allowed: Set = file.hasSuffix("/Backup.swift") ? ["History"] : []
      #expect(try Project.imports(of: file).isDisjoint(with: heavy.subtracting(allowed)), "\(file)")
    }
    #expect(count > 50)
  }

  @Test func `a program that keeps its history in a file has nothing of PostgreSQL in it`() {
    #expect(needs(of: "waymark").isDisjoint(with: ["SharedJournals", "SharedHistory", "PostgreSQL"]))
    #expect(needs(of: "SharedHistory").contains("PostgreSQL"))
    #expect(needs(of: "SharedHistory").isDisjoint(with: ["History", "GRDB"]))
  }

  /// What would make the answer of a pure module depend on more than what it is given.
  private static var impure: [Regex<Substring>] {
    [
      /\bFileManager\b/, /\bProcessInfo\b/, /\bDate\(\)/, /\bContinuousClock\b/, /\bMutex</, /\basync\b/,
      /\bTask\s*\{/, /\bactor\s+\w/, /\bSystemRandomNumberGenerator\b/,
      /(?m)^\s*(?:package )?static var \w+(?:: [^{\n]+)? =/,
    ]
  }

  @Test(arguments: [
    "Diagnostics", "JSON", "YAML", "CEL", "Rules", "RuleFiles", "Decisions", "Journeys", "RuleTests",
    "DecisionStatistics",
    "Replay",
  ])
  func `a pure module has no files, no clock, no tasks and no state of its own`(module: String) throws {
    for file in try Project.swiftFiles(below: "Sources/\(module)") {
      let code = try Project.text(file).replacing(/\/\/[^\n]*/, with: "")
      for sign in Self.impure {
        #expect(code.firstMatch(of: sign) == nil, "\(file)")
      }
    }
  }
}
