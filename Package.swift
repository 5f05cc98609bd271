// swift-tools-version: 6.3
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
]

/// A module of Waymark: it may import only modules that stand above it in the list below.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

/// The tests of a module; what they need besides is in `TestSupport`.
func tests(of name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: swiftSettings)
}

let fixtures = ["Fixtures"]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let buffers = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "NIOHTTP1", package: "swift-nio"),
]
let database: [Target.Dependency] = [
  .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
]
let deques = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "waymark",
  products: [.executable(name: "waymark", targets: ["waymark"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    module("System", [crypto]),
    module("Diagnostics"),
    module("JSON"),
    module("YAML", ["CYAML", "Diagnostics"]),
    module("Time"),
    module("CEL", ["Diagnostics", "Time"]),
    module("Rules", ["Diagnostics", "Time", "CEL"]),
    module("RuleFiles", ["Diagnostics", "JSON", "YAML", "Time", "CEL", "Rules", crypto]),
    module("Decisions", ["Diagnostics", "JSON", "Time", "CEL", "Rules", crypto]),
    module("Journeys", ["Diagnostics", "JSON", "Time", "Rules", "Decisions", crypto]),
    module("Analysis", ["Diagnostics", "JSON", "Time", "Rules", "Decisions"]),
    module(
      "RuleTests",
      ["Diagnostics", "JSON", "YAML", "Time", "Rules", "RuleFiles", "Decisions", "Journeys"]),
    module("DecisionStatistics", ["JSON", "Time", "Rules", "Decisions", "Journeys"]),
    module("HistoryRecords", ["System", "Time", "Rules", "Decisions", "Journeys", crypto]),
    module(
      "History",
      ["System", "JSON", "Time", "Rules", "Decisions", "Journeys", "HistoryRecords", deques] + database),
    module("PostgreSQL"),
    module(
      "SharedHistory", ["System", "Time", "Rules", "Decisions", "HistoryRecords", "PostgreSQL", crypto]),
    module(
      "SharedJournals", ["Time", "HistoryRecords", "History", "PostgreSQL", "SharedHistory", deques]),
    module(
      "DecisionLog", ["CZlib", "System", "Diagnostics", "JSON", "Time", "Rules", "Decisions", crypto]),
    module(
      "Replay",
      ["Diagnostics", "JSON", "YAML", "Time", "Rules", "RuleFiles", "Decisions", "DecisionLog"]),
    module("API", ["JSON"]),
    module("Reporting", ["Diagnostics", "JSON", "Time", "Rules", "Decisions", "Journeys", "API"]),
    module(
      "Books", ["System", "Diagnostics", "JSON", "YAML", "Time", "Rules", "RuleFiles", "Decisions"]),
    module("Telemetry", ["System", "Diagnostics", "JSON"]),
    module(
      "Settings",
      ["System", "Diagnostics", "YAML", "Time", "Decisions", "DecisionLog", "API", "Books", "Telemetry"]),
    module("Serving", ["System", "API"] + nio),
    module(
      "Daemon",
      [
        "System", "Diagnostics", "JSON", "Time", "Rules", "RuleFiles", "Decisions", "Journeys", "Books",
        "HistoryRecords", "History", "RuleTests", "DecisionLog", "API", "Reporting", "Settings", "Serving",
        "Telemetry", deques,
      ]),
    module(
      "Commands",
      [
        "System", "Diagnostics", "JSON", "YAML", "Time", "CEL", "Rules", "RuleFiles", "Decisions", "Journeys",
        "Analysis", "RuleTests", "DecisionStatistics", "DecisionLog", "Replay", "API", "Books", "Telemetry",
        "History", "Reporting", "Settings", "Daemon", arguments,
      ]),
    .executableTarget(name: "waymark", dependencies: ["Commands"], swiftSettings: swiftSettings),
    .target(name: "CScan", path: "Benchmarks/CScan"),
    .target(name: "CClient", path: "Benchmarks/CClient"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CClient", "CEL", "CScan", "DecisionLog", "DecisionStatistics", "Decisions", "Diagnostics", "History",
        "HistoryRecords", "JSON", "Journeys", "PostgreSQL", "Rules", "RuleFiles", "SharedHistory", "System",
        "Time",
      ],
      path: "Benchmarks",
      exclude: [
        "CClient", "CScan", "audience.sh", "instructions.sh", "instructions.txt", "postgresql.sh",
        "results.md",
      ],
      swiftSettings: swiftSettings),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: swiftSettings),
    .executableTarget(
      name: "Load", dependencies: ["JSON", "DecisionLog", "TestSupport"], path: "Tests/Load",
      swiftSettings: swiftSettings),
    tests(of: "System", ["System"]),
    tests(of: "Diagnostics", ["Diagnostics"], exclude: fixtures),
    tests(of: "JSON", ["JSON"]),
    tests(of: "YAML", ["YAML", "Diagnostics"], exclude: fixtures),
    tests(of: "CEL", ["CEL", "Time"]),
    tests(
      of: "Rules", ["Rules", "RuleFiles", "CEL", "YAML", "Time", "JSON", "Diagnostics"], exclude: fixtures),
    tests(
      of: "Decisions", ["Decisions", "Rules", "RuleFiles", "Time", "JSON", "Diagnostics"], exclude: fixtures),
    tests(
      of: "Journeys",
      ["Journeys", "Decisions", "Rules", "RuleFiles", "Time", "JSON", "Diagnostics", crypto],
      exclude: fixtures),
    tests(
      of: "Analysis",
      ["Analysis", "Decisions", "Rules", "RuleFiles", "Time", "JSON", "Diagnostics"]),
    tests(of: "RuleTests", ["RuleTests", "Decisions", "Rules", "RuleFiles", "Diagnostics"]),
    tests(of: "DecisionStatistics", ["DecisionStatistics", "JSON", "Rules", "Time"]),
    tests(
      of: "History",
      [
        "System", "History", "HistoryRecords", "Decisions", "Journeys", "PostgreSQL", "Rules",
        "SharedJournals",
        "Time",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests(of: "PostgreSQL", ["PostgreSQL"]),
    tests(
      of: "SharedHistory",
      ["Decisions", "HistoryRecords", "PostgreSQL", "Rules", "SharedHistory", "System", "Time"]),
    tests(
      of: "SharedJournals",
      [
        "Decisions", "History", "HistoryRecords", "Journeys", "PostgreSQL", "Rules", "SharedHistory",
        "SharedJournals", "System", "Time",
      ]),
    tests(
      of: "DecisionLog",
      ["System", "DecisionLog", "Decisions", "Diagnostics", "JSON", "RuleFiles", "Rules", "Time"]),
    tests(
      of: "Replay",
      ["Replay", "DecisionLog", "Decisions", "Diagnostics", "JSON", "RuleFiles", "Rules", "Time"]),
    tests(of: "Serving", ["API", "Serving", buffers]),
    tests(of: "Telemetry", ["System", "Telemetry"]),
    tests(
      of: "Daemon",
      [
        "API", "Books", "Daemon", "DecisionLog", "Decisions", "History", "HistoryRecords", "Settings",
        "System", "Rules", "RuleFiles", "Time", "JSON", "Diagnostics", "Serving", "Telemetry", "waymark",
      ],
      exclude: fixtures),
    .testTarget(name: "ProjectTests", dependencies: ["TestSupport"], swiftSettings: swiftSettings),
    // Runs the executable that is built beside it.
    .testTarget(
      name: "CommandTests", dependencies: ["waymark", "Commands", "Rules", "TestSupport"], exclude: ["Cases"],
      swiftSettings: swiftSettings),
  ],
  swiftLanguageModes: [.v6]
)
