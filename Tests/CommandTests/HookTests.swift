import Foundation
import Testing
import TestSupport

/// The examples of hooks and of a workflow, tried in a repository of rules.
@Suite(.needs(Tool("git"))) struct HookTests {
  private static let examples = Project.root.appending(path: "config/examples")
  private static let framework = Tool(python: "pre-commit")
  private static let validator = Tool(python: "check-jsonschema")

  private static let rules = """
    actions:
      guide: {kind: content}
    rules:
      always: {recommend: guide}

    """

  /// A repository with the rules that init writes, and a test for them; nothing is committed yet.
  private static func repository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try run(
      "git init -q -b main && git config user.name anna && git config user.email anna@example.org", in: folder
    )
    try folder.write(rules, to: "rules/book.yaml")
    try folder.write("tests:\n  all:\n    expect: {first: guide}\n", to: "rules/first.test.yaml")
    return folder
  }

  @discardableResult private static func run(
    _ command: String, in folder: TemporaryFolder, at location: SourceLocation = #_sourceLocation
  ) throws -> ShellResult {
    let result = try Shell.run(command, in: folder)
    #expect(result.exitCode == 0, "\(command): \(result.output)\(result.errors)", sourceLocation: location)
    return result
  }

  /// Tries a commit, and returns what was said; empty where it was made in silence.
  private static func commit(
    _ folder: TemporaryFolder, passes: Bool, at location: SourceLocation = #_sourceLocation
  ) throws -> String {
    let before = try Shell.run("git rev-list --all --count", in: folder).output
    let result = try Shell.run("git commit -q -m change", in: folder)
    let after = try Shell.run("git rev-list --all --count", in: folder).output
    let said = result.output + result.errors
    #expect(
      (result.exitCode == 0) == passes && (before != after) == passes, "\(said)", sourceLocation: location)
    return said
  }

  private static func installPlainHook(in folder: TemporaryFolder) throws {
    try run(
      "mkdir .githooks && cp '\(examples.path)/pre-commit' .githooks/ && git config core.hooksPath .githooks",
      in: folder)
  }

  /// What a hook has to let pass and what not, as commits one after the other.
  private static func tryCommits(in folder: TemporaryFolder) throws {
    try run("git add rules", in: folder)
    _ = try commit(folder, passes: true)
    // What is staged is broken, and was mended since.
    try folder.write(rules.replacing("recommend: guide", with: "recommend: giude"), to: "rules/book.yaml")
    try run("git add rules", in: folder)
    try folder.write(rules, to: "rules/book.yaml")
    #expect(try commit(folder, passes: false).contains("rules/book.yaml:4:23: error: unknown action 'giude'"))
    // What is staged is sound; what lies beside it is not, and neither is a file that git does not know.
    try folder.write("\(rules)  more: {recommend: guide}\n", to: "rules/book.yaml")
    try run("git add rules/book.yaml", in: folder)
    try folder.write("rules: {\n", to: "rules/book.yaml")
    try folder.write("rules: {\n", to: "rules/draft.yaml")
    _ = try commit(folder, passes: true)
    #expect(try folder.read("rules/book.yaml") == "rules: {\n")
    // A test fails.
    try folder.write(
      rules.replacing("recommend: guide", with: "suppress: {all: true}"), to: "rules/book.yaml")
    try run("git add rules/book.yaml", in: folder)
    #expect(try commit(folder, passes: false).contains("failed: all"))
    // Nothing of the rules.
    try run("git reset -q --hard && echo x > other.txt && git add other.txt", in: folder)
    try folder.write("rules: {\n", to: "rules/book.yaml")
    _ = try commit(folder, passes: true)
    // The rules without their tests, then none at all.
    try run("git checkout -q -- rules && git rm -q rules/first.test.yaml", in: folder)
    _ = try commit(folder, passes: true)
    try run("git rm -q rules/book.yaml", in: folder)
    _ = try commit(folder, passes: true)
  }

  @Test func `the hook lets sound rules into a commit, and no others`() throws {
    let folder = try Self.repository()
    try Self.installPlainHook(in: folder)
    try Self.tryCommits(in: folder)
  }

  @Test func `the hook leaves nothing behind`() throws {
    let folder = try Self.repository()
    try Self.installPlainHook(in: folder)
    try Self.run("mkdir temporary && git add rules", in: folder)
    try Self.run("TMPDIR=$PWD/temporary git commit -q -m change && rmdir temporary", in: folder)
  }

  @Test(.needs(framework)) func `the hook does the same for pre-commit`() throws {
    let folder = try Self.repository()
    let program = try #require(Self.framework.url).path
    try Self.run("mkdir .githooks && cp '\(Self.examples.path)/pre-commit' .githooks/", in: folder)
    try Self.run("cp '\(Self.examples.path)/pre-commit-config.yaml' .pre-commit-config.yaml", in: folder)
    try Self.run("'\(program)' validate-config .pre-commit-config.yaml && '\(program)' install", in: folder)
    try Self.run("git add .pre-commit-config.yaml .githooks", in: folder)
    try Self.tryCommits(in: folder)
  }

  // MARK: A workflow

  /// The commands of the steps of the workflow, in their order.
  private static func steps() throws -> [String] {
    let lines = try String(contentsOf: examples.appending(path: "github-actions.yaml"), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    var steps: [String] = []
    for (index, line) in lines.enumerated() {
      guard let match = line.wholeMatch(of: /( +)run: (.+)/) else { continue }
      if match.output.2 != "|" {
        steps.append(String(match.output.2))
        continue
      }
      let margin = match.output.1 + "  "
      steps.append(
        lines[(index + 1)...].prefix { $0.hasPrefix(margin) }.map { "\($0.dropFirst(margin.count))\n" }
          .joined())
    }
    return steps
  }

  /// Runs the steps as a runner does, each in a shell of its own, whether or not one before it failed.
  private static func runSteps(in folder: TemporaryFolder) throws -> [ShellResult] {
    try folder.write("", to: "path")
    return try steps().map { step in
      try folder.write(step, to: "step.sh")
      return try Shell.run(
        """
        export GITHUB_PATH=$PWD/path WAYMARK_TARBALL=file://$PWD/waymark.tar.gz
        PATH=$(tr '\\n' ':' < path)/usr/bin:/bin
        bash -e step.sh
        """, in: folder)
    }
  }

  @Test(.needs(Tool("curl")))
  func `the steps of the workflow pass on sound rules, and say what is wrong with others`() throws {
    let folder = try TemporaryFolder()
    try Self.run("waymark init", in: folder)
    let test = """
      tests:
        the engineer sees the product:
          state: {stage: awareness, consent: {email: true}}
          expect: {first: product-tour}

      """
    try folder.write(test, to: "rules/first.test.yaml")
    try Self.run(
      """
      mkdir -p waymark-1/bin && ln -s "$(command -v waymark)" waymark-1/bin/waymark
      tar --create --gzip --file waymark.tar.gz waymark-1
      """, in: folder)
    let good = try Self.runSteps(in: folder)
    #expect(good.count == 5)
    for result in good { #expect(result.exitCode == 0, "\(result.output)\(result.errors)") }

    let rules = try folder.read("rules/rules.yaml")
    try folder.write(
      rules.replacing("action: product-tour", with: "action: produkt-tour"), to: "rules/rules.yaml")
    let broken = try Self.runSteps(in: folder)
    #expect(broken.map(\.exitCode) == [0, 1, 1, 0, 0], "\(broken)")
    #expect(broken[1].output.hasPrefix("::error file=rules/rules.yaml,line="))
    #expect(try folder.read("waymark.sarif").contains("\"ruleId\":\"unknown-action\""))

    try folder.write(
      rules.replacing("score: 50}", with: "score: 50}\n    enabled: false"), to: "rules/rules.yaml")
    try folder.write("triggers: {free-trial: }\n", to: "rules/more.yaml")
    let failing = try Self.runSteps(in: folder)
    #expect(failing.map(\.exitCode) == [0, 0, 1, 1, 0], "\(failing)")
    #expect(failing[2].output.hasPrefix("::error file=rules/first.test.yaml,line=2,"))
  }

  @Test(.needs(validator)) func `the workflow is one by the schema of workflows`() throws {
    let (text, code) = try Self.validator.run(
      ["--builtin-schema", "vendor.github-workflows", "github-actions.yaml"], in: Self.examples)
    #expect(code == 0, "\(text)")
  }
}
