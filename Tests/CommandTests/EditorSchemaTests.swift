import Foundation
import Testing
import TestSupport

/// The schemas for editors that stand beside rule files, and the first lines that name them.
@Suite struct EditorSchemaTests {
  private static let validator = Tool(python: "check-jsonschema")
  private static let rules = Project.root.appending(path: "rules")

  /// The schema that a YAML file names in its first line, as editors look for it: from where the file stands.
  private static func schema(of file: URL) throws -> String {
    let line = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first ?? ""
    let match = try #require(
      line.wholeMatch(of: /# yaml-language-server: \$schema=(\S+)/), "\(file.path): \(line)")
    return file.deletingLastPathComponent().appending(path: String(match.output.1)).standardizedFileURL.path
  }

  /// The YAML files of a rule book: rule files, and files of tests.
  private static func files(below folder: URL) throws -> [URL] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { folder.appending(path: $0) }
  }

  @Test(arguments: ["book", "tests"])
  func `the schema beside the rules is the one that the command prints`(subject: String) throws {
    let result = try Shell.run(["waymark", "schema", subject, Self.rules.path], in: try TemporaryFolder())
    #expect(result.exitCode == 0 && result.errors == "", "\(result.errors)")
    Golden.check(result.output, against: Self.rules.appending(path: ".\(subject).schema.json"))
  }

  @Test func `every file of the rules names its schema in the first line`() throws {
    let files = try Self.files(below: Self.rules)
    #expect(files.count > 50)
    for file in files {
      let name = file.lastPathComponent.hasSuffix(".test.yaml") ? ".tests.schema.json" : ".book.schema.json"
      #expect(try Self.schema(of: file) == Self.rules.appending(path: name).path)
    }
  }

  @Test func `what init writes names its schema, and the schema is there`() throws {
    let folder = try TemporaryFolder()
    _ = try Shell.run("waymark init", in: folder)
    let files = try Self.files(below: folder.url.appending(path: "rules"))
    #expect(files.count == 4)
    for file in files { #expect(FileManager.default.fileExists(atPath: try Self.schema(of: file))) }
    let before = try folder.read("rules/.book.schema.json")
    try folder.write("triggers: {free-trial: }\n", to: "rules/more.yaml")
    let result = try Shell.run("waymark schema book rules --write", in: folder)
    #expect(result.exitCode == 0 && result.output + result.errors == "")
    #expect(!before.contains("free-trial"))
    #expect(try folder.read("rules/.book.schema.json").contains("free-trial"))
    #expect(try folder.read("rules/.tests.schema.json").contains("free-trial"))
  }

  @Test(.needs(validator)) func `a validator takes every file of the rules by the schema that it names`()
    throws
  {
    try Self.validate(Self.files(below: Self.rules), in: try TemporaryFolder())
  }

  @Test(.needs(validator)) func `a validator takes what init writes`() throws {
    let folder = try TemporaryFolder()
    _ = try Shell.run("waymark init", in: folder)
    try Self.validate(Self.files(below: folder.url.appending(path: "rules")), in: folder)
  }

  private static func validate(_ files: [URL], in folder: TemporaryFolder) throws {
    for (schema, files) in Dictionary(grouping: files, by: { (try? Self.schema(of: $0)) ?? "" }) {
      let (text, code) = try validator.run(["--schemafile", schema] + files.map(\.path), in: folder.url)
      #expect(code == 0, "\(text)")
    }
  }

  @Test(.needs(validator)) func `a validator takes the tests of the articles, and no mistake in one`() throws
  {
    let folder = try TemporaryFolder()
    for example in try Article(named: "TestingRules.md").examples
    where example.words.first == "yaml" && example.words.count == 2 {
      try folder.write(example.text, to: example.words[1])
    }
    let schema = try Shell.run("waymark schema tests rules", in: folder).output
    try folder.write(schema, to: "schema.json")
    func problems(_ name: String) throws -> String {
      let (text, code) = try Self.validator.run(["--schemafile", "schema.json", name], in: folder.url)
      return code == 0 ? "" : text
    }
    for name in try folder.names(in: "rules") where name.hasSuffix(".test.yaml") {
      #expect(try problems("rules/\(name)") == "", "\(name)")
    }
    for mistake in [
      "test: {}", "tests: {t: {expects: {first: guide}}}", "tests: {t: {expect: {first: giude}}}",
      "tests: {t: {expect: {includes: [guide, giude]}}}", "tests: {t: {expect: {outcome: match}}}",
      "tests: {t: {expect: {held_back: {guide: cool-down}}}}",
      "tests: {t: {expect: {held_back: {giude: cooldown}}}}",
      "tests: {t: {expect: {channels: {guide: mail}}}}", "tests: {t: {expect: {stage: desicion}}}",
      "tests: {t: {now: tomorrow, expect: {first: guide}}}",
      "tests: {t: {state: {sentiment: 3}, expect: {first: guide}}}",
      "tests: {t: {state: {account: {employees: many}}, expect: {first: guide}}}",
      "tests: {t: {cases: {rows: [[a]]}, expect: {first: guide}}}",
    ] {
      try folder.write("\(mistake)\n", to: "mistake.test.yaml")
      #expect(try problems("mistake.test.yaml") != "", "\(mistake)")
    }
  }
}

extension TestDirectory {
  /// The names in a folder of it, in order.
  fileprivate func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: at(folder)).sorted()
  }
}
