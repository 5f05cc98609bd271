import Diagnostics
import Foundation
import Glibc
import RuleFiles
import Rules
import Testing
import TestSupport

@testable import Books
@testable import Daemon

/// Which files of a folder are read, and how.
@Suite struct RuleDirectoryTests {
  /// An empty folder of rules, and what reading it gives.
  private final class Rules {
    let folder: TestFolder

    init() throws {
      folder = try TestFolder(withBook: false)
      try folder.write("actions: {}\n", to: "rules/book.yaml")
    }

    func read(followsLinks: Bool = false) -> RuleDirectory.Contents {
      RuleDirectory.read(at: folder.at("rules"), followsLinks: followsLinks)
    }
  }

  private static func told(_ contents: RuleDirectory.Contents) -> [String] {
    contents.diagnostics.map { "\($0.location.file) \($0.severity) \($0.id.name)" }
  }

  @Test func `endings count in any case, and names that nearly have one are told of`() throws {
    let rules = try Rules()
    for name in [
      "B.YAML", "c.Yml", "d.TEST.Yaml", "e.yaml.txt", "f.yml ", "_g.yaml.txt", "h.yaml~", ".i.yaml.swp",
    ] {
      try rules.folder.write("{}", to: "rules/sub/\(name)")
    }
    let contents = rules.read()
    #expect(contents.files.map(\.path) == ["book.yaml", "sub/B.YAML", "sub/c.Yml"])
    #expect(Self.told(contents) == ["sub/e.yaml.txt note not-read", "sub/f.yml  note not-read"])
    #expect(!contents.hasErrors && contents.isSteady)
  }

  @Test func `a file of many gigabytes is refused by its size alone`() throws {
    let rules = try Rules()
    _ = FileManager.default.createFile(atPath: rules.folder.at("rules/dump.yaml"), contents: nil)
    #expect(truncate(rules.folder.at("rules/dump.yaml"), 1 << 40) == 0)
    let contents = rules.read()
    #expect(Self.told(contents) == ["dump.yaml error file-too-large"])
    #expect(contents.files.map(\.path) == ["book.yaml"])
  }

  @Test func `a pipe with the name of a rule file is an error, and not waited for`() throws {
    let rules = try Rules()
    #expect(mkfifo(rules.folder.at("rules/pipe.yaml"), 0o600) == 0)
    #expect(mkfifo(rules.folder.at("pipe"), 0o600) == 0)
    try rules.folder.link("rules/linked.yaml", to: "../pipe")
    #expect(Self.told(rules.read()) == ["linked.yaml error link-leads-out", "pipe.yaml error unreadable"])
    #expect(
      Self.told(rules.read(followsLinks: true)) == [
        "linked.yaml error unreadable", "pipe.yaml error unreadable",
      ])
  }

  @Test func `links are followed inside the folder`() throws {
    let rules = try Rules()
    try rules.folder.write("rules: {}", to: "rules/.store/2/more.yaml")
    try rules.folder.link("rules/more.yaml", to: ".current/more.yaml")
    try rules.folder.link("rules/.current", to: ".store/2")
    try rules.folder.link("rules/all", to: rules.folder.at("rules/.store/2"))
    try rules.folder.link("rules/loop", to: ".")
    try rules.folder.link("rules/again.yaml", to: "book.yaml")
    let contents = rules.read()
    #expect(contents.files.map(\.path) == ["again.yaml", "all/more.yaml", "book.yaml", "more.yaml"])
    #expect(contents.diagnostics.isEmpty)
    try rules.folder.link("elsewhere", to: "rules")
    let linked = RuleDirectory.read(at: rules.folder.at("elsewhere"))
    #expect(linked.files.map(\.path) == contents.files.map(\.path) && linked.diagnostics.isEmpty)
  }

  @Test(arguments: ["secret.yaml", "secrets", "/usr", "/etc/passwd", "/proc/self/environ"])
  func `a link that leads out is refused, and nothing behind it is read or shown`(target: String) throws {
    let rules = try Rules()
    try rules.folder.write("root-of-all: 1\n", to: "secret.yaml")
    try rules.folder.write("root-of-all: 1\n", to: "secrets/deep/secret.yaml")
    let path = target.hasPrefix("/") ? target : "../\(target)"
    try rules.folder.link("rules/x.yaml", to: path)
    let contents = rules.read()
    #expect(Self.told(contents) == ["x.yaml error link-leads-out"])
    #expect(contents.files.map(\.path) == ["book.yaml"])
    #expect(FolderSurvey(at: rules.folder.at("rules"), links: .inside).folders.count == 1)
    let shown = DiagnosticRenderer(files: contents.files).render(contents.diagnostics)
    #expect(!shown.contains("root") && !shown.contains("secret") && !shown.contains("usr"))
  }

  @Test func `a folder beside with a name that begins alike is outside`() throws {
    let rules = try Rules()
    try rules.folder.write("rules: {}", to: "rules-of-others/a.yaml")
    try rules.folder.link("rules/a.yaml", to: "../rules-of-others/a.yaml")
    #expect(Self.told(rules.read()) == ["a.yaml error link-leads-out"])
  }

  @Test func `links may lead anywhere where that is allowed`() throws {
    let rules = try Rules()
    try rules.folder.write("rules: {}", to: "shared/a.yaml")
    try rules.folder.link("rules/shared", to: "../shared")
    try rules.folder.link("rules/b.yaml", to: "../shared/a.yaml")
    let contents = rules.read(followsLinks: true)
    #expect(contents.files.map(\.path) == ["b.yaml", "book.yaml", "shared/a.yaml"])
    #expect(contents.diagnostics.isEmpty)
  }

  @Test func `what stands outside the folder is never quoted`() throws {
    let rules = try Rules()
    try rules.folder.write("root:$6$SECRET:1:\n", to: "shadow")
    try rules.folder.link("rules/shadow.yaml", to: "../shadow")
    let contents = rules.read(followsLinks: true)
    let told = contents.unquoting(RuleBook.load(contents.files).diagnostics)
    #expect(told.contains { $0.severity == .error && $0.location.file == "shadow.yaml" })
    #expect(!"\(told)".contains("SECRET"))
    #expect(contents.shown.map(\.path) == ["book.yaml"])
  }

  @Test func `links that matter to no book are passed over`() throws {
    let rules = try Rules()
    try rules.folder.link("rules/README", to: "/etc/hostname")
    try rules.folder.link("rules/.git", to: "/usr")
    try rules.folder.link("rules/_old", to: "/usr")
    #expect(rules.read().diagnostics.isEmpty)
    try rules.folder.link("rules/gone.yaml", to: "nowhere.yaml")
    #expect(Self.told(rules.read()) == ["gone.yaml error unreadable"])
  }

  @Test func `more files than a book has are not read`() throws {
    let rules = try Rules()
    for number in 0..<10_000 {
      _ = FileManager.default.createFile(atPath: rules.folder.at("rules/\(number).yaml"), contents: nil)
    }
    let contents = rules.read()
    #expect(contents.files.isEmpty && contents.diagnostics.map(\.id.name) == ["too-many-files"])
    try rules.folder.remove("rules/9999.yaml")
    #expect(rules.read().files.count == 10_000)
  }

  @Test func `a name that is no text is not passed over in silence`() throws {
    let rules = try Rules()
    let path = Array(rules.folder.at("rules/").utf8) + [0xff] + Array(".yaml".utf8) + [0]
    let descriptor = path.withUnsafeBytes { bytes in
      bytes.baseAddress.map { open($0.assumingMemoryBound(to: CChar.self), O_CREAT | O_WRONLY, 0o600) } ?? -1
    }
    try #require(descriptor >= 0)
    close(descriptor)
    #expect(rules.read().diagnostics.map(\.id.name) == ["unreadable"])
  }

  @Test func `the revision does not depend on how files come to be there`() throws {
    let rules = try Rules()
    try rules.folder.write("rules: {}", to: "rules/a/b.yml")
    let plain = RuleBook.load(rules.read().files).revision
    try rules.folder.write("rules: {}", to: "rules/_store/b.yml")
    try rules.folder.remove("rules/a")
    try rules.folder.link("rules/a", to: "_store")
    #expect(RuleBook.load(rules.read().files).revision == plain)
  }
}
