import Diagnostics
import Foundation
import Testing
import TestSupport
import YAML

@Suite("A file with mistakes")
struct DiagnosticTests {
  /// The names of the fixtures, without `.yaml`.
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.folder().path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  static func file(_ name: String) throws -> SourceFile {
    let data = try Data(contentsOf: Fixtures.file("\(name).yaml"))
    return SourceFile(path: "\(name).yaml", bytes: [UInt8](data))
  }

  @Test(arguments: names)
  func `is answered with diagnostics that say what to do`(name: String) throws {
    let file = try Self.file(name)
    let diagnostics = YAMLDocument.parse(file).diagnostics
    Golden.check(DiagnosticRenderer(files: [file]).render(diagnostics), against: "\(name).stderr")
  }

  @Test
  func `has a fixture for every diagnostic, but for those about size`() throws {
    let found = try Self.names.flatMap { YAMLDocument.parse(try Self.file($0)).diagnostics.map(\.id) }
    let missing = Set(YAMLDiagnostics.catalogue).subtracting(found).map(\.name).sorted()
    #expect(missing == ["file-too-large"], "it has a test of its own; a fixture would need 4 MiB")
  }

  @Test(arguments: YAMLDiagnostics.catalogue.map(\.name))
  func `has a page for every diagnostic`(name: String) throws {
    let id = try #require(YAMLDiagnostics.catalogue.first { $0.name == name })
    let sentences = id.page.components(separatedBy: ". ").count
    #expect((2...5).contains(sentences))
    #expect(id.page.hasSuffix("."))
    #expect(YAMLDiagnostics.catalogue.filter { $0 == id }.count == 1)
  }
}
