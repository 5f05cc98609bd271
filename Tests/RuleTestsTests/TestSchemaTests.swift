import Diagnostics
import Testing
import TestSupport

@testable import RuleFiles
@testable import RuleTests
@testable import Rules

/// The schema of rule tests.
@Suite struct TestSchemaTests {
  private static func properties(_ schema: SchemaValue?) -> [String] {
    guard case .object(let members) = schema?["properties"] else { return [] }
    return members.map(\.0)
  }

  /// The schema of a state with a body of its own, not of one that is only named.
  private static func state(_ schema: SchemaValue) -> SchemaValue? {
    guard case .array(let forms) = schema["definitions"]?["state"]?["anyOf"] else { return nil }
    return forms.last
  }

  @Test(arguments: [nil, RuleTestTests.book]) func `it has every key that tests may have`(book: String?) {
    let words = book.map { RuleBook.load([SourceFile(path: "book.yaml", bytes: Array($0.utf8))]).words }
    let schema = words.map { TestSchema(of: $0) }?.schema ?? TestSchema.general.schema
    #expect(Self.properties(schema) == TestFileKey.allCases.map(\.rawValue))
    let test = schema["properties"]?["tests"]?["additionalProperties"]
    #expect(Self.properties(test) == TestKey.allCases.map(\.rawValue))
    #expect(
      Self.properties(schema["definitions"]?["expectation"]) == ExpectationKey.allCases.map(\.rawValue))
    let state = Self.state(schema)
    let keys = ["from"] + StateKey.allCases.map(\.rawValue) + ["account", "person"]
    #expect(Self.properties(state) == keys)
    // A state may take the rest from another one.
    #expect(state?["required"] == nil)
    #expect(Self.properties(state?["properties"]?["account"]).contains("employees") == (book != nil))
  }

  /// Attributes below one another, a stage twice, a persona that is none, a file that is no YAML.
  @Test func `a broken book has a schema of tests as well`() {
    let files = [
      "attributes: {account.size: int, account.size.class: string, a.b: 3}",
      "stages: {x: {phase: before}, x: {phase: after}, y: }", "personas: [a]", "actions: {a: {kind",
      "actions: {b: {}}",
    ].enumerated().map { SourceFile(path: "\($0).yaml", bytes: Array("\($1)\n".utf8)) }
    let load = RuleBook.load(files)
    #expect(load.book == nil)
    let schema = TestSchema(of: load.words).schema
    #expect(Self.properties(Self.state(schema)).contains("stage"))
  }
}
