import Books
import Foundation
import Glibc
import Settings
import Synchronization
import Testing
import TestSupport
import Time

@testable import Daemon

/// The last good rule book goes on while the newest files are broken.
@Suite struct BrokenBookTests {
  private static let place = "broken.yaml:3:19: unknown stage 'awarenes' [unknown-stage]"

  private static func breakBook(_ folder: TestFolder) throws {
    try folder.write(try TestFolder.fixture("broken.yaml"), to: "rules/broken.yaml")
  }

  private static func expectRejection(in answer: Answer) {
    #expect(answer.json["stale"] as? Bool == true)
    let rejected = answer.json["rejected"] as? [String: Any]
    let diagnostics = rejected?["diagnostics"] as? [[String: Any]]
    #expect(diagnostics?.compactMap { $0["id"] as? String } == ["unknown-stage"])
    #expect(diagnostics?.first?["help"] as? String == "did you mean 'awareness'?")
    #expect(rejected?["at"] is String)
  }

  @Test func `broken files are told of, and mended ones serve`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    let good = folder.revision()
    try Self.breakBook(folder)
    let line = try daemon.log.wait(for: "book.rejected")
    #expect(line.strings("diagnostics") == [Self.place])
    #expect(line["revision"] == good && line["level"] == "error")
    let book = try daemon.get("/v1/book")
    #expect(book["revision"] == good && book["source"] == "files")
    Self.expectRejection(in: book)
    let answer = try daemon.decide(Samples.state("anna"))
    #expect(answer.status == 200 && answer.revision == good)
    #expect(try daemon.get("/readyz").status == 200)

    try folder.write(Samples.extraRule(score: 1), to: "rules/broken.yaml")
    let mended = folder.revision()
    try daemon.log.wait(for: "book.loaded") { $0["revision"] == mended }
    let after = try daemon.get("/v1/book")
    #expect(after["revision"] == mended && after.json["stale"] as? Bool == false)
    #expect(after.json["rejected"] == nil)
  }

  @Test func `the log says each time that files break and that they are again what serves`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    for round in 1...3 {
      try Self.breakBook(folder)
      try daemon.log.wait(for: "book.rejected", count: round)
      try folder.remove("rules/broken.yaml")
      try daemon.log.wait(for: "book.loaded", count: round + 1)
      #expect(try daemon.get("/v1/book").json["stale"] as? Bool == false)
    }
  }

  @Test func `the log says each time that one of two rule books serves again`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    var revisions = [folder.revision()]
    for round in 1...6 {
      try folder.write(Samples.extraRule(score: round % 2), to: "rules/more.yaml")
      revisions.append(folder.revision())
      let line = try daemon.log.wait(for: "book.loaded", count: round + 1)
      #expect(line["revision"] == revisions[round] && line["previous"] == revisions[round - 1])
    }
  }

  @Test func `a reload that is asked for is refused with the diagnostics`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder, ["RULES_PUBLISH": "manual"])
    let good = folder.revision()
    try Self.breakBook(folder)
    let answer = try daemon.ask("POST", "/v1/book/reload")
    #expect(answer.status == 422 && answer.problem == "book-rejected" && answer.revision == good)
    let diagnostics = answer.json["diagnostics"] as? [[String: Any]]
    #expect(diagnostics?.first?["message"] as? String == "unknown stage 'awarenes'")
    #expect(diagnostics?.first?["file"] as? String == "broken.yaml")
    #expect(diagnostics?.first?["line"] as? Int == 3)
    Self.expectRejection(in: try daemon.get("/v1/book"))
    try daemon.log.wait(for: "book.rejected")
  }

  @Test(arguments: ["missing", "a file", "empty"])
  func `a rule directory that is gone is no reason to stop`(_ how: String) throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    let good = folder.revision()
    try FileManager.default.moveItem(atPath: folder.at("rules"), toPath: folder.at("away"))
    if how == "a file" { try folder.write("rules: {}", to: "rules") }
    if how == "empty" {
      try FileManager.default.createDirectory(atPath: folder.at("rules"), withIntermediateDirectories: true)
    }
    try daemon.log.wait(for: "book.rejected")
    #expect(try daemon.decide(Samples.state("anna")).revision == good)
    if how != "missing" { try folder.remove("rules") }
    try FileManager.default.moveItem(atPath: folder.at("away"), toPath: folder.at("rules"))
    try daemon.log.wait(for: "book.loaded") { $0["message"]?.hasPrefix("the files are again") ?? false }
    try folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    let new = folder.revision()
    try daemon.log.wait(for: "book.loaded") { $0["revision"] == new }
  }

  @Test func `a file that lost its contents is no reason to serve less`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    let good = folder.revision()
    let text = try folder.read("rules/rules.yaml")
    try folder.write("", to: "rules/rules.yaml")
    let line = try daemon.log.wait(for: "book.rejected")
    #expect(
      line.strings("diagnostics") == [
        "rules.yaml:1:1: the file is empty, and held something when the rule book was last loaded [empty-file]"
      ])
    #expect(try daemon.decide(Samples.state("anna")).revision == good)
    try folder.write(text, to: "rules/rules.yaml")
    try daemon.log.wait(for: "book.loaded") { $0["message"]?.hasPrefix("the files are again") ?? false }
    // At a start nothing is known of what it held.
    try daemon.stop()
    try folder.write("", to: "rules/rules.yaml")
    let another = try TestDaemon(in: folder, ["STATE_DIR": folder.at("other-state")])
    let book = try another.get("/v1/book")
    #expect(book.json["stale"] as? Bool == false)
    let warnings = book.json["warnings"] as? [[String: Any]]
    #expect(
      warnings?.contains { $0["id"] as? String == "empty-file" && $0["severity"] as? String == "warning" }
        == true)
  }

  @Test func `a start on broken files serves the copy and says so, and mended files serve`() throws {
    let folder = try TestFolder()
    let good = folder.revision()
    try TestDaemon(in: folder).stop()
    try Self.breakBook(folder)

    let daemon = try TestDaemon(in: folder)
    let line = try daemon.log.wait(for: "book.restored")
    #expect(line.strings("diagnostics") == [Self.place] && line["revision"] == good)
    let book = try daemon.get("/v1/book")
    #expect(book["revision"] == good && book["source"] == "copy")
    Self.expectRejection(in: book)
    let decided = try daemon.decide(Samples.state("anna"))
    #expect(decided.status == 200 && decided["outcome"] == "matched")

    try folder.remove("rules/broken.yaml")
    try daemon.log.wait(for: "book.loaded") { $0["source"] == "files" }
    let after = try daemon.get("/v1/book")
    #expect(after["source"] == "files" && after["revision"] == good)
    #expect(after.json["stale"] as? Bool == false)
  }

  @Test func `the copy is of what served last, also after kill -9`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    try folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    let last = folder.revision()
    try daemon.log.wait(for: "book.loaded") { $0["revision"] == last }
    #expect(try daemon.stop(with: SIGKILL) == -SIGKILL)
    try Self.breakBook(folder)
    let restarted = try TestDaemon(in: folder)
    #expect(try restarted.revision() == last)
  }

  @Test func `a start after the files were mended serves the files`() throws {
    let folder = try TestFolder()
    try TestDaemon(in: folder).stop()
    try Self.breakBook(folder)
    try TestDaemon(in: folder).stop()
    try folder.write(Samples.extraRule(score: 1), to: "rules/broken.yaml")
    let daemon = try TestDaemon(in: folder)
    let book = try daemon.get("/v1/book")
    #expect(book["source"] == "files" && book["revision"] == folder.revision())
    #expect(book.json["stale"] as? Bool == false && book.json["rejected"] == nil)
    #expect(daemon.log.lines(of: "book.restored").isEmpty)
  }

  @Test(arguments: ["no copy", "a copy cut short", "a copy of nothing"])
  func `broken files and no copy to serve end the start with the diagnostics`(_ copy: String) throws {
    let folder = try TestFolder()
    try Self.breakBook(folder)
    if copy == "a copy cut short" {
      try folder.write(#"{"revision":"1","files":["#, to: "state/served-book.json")
    }
    if copy == "a copy of nothing" {
      try folder.write(#"{"files":[{"path":1}]}"#, to: "state/served-book.json")
    }
    let daemon = try TestDaemon(in: folder, ["LOG_FORMAT": "text"], waits: false)
    #expect(try daemon.exitCode() == 1)
    _ = daemon.log.untilEnd()
    let text = daemon.log.text
    #expect(text.contains("broken.yaml:3:19: error: unknown stage 'awarenes' [unknown-stage]"))
    #expect(text.contains("help: did you mean 'awareness'?"))
    #expect(text.hasSuffix("waymark: the rule book does not load"))
    #expect(!FileManager.default.fileExists(atPath: daemon.socketPath))
  }

  @Test func `a copy that cannot be read is told at a start, since what changed cannot be`() throws {
    let folder = try TestFolder()
    var daemon = try TestDaemon(in: folder)
    try daemon.stop()
    try folder.write(#"{"files":[{"path":1}]}"#, to: "state/served-book.json")
    daemon = try TestDaemon(in: folder)
    #expect(daemon.log.lines(of: "state.unavailable").count == 1)
  }

  @Test func `a copy that is gone, or could not be saved, is saved again once it can be`() throws {
    let folder = try TestFolder()
    let state = folder.at("state")
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: false)
    let copy = ServedCopy(stateDirectory: state)
    let loader = BookLoader(
      path: folder.at("rules"), links: .inside, settle: .zero, copy: copy, testing: .off,
      clock: { Instant(microseconds: 0) })
    let failures = Mutex(0)
    loader.failedToCopy = { _ in failures.withLock { $0 += 1 } }
    // Whether it serves is not known yet.
    #expect(loader.start().rejection == nil && copy.load() == nil)
    loader.keepCopy()
    loader.queue.sync {}
    #expect(copy.load() != nil)
    func look() {
      loader.lookAtCopy()
      loader.queue.sync {}
    }
    try FileManager.default.removeItem(atPath: copy.path)
    look()
    #expect(copy.load() != nil)
    try FileManager.default.removeItem(atPath: state)
    for _ in 0..<3 { look() }
    #expect(failures.withLock { $0 } == 1)
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: false)
    look()
    #expect(copy.load() != nil)
  }
}
