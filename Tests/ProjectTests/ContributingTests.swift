import Foundation
import TestSupport
import Testing

/// `CONTRIBUTING.md` speaks of what is there.
@Suite struct ContributingTests {
  private let text: String

  init() throws { text = try Project.text("CONTRIBUTING.md") }

  @Test func `it describes the modules of the package, in their order`() throws {
    let described = text.matches(of: /(?m)^- \*\*(\w+)\*\* (?:\(pure\) )?\w/).map { String($0.output.1) }
    let manifest = try Project.text("Package.swift")
    let modules = manifest.matches(
      of: /(?:\.systemLibrary\(name: |\bmodule\(\s*|\.executableTarget\(name: )"(\w+)"/)
    #expect(described == modules.map { String($0.output.1) })
  }

  @Test func `the files that it names are there`() {
    let paths = text.matches(of: /`(\w+\/[\w\/+]+\.swift)`/).map { String($0.output.1) }
    #expect(paths.count > 15)
    for path in paths {
      let file = Project.root.appending(path: "Sources/\(path)").path
      #expect(FileManager.default.fileExists(atPath: file), "\(path)")
    }
  }

  @Test func `the types and functions that it names are declared`() throws {
    var code = ""
    for file in try Project.swiftFiles(below: "Sources") { code += try Project.text(file) }
    let declared = Set(
      code.matches(of: /\b(?:class|struct|enum|protocol|func|var|let|case) (\w+)/).map { String($0.output.1) }
    )
    let named = text.matches(of: /`([A-Z]\w*)(?:\.(\w+))?`/)
    #expect(named.count > 25)
    for name in named where !name.output.1.hasPrefix("WAYMARK") {
      let isDeclared = declared.contains(String(name.output.1))
      let isMemberDeclared = name.output.2.map { declared.contains(String($0)) } ?? true
      #expect(isDeclared && isMemberDeclared, "\(name.output.0)")
    }
  }
}
