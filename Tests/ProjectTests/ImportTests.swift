import Foundation
import Testing
import TestSupport

/// A target imports what it declares: no more, which SwiftPM lets pass where another target depends on it, and no less.
@Suite struct ImportTests {
  /// What comes with Swift and the system.
  private static let given: Set<String> = [
    "Dispatch", "Foundation", "Glibc", "RegexBuilder", "Synchronization", "Testing",
  ]

  @Test func `each target imports the modules that it declares and no others`() throws {
    let targets = try Manifest().targets
    #expect(targets.count > 20)
    for target in targets where !Project.isInC(target.path) {
      // The executable is built for the tests that run it.
      let declared = Set(target.dependencies).subtracting(["waymark"])
      let imported = try Self.imports(of: target)
      #expect(
        imported.subtracting(declared).sorted() == [], "\(target.name) imports them and does not declare them"
      )
      #expect(
        declared.subtracting(imported).sorted() == [], "\(target.name) declares them and does not import them"
      )
    }
  }

  private static func imports(of target: Manifest.Target) throws -> Set<String> {
    var modules: Set<String> = []
    for file in try Project.swiftFiles(below: target.path) {
      modules.formUnion(try Project.imports(of: file))
    }
    return modules.subtracting(given)
  }
}
